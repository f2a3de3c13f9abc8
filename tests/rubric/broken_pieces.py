"""Reads `tests/rubric/broken/`: one file for each kind of mistake, as one changed piece of the sound content.

`@ instead of` is a piece of the page, its first place counts; `@ write` takes its place. `@ problems` has a line
for each problem that must be found, and there must be no other: where, then words that it must contain.
`+1` is the first line of what is written, `=6` a line of the page, `file:1` one of another page.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent / "broken"


class Expected(NamedTuple):
    file: str
    line: int
    words: tuple[str, ...]


class BrokenPiece(NamedTuple):
    name: str
    page: str
    sound: str
    broken: str
    says: tuple[str, ...]

    def broken_page(self, pages: Mapping[str, str]) -> str:
        assert self.sound in pages[self.page], f"{self.name} changes nothing"
        return pages[self.page].replace(self.sound, self.broken, 1)

    def expected(self, pages: Mapping[str, str]) -> list[Expected]:
        return [self._expected(pages, said) for said in self.says]

    def _expected(self, pages: Mapping[str, str], said: str) -> Expected:
        where, _, words = said.partition(" ")
        start = pages[self.page][: pages[self.page].index(self.sound)].count("\n")
        file, line = self.page, 0
        if where[0] in "+-":
            line = start + int(where)
        elif where[0] == "=":
            line = int(where[1:])
        else:
            file, _, number = where.partition(":")
            line = int(number)
        return Expected(file, line, tuple(words.split(" | ")))


def broken_pieces() -> list[BrokenPiece]:
    return [_read(path) for path in sorted(FOLDER.glob("*.txt"))]


def _read(path: Path) -> BrokenPiece:
    text = path.read_text(encoding="utf-8")
    page, rest = text.removeprefix("@ page\n").split("\n@ instead of\n")
    sound, rest = rest.split("\n@ write\n")
    broken, says = rest.split("\n@ problems\n")
    return BrokenPiece(path.stem, page, sound, broken, tuple(says.splitlines()))
