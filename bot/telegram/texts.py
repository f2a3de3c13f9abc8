"""Our HTML in Telegram's, cut to what one message can hold. Pure."""

import html
import re
from collections.abc import Sequence
from itertools import zip_longest
from typing import NamedTuple

SEAMS = ("\n\n", "\n", ". ", " ")
"""Where a long text may be cut, best first."""

_WORDS = "(?:[^<>&]++|&(?:amp|lt|gt|#x27);)*+"
_SIMPLE = re.compile(f"{_WORDS}(?:(?:<br>|<b>{_WORDS}</b>|<i>{_WORDS}</i>){_WORDS})*+")
"""What nearly all that we say is like: it means the same to Telegram, but for its lines and apostrophes."""
_TAG = re.compile(r"(<[^<>]*>)")
_KNOWN = re.compile(r"<(?P<close>/?)(?P<name>b|i|a|br)(?P<rest>(?:\s[^<>]*)?)/?>", re.IGNORECASE)
_HREF = re.compile(r"""\shref=(?:"(https?://[^"]*|tg://[^"]*|mailto:[^"]*)"|'(https?://[^']*)')""", re.IGNORECASE)


class _Piece(NamedTuple):
    """A character or entity with the opening tags that hold there, outermost first."""

    shown: str
    tags: tuple[str, ...]


def telegram_html(text: str) -> str:
    """Our HTML in Telegram's: `br` is a line, `b i a` stay and are balanced, the rest is shown as it is written."""
    if _SIMPLE.fullmatch(text):
        return text.replace("<br>", "\n").replace("&#x27;", "'")
    shown: list[str] = []
    open_tags: list[str] = []
    parts = _TAG.split(text.replace("<br>", "\n"))
    for words, tag in zip_longest(parts[::2], parts[1::2], fillvalue=""):
        known = _KNOWN.fullmatch(tag) if tag else None
        shown += (_plain(words), _tag(known, open_tags) if known else _plain(tag))
    shown += [f"</{name}>" for name in reversed(open_tags)]
    return "".join(shown)


def split(text: str, limit: int) -> tuple[str, ...]:
    """Telegram's HTML in parts of at most `limit` UTF-16 units, cut at paragraphs if possible, tags balanced."""
    if units(text) <= limit:
        return (text.strip(),) if _visible(text) else ()
    pieces = _pieces(text)
    parts: list[str] = []
    while pieces:
        size = _fitting(pieces, limit)
        cut = size if size == len(pieces) else _seam(pieces, size)
        parts.append(_rendered(pieces[:cut]).strip())
        pieces = pieces[cut:]
    return tuple(part for part in parts if _visible(part))


def units(text: str) -> int:
    """The length as Telegram counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def first_part(text: str, limit: int) -> str:
    """As much of the HTML as fits into one message, "" if there is nothing to be read."""
    return next(iter(split(telegram_html(text), limit)), "")


def _plain(words: str) -> str:
    return html.escape(html.unescape(words), quote=False) if words else ""


def _tag(found: re.Match[str], open_tags: list[str]) -> str:
    name = found["name"].lower()
    if name == "br":
        return "\n"
    if not found["close"]:
        open_tags.append(name)
        return f"<{name}{_link(found['rest'])}>" if name == "a" else f"<{name}>"
    if name not in open_tags:
        return ""
    closed = ""
    while not closed.endswith(f"</{name}>"):
        closed += f"</{open_tags.pop()}>"
    return closed


def _link(rest: str) -> str:
    found = _HREF.search(rest)
    address = html.unescape(found[1] or found[2]) if found else ""
    return f' href="{html.escape(address)}"'


def _visible(text: str) -> bool:
    return bool(html.unescape(_TAG.sub("", text)).strip())


def _pieces(text: str) -> list[_Piece]:
    pieces: list[_Piece] = []
    tags: tuple[str, ...] = ()
    for part in _TAG.split(text):
        if part.startswith("</"):
            tags = tags[:-1]
        elif part.startswith("<"):
            tags = (*tags, part)
        else:
            pieces += [_Piece(html.escape(each, quote=False), tags) for each in html.unescape(part)]
    return pieces


def _fitting(pieces: Sequence[_Piece], limit: int) -> int:
    """How many pieces fit, counting the tags around them."""
    used = 0
    held: tuple[str, ...] = ()
    for index, piece in enumerate(pieces):
        if piece.tags != held:
            used += sum(len(tag) + len(_closing(tag)) for tag in piece.tags[_shared(held, piece.tags) :])
            held = piece.tags
        used += units(piece.shown)
        if used > limit:
            return max(index, 1)
    return len(pieces)


def _seam(pieces: Sequence[_Piece], size: int) -> int:
    """The best place to cut within the first `size` pieces, not before half of them."""
    letters = [piece.shown if len(piece.shown) == 1 else "&" for piece in pieces[:size]]
    text = "".join(letters)
    for seam in SEAMS:
        found = text.rfind(seam, size // 2)
        if found >= 0:
            return found + len(seam)
    return size


def _rendered(pieces: Sequence[_Piece]) -> str:
    out: list[str] = []
    held: tuple[str, ...] = ()
    for piece in (*pieces, _Piece("", ())):
        if piece.tags != held:
            shared = _shared(held, piece.tags)
            out += [_closing(tag) for tag in reversed(held[shared:])]
            out += piece.tags[shared:]
            held = piece.tags
        out.append(piece.shown)
    return "".join(out)


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    return next(
        (index for index, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


def _closing(tag: str) -> str:
    return f"</{tag[1:].partition(' ')[0].rstrip('>')}>"
