"""HTML of a request into the text and entities that the server keeps."""

from html.parser import HTMLParser
from typing import Any

KINDS = {"b": "bold", "strong": "bold", "i": "italic", "em": "italic", "code": "code", "a": "text_link"}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.entities: list[dict[str, Any]] = []
        self._open: list[tuple[str, int, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open.append((tag, utf16(self.text), dict(attrs).get("href")))

    def handle_endtag(self, tag: str) -> None:
        _, start, address = self._open.pop()
        length = utf16(self.text) - start
        if length and not (tag == "a" and not address):
            entity = {"type": KINDS[tag], "offset": start, "length": length}
            self.entities.append(entity | ({"url": address} if tag == "a" else {}))

    def handle_data(self, data: str) -> None:
        self.text += data


def parsed(text: str, parse_mode: object) -> tuple[str, list[dict[str, Any]]]:
    """Text and entities, as a message carries them."""
    if parse_mode != "HTML":
        return text, []
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader.text.rstrip(), reader.entities


def utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
