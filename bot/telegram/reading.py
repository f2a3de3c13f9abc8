"""What a raw update means. Pure, and it never raises: whatever stands in the JSON has a meaning or is ignored."""

from collections.abc import Mapping
from typing import NamedTuple

from dialogues.message import Kind, Message

ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")
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

GROUPS = frozenset({"group", "supergroup"})
HERE = frozenset({"member", "administrator", "restricted", "creator"})
IN_GROUPS = frozenset({"/start", "/help"})
LARGEST_RECORDING = 2_000_000
"""Bytes of a voice message that is worth fetching: some ten minutes of speech."""
LONGEST_ID = 2**52


class Press(NamedTuple):
    """A button that waits for its one answer. `prompt` is the message it stands on, `photo` whether that is a photo."""

    query: str
    prompt: int | None
    photo: bool = False


class Speech(NamedTuple):
    """A recording that Telegram keeps: its name there, and what kind of sound it is."""

    name: str
    media_type: str


class Heard(NamedTuple):
    """Something for the conversation of this chat."""

    chat: int
    message: Message
    press: Press | None = None
    speech: Speech | None = None


class Unusable(NamedTuple):
    """A press that means nothing to us: its answer is the sentence `telegram.<say>`."""

    chat: int | None
    press: Press
    say: str
    language: str | None


class Introduced(NamedTuple):
    """A group asks who we are. `joined` if it has just taken us in, else someone typed /start or /help."""

    chat: int
    topic: int | None
    joined: bool
    language: str | None


class Moved(NamedTuple):
    """A group became another chat: we are in there already and do not greet again."""

    chat: int
    to: int


class Ignored(NamedTuple):
    """Nothing to be done, with the reason for the log."""

    reason: str


Meaning = Heard | Unusable | Introduced | Moved | Ignored
Raw = Mapping[str, object]

NOTHING: Raw = {}


def read(update: object, at: int, username: str) -> Meaning:
    """What `update` means to the bot called `username`; `at` is the receiving clock, seconds since 1970."""
    raw = _mapping(update)
    for field, reader in _READERS.items():
        if field in raw:
            return reader(_mapping(raw[field]), at, username)
    return Ignored("a kind of update we did not ask for")


def lane_of(update: object) -> int | None:
    """The chat in whose order the update is worked."""
    raw = _mapping(update)
    for field in ALLOWED_UPDATES:
        body = _mapping(raw.get(field))
        if body:
            holder = _mapping(body.get("message")) if field == "callback_query" else body
            return _id(_mapping(holder.get("chat")).get("id")) or _id(_mapping(body.get("from")).get("id"))
    return None


def update_id_of(update: object) -> int | None:
    return _id(_mapping(update).get("update_id"))


def _message(raw: Raw, at: int, username: str) -> Meaning:
    chat, number = _id(_mapping(raw.get("chat")).get("id")), _id(raw.get("message_id"))
    if chat is None or number is None:
        return Ignored("a message without chat or number")
    if _kind_of_chat(raw) in GROUPS:
        return _in_group(raw, chat, username)
    if _kind_of_chat(raw) != "private":
        return Ignored("neither a private chat nor a group")
    kind = next((KINDS[field] for field in KINDS if field in raw), None)
    if kind is None:
        return Ignored("a notice of Telegram")
    text = _command(_text(raw.get("text") or raw.get("caption")), username)
    if text is None:
        return Ignored("a command for another bot")
    return Heard(chat, Message(f"m:{chat}:{number}", text, at, _language(raw), kind=kind), speech=_speech(raw))


def _edited(raw: Raw, at: int, username: str) -> Meaning:
    chat, number = _id(_mapping(raw.get("chat")).get("id")), _id(raw.get("message_id"))
    if chat is None or number is None or _kind_of_chat(raw) != "private":
        return Ignored("an edit outside of a private chat")
    text = _text(raw.get("text") or raw.get("caption"))
    if not text:
        return Ignored("an edit without words")
    when = _id(raw.get("edit_date")) or 0
    return Heard(chat, Message(f"e:{chat}:{number}:{when}", text, at, _language(raw), kind="edited"))


def _pressed(raw: Raw, at: int, username: str) -> Meaning:
    query = _text(raw.get("id"))
    if not query:
        return Ignored("a press without identity")
    holder = _mapping(raw.get("message"))
    chat = _id(_mapping(holder.get("chat")).get("id"))
    press = Press(query, _id(holder.get("message_id")), "photo" in holder)
    if chat is None or _kind_of_chat(holder) != "private":
        return Unusable(None, press, "private_only", _language(raw))
    revision, bar, value = _text(raw.get("data")).partition("|")
    if not bar or not value or not (revision.isascii() and revision.isdigit()) or len(revision) > 9:
        return Unusable(chat, press, "stale", _language(raw))
    return Heard(chat, Message(f"c:{query}", value, at, _language(raw), int(revision)), press)


def _membership(raw: Raw, at: int, username: str) -> Meaning:
    chat = _id(_mapping(raw.get("chat")).get("id"))
    before = _mapping(raw.get("old_chat_member")).get("status")
    after = _mapping(raw.get("new_chat_member")).get("status")
    if chat is None or _kind_of_chat(raw) not in GROUPS:
        return Ignored("blocked or unblocked by a person, or a channel")
    if not _is_here(after) or _is_here(before):
        return Ignored("no arrival in a group")
    return Introduced(chat, None, True, _language(raw))


_READERS = {
    "message": _message,
    "edited_message": _edited,
    "callback_query": _pressed,
    "my_chat_member": _membership,
}


def _in_group(raw: Raw, chat: int, username: str) -> Meaning:
    """In groups we speak only when spoken to by name."""
    new, old = _id(raw.get("migrate_to_chat_id")), _id(raw.get("migrate_from_chat_id"))
    if new is not None:
        return Moved(chat, new)
    if old is not None:
        return Moved(old, chat)
    name, _, ours = _text(raw.get("text")).partition(" ")[0].partition("@")
    if name.lower() not in IN_GROUPS or not username or ours.lower() != username.lower():
        return Ignored("group talk")
    topic = _id(raw.get("message_thread_id")) if raw.get("is_topic_message") is True else None
    return Introduced(chat, topic, False, _language(raw))


def _speech(raw: Raw) -> Speech | None:
    """The recording of a spoken message, if it is short enough to be one."""
    recording = _mapping(raw.get("voice"))
    name, size = _text(recording.get("file_id")), _id(recording.get("file_size")) or 0
    media_type = _text(recording.get("mime_type")) or "audio/ogg"
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


def _kind_of_chat(raw: Raw) -> str:
    return _text(_mapping(raw.get("chat")).get("type"))


def _language(raw: Raw) -> str | None:
    code = _text(_mapping(raw.get("from")).get("language_code"))
    return code if code.isascii() and 2 <= len(code) <= 35 else None


def _mapping(value: object) -> Raw:
    return value if isinstance(value, dict) else NOTHING


def _id(value: object) -> int | None:
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) >= LONGEST_ID:
        return None
    return value


def _text(value: object) -> str:
    """The string, with half surrogate pairs replaced: they fit into no store."""
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if isinstance(value, str) else ""
