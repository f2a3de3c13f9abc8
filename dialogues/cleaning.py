"""People's text, made harmless before anything looks at it: what is not a visible character goes."""

import re
import unicodedata

LONGEST_TEXT = 1000
"""Characters of one message that we read; a longer one is asked for again, shorter."""
LONGEST_NAME = 80
LONGEST_NOTE = 500

_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
_PUNCTUATION = re.compile(r"[^\w\s]|_")


def clean(text: str) -> str:
    """Without control characters and without marks that turn the direction of writing; spaces trimmed."""
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", text)).strip()


def one_line(text: str, longest: int) -> str:
    """On one line and not longer than `longest` characters."""
    return " ".join(text.split())[:longest].rstrip()


def folded(text: str) -> str:
    """For comparing: no capitals, no accents, no punctuation, single spaces."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(each for each in decomposed if not unicodedata.combining(each))
    return " ".join(_PUNCTUATION.sub(" ", letters.replace("'", "").replace("\u2019", "")).split())
