"""Reading pieces of raw JSON without ever raising: whatever is not as expected is as if it were not there."""

from collections.abc import Mapping

LONGEST_ID = 2**52

Raw = Mapping[str, object]

NOTHING: Raw = {}


def mapping(value: object) -> Raw:
    return value if isinstance(value, dict) else NOTHING


def identity(value: object) -> int | None:
    """A number that can be an id of Telegram's."""
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) >= LONGEST_ID:
        return None
    return value


def words(value: object) -> str:
    """The string, with half surrogate pairs replaced: they fit into no store."""
    if not isinstance(value, str):
        return ""
    return value if value.isascii() else value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def language(raw: Raw) -> str | None:
    """What the sender's phone speaks."""
    code = words(mapping(raw.get("from")).get("language_code"))
    return code if code.isascii() and 2 <= len(code) <= 35 else None


def chat_kind(raw: Raw) -> str:
    return words(mapping(raw.get("chat")).get("type"))


def chat_id(raw: Raw) -> int | None:
    return identity(mapping(raw.get("chat")).get("id"))


def topic(raw: Raw) -> int | None:
    """The topic of a forum in which a message stands."""
    return identity(raw.get("message_thread_id")) if raw.get("is_topic_message") is True else None
