"""What each Bot API method does to the world. A table; whatever is not in it the bot must not use."""

from collections.abc import Callable
from typing import Any

from aiogram import methods as api

from tests.telegram_fake.markup import parsed
from tests.telegram_fake.poll_methods import POLL_DOINGS
from tests.telegram_fake.reaching import keyboard, own_post, reachable, without_empty
from tests.telegram_fake.refusals import NOT_MODIFIED, TOO_OLD, Refusal
from tests.telegram_fake.updates import PRESS_SECONDS
from tests.telegram_fake.world import BOT, Chat, Post, World

Json = dict[str, Any]
Doing = Callable[[World, Any], Any]


def get_me(world: World, method: api.GetMe) -> Json:
    return BOT | {"can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False}


def send_message(world: World, method: api.SendMessage) -> Json:
    chat = reachable(world, method.chat_id)
    text, entities = parsed(method.text, method.parse_mode)
    if not text.strip():
        raise Refusal(400, "Bad Request: message text is empty")
    body: Json = {"text": text, "entities": entities, "reply_markup": keyboard(method)}
    if method.message_thread_id is not None:
        body |= {"message_thread_id": method.message_thread_id, "is_topic_message": True}
    return world.as_json(chat, world.post(chat, BOT, text, without_empty(body)))


def send_photo(world: World, method: api.SendPhoto) -> Json:
    chat = reachable(world, method.chat_id)
    png = getattr(method.photo, "data", b"")
    if not png:
        raise Refusal(400, "Bad Request: there is no photo in the request")
    caption, entities = parsed(method.caption or "", method.parse_mode)
    size = {"file_id": "photo-1", "file_unique_id": "p1", "width": 640, "height": 480, "file_size": len(png)}
    body: Json = {"caption": caption, "caption_entities": entities, "photo": [size], "reply_markup": keyboard(method)}
    if method.message_thread_id is not None:
        body |= {"message_thread_id": method.message_thread_id, "is_topic_message": True}
    return world.as_json(chat, world.post(chat, BOT, caption, without_empty(body), png))


def get_file(world: World, method: api.GetFile) -> Json:
    if method.file_id not in world.recordings:
        raise Refusal(400, "Bad Request: invalid file_id")
    return {"file_id": method.file_id, "file_unique_id": "u1", "file_path": f"voice/{method.file_id}.oga"}


def send_document(world: World, method: api.SendDocument) -> Json:
    chat = reachable(world, method.chat_id)
    content = getattr(method.document, "data", b"")
    if not content:
        raise Refusal(400, "Bad Request: file must be non-empty")
    caption, entities = parsed(method.caption or "", method.parse_mode)
    name = getattr(method.document, "filename", "file")
    document = {"file_id": "file-1", "file_unique_id": "f1", "file_name": name, "file_size": len(content)}
    body: Json = {"caption": caption, "caption_entities": entities, "document": document}
    if method.message_thread_id is not None:
        body |= {"message_thread_id": method.message_thread_id, "is_topic_message": True}
    post = world.post(chat, BOT, caption, without_empty(body))
    post.file = content
    return world.as_json(chat, post)


def administrators(world: World, method: api.GetChatAdministrators) -> list[Json]:
    members = reachable(world, method.chat_id).members.values()
    return [_member(user, status) for user, status in members if status in ("creator", "administrator")]


def member(world: World, method: api.GetChatMember) -> Json:
    found = reachable(world, method.chat_id).members.get(method.user_id)
    if found is None:
        raise Refusal(400, "Bad Request: PARTICIPANT_ID_INVALID")
    return _member(*found)


def member_count(world: World, method: api.GetChatMemberCount) -> int:
    members = reachable(world, method.chat_id).members.values()
    return 1 + sum(status not in ("left", "kicked") for _, status in members)


def edit_text(world: World, method: api.EditMessageText) -> Json:
    chat, post = own_post(world, method.chat_id, method.message_id)
    if "text" not in post.body:
        raise Refusal(400, "Bad Request: there is no text in the message to edit")
    text, entities = parsed(method.text or "", method.parse_mode)
    kept = {key: post.body[key] for key in ("message_thread_id", "is_topic_message") if key in post.body}
    body = {"text": text, "entities": entities, "reply_markup": keyboard(method)}
    return _changed(world, chat, post, text, body | kept)


def edit_caption(world: World, method: api.EditMessageCaption) -> Json:
    chat, post = own_post(world, method.chat_id, method.message_id)
    if "photo" not in post.body:
        raise Refusal(400, "Bad Request: there is no caption in the message to edit")
    caption, entities = parsed(method.caption or "", method.parse_mode)
    body = {"caption": caption, "caption_entities": entities, "photo": post.body["photo"]}
    return _changed(world, chat, post, caption, body | {"reply_markup": keyboard(method)})


def edit_markup(world: World, method: api.EditMessageReplyMarkup) -> Json:
    chat, post = own_post(world, method.chat_id, method.message_id)
    return _changed(world, chat, post, post.text, post.body | {"reply_markup": keyboard(method)})


def answer_press(world: World, method: api.AnswerCallbackQuery) -> bool:
    press = world.presses.get(method.callback_query_id)
    if press is None:
        raise Refusal(400, TOO_OLD)
    press.answers.append(method.text or "")
    if len(press.answers) > 1 or world.clock.now() - press.pressed_at > PRESS_SECONDS:
        raise Refusal(400, TOO_OLD)
    return True


def get_commands(world: World, method: api.GetMyCommands) -> list[Json]:
    return list(world.settings.get(_commands_key(method), []))


def set_commands(world: World, method: api.SetMyCommands) -> bool:
    world.settings[_commands_key(method)] = [command.model_dump() for command in method.commands]
    return True


def get_description(world: World, method: api.GetMyDescription) -> Json:
    return {"description": _words(world, "description", method.language_code)}


def set_description(world: World, method: api.SetMyDescription) -> bool:
    return _set_words(world, "description", method.language_code, method.description, 512)


def get_short(world: World, method: api.GetMyShortDescription) -> Json:
    return {"short_description": _words(world, "short", method.language_code)}


def set_short(world: World, method: api.SetMyShortDescription) -> bool:
    return _set_words(world, "short", method.language_code, method.short_description, 120)


DOINGS: dict[str, Doing] = {
    "getMe": get_me,
    "sendMessage": send_message,
    "sendPhoto": send_photo,
    "sendDocument": send_document,
    "getChatAdministrators": administrators,
    "getChatMember": member,
    "getChatMemberCount": member_count,
    "editMessageText": edit_text,
    "editMessageCaption": edit_caption,
    "editMessageReplyMarkup": edit_markup,
    "answerCallbackQuery": answer_press,
    "getFile": get_file,
    "getMyCommands": get_commands,
    "setMyCommands": set_commands,
    "getMyDescription": get_description,
    "setMyDescription": set_description,
    "getMyShortDescription": get_short,
    "setMyShortDescription": set_short,
    **POLL_DOINGS,
}


RIGHTS = (
    "can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members", "can_promote_members",
    "can_change_info", "can_invite_users", "can_post_stories", "can_edit_stories", "can_delete_stories",
    "can_send_welcome_messages",
)  # fmt: skip


def _member(user: Json, status: str) -> Json:
    found: Json = {"user": user, "status": status}
    if status == "creator":
        return found | {"is_anonymous": False}
    if status == "administrator":
        return found | {"can_be_edited": False, "is_anonymous": True} | dict.fromkeys(RIGHTS, False)
    return found | ({"until_date": 0} if status == "kicked" else {})


def _changed(world: World, chat: Chat, post: Post, text: str, body: Json) -> Json:
    body = without_empty(body)
    if body == post.body:
        raise Refusal(400, NOT_MODIFIED)
    post.body = body
    post.remember_buttons()
    post.edit_date = int(world.clock.now())
    if text != post.text:
        post.versions.append(text)
    return world.as_json(chat, post)


def _commands_key(method: Any) -> tuple[str, str, str]:
    scope = method.scope.type if method.scope is not None else "default"
    return "commands", str(scope), method.language_code or ""


def _words(world: World, what: str, language: str | None) -> str:
    usual = world.settings.get((what, "", ""), "")
    return str(world.settings.get((what, "", language or ""), usual))


def _set_words(world: World, what: str, language: str | None, words: str | None, most: int) -> bool:
    if len(words or "") > most:
        raise Refusal(400, f"Bad Request: {what} is too long")
    world.settings[what, "", language or ""] = words or ""
    return True
