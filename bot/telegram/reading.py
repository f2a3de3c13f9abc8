"""What a raw update means. Pure, and it never raises: whatever stands in the JSON has a meaning or is ignored."""

from collections.abc import Mapping

from bot.telegram.grouped import GROUPS, read_group_message, read_group_press, read_poll_answer, reasoned
from bot.telegram.meanings import Heard, Ignored, Introduced, Meaning, Moved, Press, Removed, Speech, Unusable
from bot.telegram.raw import Raw, chat_id, chat_kind, identity, language, mapping, words
from dialogues.message import Kind, Message

__all__ = [
    "ALLOWED_UPDATES",
    "Heard",
    "Ignored",
    "Introduced",
    "Meaning",
    "Moved",
    "Press",
    "Unusable",
    "lane_of",
    "read",
    "update_id_of",
]

ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member", "poll_answer")
"""Asked for by name: without the list Telegram goes on with whatever was asked for before."""

KINDS: Mapping[str, Kind] = {
    "text": "text",
    "voice": "voice",
    "audio": "voice",
    "video_note": "voice",
    "sticker": "sticker",
    "photo": "picture",
    "animation": "other",
    "contact": "other",
    "dice": "other",
    "document": "other",
    "game": "other",
    "location": "other",
    "paid_media": "other",
    "poll": "other",
    "story": "other",
    "venue": "other",
    "video": "other",
}
"""What a person can send, by its field; everything else in a message is Telegram's own notice."""

HERE = frozenset({"member", "administrator", "restricted", "creator"})
LARGEST_RECORDING = 2_000_000
"""Bytes of a voice message that is worth fetching: some ten minutes of speech."""


def read(update: object, at: int, username: str) -> Meaning:
    """What `update` means to the bot called `username`; `at` is the receiving clock, seconds since 1970."""
    raw = mapping(update)
    if "poll_answer" in raw:
        return read_poll_answer(mapping(raw["poll_answer"]), update_id_of(raw) or 0, at)
    for field, reader in _READERS.items():
        if field in raw:
            return reader(mapping(raw[field]), at, username)
    return Ignored("a kind of update we did not ask for")


def lane_of(update: object) -> int | None:
    """The chat in whose order the update is worked. In groups each person presses for themselves, all at once."""
    raw = mapping(update)
    for field in ALLOWED_UPDATES:
        body = mapping(raw.get(field))
        if body:
            holder = mapping(body.get("message")) if field == "callback_query" else body
            if field == "callback_query" and chat_kind(holder) in GROUPS:
                return identity(mapping(body.get("from")).get("id"))
            return chat_id(holder) or identity(mapping(body.get("from") or body.get("user")).get("id"))
    return None


def update_id_of(update: object) -> int | None:
    return identity(mapping(update).get("update_id"))


def _message(raw: Raw, at: int, username: str) -> Meaning:
    chat, number = chat_id(raw), identity(raw.get("message_id"))
    if chat is None or number is None:
        return Ignored("a message without chat or number")
    if chat_kind(raw) in GROUPS:
        return read_group_message(raw, at, username)
    if chat_kind(raw) != "private":
        return Ignored("neither a private chat nor a group")
    return reasoned(raw, words(raw.get("text")), at) or _said(raw, chat, number, at, username)


def _said(raw: Raw, chat: int, number: int, at: int, username: str) -> Meaning:
    kind = next((KINDS[field] for field in KINDS if field in raw), None)
    if kind is None:
        return Ignored("a notice of Telegram")
    text = _command(words(raw.get("text") or raw.get("caption")), username)
    if text is None:
        return Ignored("a command for another bot")
    return Heard(chat, Message(f"m:{chat}:{number}", text, at, language(raw), kind=kind), speech=_speech(raw))


def _edited(raw: Raw, at: int, username: str) -> Meaning:
    chat, number = chat_id(raw), identity(raw.get("message_id"))
    if chat is None or number is None or chat_kind(raw) != "private":
        return Ignored("an edit outside of a private chat")
    text = words(raw.get("text") or raw.get("caption"))
    if not text:
        return Ignored("an edit without words")
    when = identity(raw.get("edit_date")) or 0
    return Heard(chat, Message(f"e:{chat}:{number}:{when}", text, at, language(raw), kind="edited"))


def _pressed(raw: Raw, at: int, username: str) -> Meaning:
    query = words(raw.get("id"))
    if not query:
        return Ignored("a press without identity")
    holder = mapping(raw.get("message"))
    chat = chat_id(holder)
    press = Press(query, identity(holder.get("message_id")), "photo" in holder)
    if chat_kind(holder) in GROUPS:
        return read_group_press(raw, press, at)
    if chat is None or chat_kind(holder) != "private":
        return Unusable(None, press, "private_only", language(raw))
    if identity(mapping(raw.get("from")).get("id")) != chat:
        return Unusable(None, press, "stale", language(raw))
    revision, bar, value = words(raw.get("data")).partition("|")
    if not bar or not value or not (revision.isascii() and revision.isdigit()) or len(revision) > 9:
        return Unusable(chat, press, "stale", language(raw))
    return Heard(chat, Message(f"c:{query}", value, at, language(raw), int(revision)), press)


def _membership(raw: Raw, at: int, username: str) -> Meaning:
    chat = chat_id(raw)
    before = mapping(raw.get("old_chat_member")).get("status")
    after = mapping(raw.get("new_chat_member")).get("status")
    if chat is None or chat_kind(raw) not in GROUPS:
        return Ignored("blocked or unblocked by a person, or a channel")
    if _is_here(before) and not _is_here(after):
        return Removed(chat)
    if not _is_here(after) or _is_here(before):
        return Ignored("no arrival in a group")
    person, when = identity(mapping(raw.get("from")).get("id")) or 0, identity(raw.get("date")) or 0
    return Introduced(chat, None, True, language(raw), person, when)


_READERS = {
    "message": _message,
    "edited_message": _edited,
    "callback_query": _pressed,
    "my_chat_member": _membership,
}


def _speech(raw: Raw) -> Speech | None:
    """The recording of a spoken message, if it is short enough to be one."""
    recording = mapping(raw.get("voice"))
    name, size = words(recording.get("file_id")), identity(recording.get("file_size")) or 0
    media_type = words(recording.get("mime_type")) or "audio/ogg"
    return Speech(name, media_type) if name and size <= LARGEST_RECORDING else None


def _command(text: str, username: str) -> str | None:
    """The text with `/help@ourbot` shortened to `/help`; None if it is for another bot."""
    first, space, rest = text.partition(" ")
    name, at, addressee = first.partition("@")
    if not (text.startswith("/") and at):
        return text
    return name + space + rest if addressee.lower() == username.lower() else None


def _is_here(status: object) -> bool:
    return isinstance(status, str) and status in HERE
