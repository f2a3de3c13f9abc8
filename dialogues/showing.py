"""A reply as other programs read it: JSON as the contract shows it, or text without marks."""

import html
import re

from dialogues.message import Reply
from dialogues.paths import path_of

_MARKS = re.compile(r"<(?!br>)[^>]*>")


def reply_as_json(reply: Reply) -> dict[str, object]:
    """A reply as the contract shows it."""
    return {
        "text": reply.text,
        "buttons": [{"label": button.label, "value": button.value} for button in reply.buttons],
        "asks": reply.asks,
        "picture": path_of(reply.picture) if reply.picture else None,
        "alt": reply.alt,
        "profile": reply.profile.as_json() if reply.profile else None,
    }


def plain_text(text: str) -> str:
    """Our HTML as text without marks, with line breaks."""
    return html.unescape(_MARKS.sub("", text).replace("<br>", "\n"))
