"""Who and what a request may reach, and how a message's body is made of it."""

from typing import Any

from tests.telegram_fake.refusals import BLOCKED, Refusal
from tests.telegram_fake.world import Chat, Post, World

Json = dict[str, Any]


def reachable(world: World, chat_id: Any) -> Chat:
    chat = world.chats.get(chat_id)
    if chat is None:
        raise Refusal(400, "Bad Request: chat not found")
    if chat.moved_to is not None:
        description = "Bad Request: group chat was upgraded to a supergroup chat"
        raise Refusal(400, description, migrate_to_chat_id=chat.moved_to)
    if chat.blocked:
        raise Refusal(403, BLOCKED)
    if not chat.bot_inside:
        raise Refusal(403, "Forbidden: bot is not a member of the group chat")
    return chat


def own_post(world: World, chat_id: Any, number: Any) -> tuple[Chat, Post]:
    chat = reachable(world, chat_id)
    post = chat.posts.get(number)
    if post is None:
        raise Refusal(400, "Bad Request: message to edit not found")
    if not post.by_bot:
        raise Refusal(400, "Bad Request: message can't be edited")
    return chat, post


def keyboard(method: Any) -> Json | None:
    markup = method.reply_markup
    return None if markup is None else markup.model_dump(exclude_none=True, exclude_defaults=True)


def without_empty(body: Json) -> Json:
    kept = {key: value for key, value in body.items() if value not in (None, [], "")}
    if not kept.get("reply_markup", {}).get("inline_keyboard", True):
        del kept["reply_markup"]
    return kept
