"""What is kept of a conversation, and its way to encrypted bytes and back.

Sealed bytes are a version byte, a nonce and AES-256-GCM of compact JSON. The name under which
a conversation is kept is part of the seal, so bytes moved to another conversation do not open.
"""

import base64
import hashlib
import json
import os
from typing import NamedTuple, TypeVar

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from pydantic import BaseModel, ConfigDict, ValidationError

from dialogues.message import Remark
from dialogues.session import Session
from keeping.errors import Unreadable
from keeping.teams.invitation import Hosting, Invitation

HEARD_KEPT = 100
"""So many message digests a document remembers at least, and all of the last two days."""
MOST_HEARD = 2000
"""And no more: whoever sends as many in two days is heard again when some of them are older."""
DAY = 24 * 60 * 60
DAYS_HEARD = 2

VERSION = b"\x01"
NONCE_BYTES = 12
DIGEST_BYTES, DIGEST_LETTERS = 6, 8


M = TypeVar("M", bound=BaseModel)


class Document(BaseModel):
    """All that is kept of one conversation.

    `heard` are digests of the messages already taken in, oldest first, one after the other in one text: a thousand of
    them cost nothing to speak of. `heard_on` says how many of the last of them came on which day since 1970.
    `remarks` belong to the last answer, so that a message heard again is answered again. `door` is the hash of a web
    token. `team` is there for someone who answers for a team, `hosting` for someone who looks after one. `owed`: a
    reminder stands there, and nobody knows yet that it went out.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    session: Session
    heard: str = ""
    heard_on: tuple[tuple[int, int], ...] = ()
    remarks: tuple[Remark, ...] = ()
    door: str | None = None
    team: Invitation | None = None
    hosting: Hosting | None = None
    owed: bool = False


def sealed(document: BaseModel, key: bytes, name: str) -> bytes:
    """The document as bytes that only `key` opens, and only under `name`. `key` has 32 bytes."""
    nonce = os.urandom(NONCE_BYTES)
    text = written(document)
    return VERSION + nonce + AESGCM(key).encrypt(nonce, text, _bound_to(name))


def opened(data: bytes, key: bytes, name: str) -> Document:
    """The conversation that was sealed. Raises Unreadable if key, name, bytes or version do not fit."""
    return opened_as(data, key, name, Document)


def opened_as(data: bytes, key: bytes, name: str, kind: type[M]) -> M:
    """The document that was sealed, of whatever kind. Raises Unreadable if key, name, bytes or version do not fit."""
    if data[:1] != VERSION:
        raise Unreadable("a conversation was written by another version of Vara")
    nonce, text = data[1 : 1 + NONCE_BYTES], data[1 + NONCE_BYTES :]
    try:
        return kind.model_validate_json(AESGCM(key).decrypt(nonce, text, _bound_to(name)))
    except (InvalidTag, ValueError) as problem:
        # The problem's own text may quote what the person said: it goes no further.
        raise Unreadable(_REASONS[isinstance(problem, ValidationError)]) from None


def message_digest(message_id: str) -> str:
    """Eight url-safe characters that stand for a message's id."""
    digest = hashlib.blake2b(message_id.encode("utf-8", "surrogatepass"), digest_size=DIGEST_BYTES).digest()
    return base64.urlsafe_b64encode(digest).decode()


class Heard(NamedTuple):
    """What a document remembers of the messages that were heard; the fields are those of `Document`."""

    heard: str
    heard_on: tuple[tuple[int, int], ...]


def remembering(document: Document, digest: str, at: int) -> Heard:
    """The memory of a document that has heard one more message at this time."""
    counts, today = _lately(document, at), at // DAY
    counts[today] = counts.get(today, 0) + 1
    kept = max(HEARD_KEPT, sum(counts.values()))
    return Heard((document.heard + digest)[-kept * DIGEST_LETTERS :], tuple(sorted(counts.items())))


def has_heard(document: Document, digest: str) -> bool:
    """Whether a message of this digest was taken in already."""
    at = document.heard.find(digest)
    while at > 0 and at % DIGEST_LETTERS:
        at = document.heard.find(digest, at + 1)
    return at >= 0


def has_heard_last(document: Document, digest: str) -> bool:
    """Whether it was the last one that was taken in."""
    return document.heard[-DIGEST_LETTERS:] == digest


def has_heard_too_much(document: Document, at: int) -> bool:
    """Whether another message could push one out of the memory that may still come again."""
    return sum(_lately(document, at).values()) >= MOST_HEARD


def _lately(document: Document, at: int) -> dict[int, int]:
    """How many messages came on each of the days that reach into the last 48 hours."""
    return {day: count for day, count in document.heard_on if day >= at // DAY - DAYS_HEARD}


_REASONS = {
    False: "a conversation was sealed with another key, or its bytes are damaged",
    True: "a conversation was written by another version of Vara",
}


def _fields(model: object) -> dict[str, object]:
    """A model's fields. Pydantic's own writer takes three times as long, and fails on half a character."""
    if not isinstance(model, BaseModel):
        raise TypeError(type(model).__name__)
    return {name: getattr(model, name) for name in model.__pydantic_fields__}


_ENCODER = msgspec.json.Encoder(enc_hook=_fields)
_PATIENT = json.JSONEncoder(default=_fields, ensure_ascii=False, separators=(",", ":"))


def written(value: object) -> bytes:
    """A document, or plain values, as compact JSON."""
    try:
        return _ENCODER.encode(value)
    except UnicodeEncodeError:  # half a character came in, and goes out as a question mark
        return _PATIENT.encode(value).encode("utf-8", "replace")


def _bound_to(name: str) -> bytes:
    return VERSION + name.encode()
