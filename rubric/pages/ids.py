"""Ids and references: everything has one name, and every name that is used belongs to something."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from rubric.model import HIGHEST_LEVEL, LOWEST_LEVEL
from rubric.pages.content import Content
from rubric.pages.pieces import Page, Piece
from rubric.problems import Problem, guess, nearest, problem, shown

FULL_ID = re.compile(r"[a-z][a-z_]*\.[a-z][a-z0-9_]*")
BUTTON_BYTES = 64
"""What Telegram lets a button carry."""

REVISION_BYTES = 7
"""A button says in front of its value to which question it belongs: six digits and a bar."""

RESERVED = ("quick", "area", "symptoms")
"""First parts of buttons' values that mean something else than a competency."""

SORTS: Mapping[str, str] = {"statements": "{id}.unknown", "symptoms": "symptoms.{id}", "tactics": ""}
"""The lists whose items have ids, and the longest value of a button for such an item."""


class Item(NamedTuple):
    """A statement, symptom or tactic: its page, the competency that the page is about, the list it stands in."""

    page: Page
    area: str
    sort: str
    piece: Piece

    @property
    def id(self) -> str | None:
        return self.piece.get("id").text

    @property
    def level(self) -> int | None:
        """Where a statement stands; None when that cannot be read, or is no level for a statement."""
        level = self.piece.get("level").number
        return level if level is not None and LOWEST_LEVEL < level <= HIGHEST_LEVEL else None


class Index(NamedTuple):
    """All that can be referred to. `lost` are statements and symptoms without an id of their own."""

    items: tuple[Item, ...]
    by_id: Mapping[str, Item]
    misspelt: frozenset[str]
    lost: tuple[Item, ...]
    unread: frozenset[str]

    def of(self, sort: str, area: str | None = None) -> tuple[Item, ...]:
        return tuple(each for each in self.items if each.sort == sort and area in (None, each.area))

    def meant(self, written: str, sort: str) -> str | None:
        """The id that a reference means: itself, or the one that was probably meant."""
        return written if written in self.by_id else nearest(written, self.names(sort))

    def names(self, sort: str) -> tuple[str, ...]:
        return tuple(name for name, item in self.by_id.items() if item.sort == sort)

    def doubtful(self, written: str, start: int | None) -> bool:
        """Whether a name that nothing carries may be that of something whose own id is lost.

        `start` is the level from which the tactic starts: it helps to tell which statement is meant.
        """
        area = written.partition(".")[0]
        if area in self.unread or nearest(written, self.misspelt):
            return True
        if nearest(written.partition(".")[2], [each.rpartition(".")[2] for each in self.misspelt]):
            return True
        lost = [each.level for each in self.lost if each.area == area]
        if start is not None and start + 1 in lost:
            return True
        known = [name for sort in ("statements", "symptoms") for name in self.names(sort)]
        return bool(lost) and nearest(written, known) is None


def index_of(content: Content) -> Index:
    """Everything that has an id, wherever it stands."""
    items = tuple(_items(content))
    by_id: dict[str, Item] = {}
    for each in items:
        if each.id and FULL_ID.fullmatch(each.id):
            by_id.setdefault(each.id, each)
    misspelt = frozenset(each.id for each in items if each.id and not _regular(each))
    lost = tuple(each for each in items if each.sort != "tactics" and by_id.get(each.id or "") is not each)
    unread = {area for area in content.areas if _unread(content.competencies.get(area))}
    return Index(items, by_id, misspelt, lost, frozenset(unread))


def _regular(item: Item) -> bool:
    """Whether an id is written as it should be, and begins with its page's competency."""
    return item.id is not None and FULL_ID.fullmatch(item.id) is not None and _at_home(item, item.id)


def _at_home(item: Item, written: str) -> bool:
    """A page goes by its file's name and by what it says of itself: if the two differ, that is told once."""
    root = item.page.root
    own = (item.area, root.get("id").text, root.get("competency").text) if root else (item.area,)
    return written.partition(".")[0] in own


def _unread(page: Page | None) -> bool:
    return page is None or page.root is None or not page.root.get("statements").items()


def _items(content: Content) -> Iterator[Item]:
    groups = ((content.competencies, ("statements", "symptoms")), (content.playbook, ("tactics",)))
    for pages, sorts in groups:
        for area, page in pages.items():
            for sort in sorts if page.root else ():
                for piece in page.root.get(sort).items() if page.root else ():
                    yield Item(page, area, sort, piece)


def id_problems(index: Index) -> Iterator[Problem]:
    """Ids that are taken, that belong elsewhere, or that make a button too long."""
    for item in index.items:
        line, written = item.piece.get("id").line, item.id
        if not written or not FULL_ID.fullmatch(written):
            continue
        first = index.by_id[written]
        if first is not item:
            where = f"{first.page.file}:{first.piece.get('id').line}"
            yield problem(item.page.file, line, "id.duplicate", written=shown(written), first=where)
        if not _at_home(item, written):
            yield problem(item.page.file, line, "id.prefix", written=shown(written), page=item.area)
        yield from button_problems(item.page.file, line, written, SORTS[item.sort].format(id=written))


def button_problems(file: str, line: int, written: str, value: str) -> Iterator[Problem]:
    count = REVISION_BYTES + len(value.encode("utf-8"))
    if value and count > BUTTON_BYTES:
        over = count - BUTTON_BYTES
        yield problem(file, line, "id.button", written=shown(written), count=count, most=BUTTON_BYTES, over=over)


def reference_problem(
    index: Index, page: Page, piece: Piece, key: str, sort: str, start: int | None = None
) -> Problem | None:
    """What is wrong with one name in a list of references to `sort`, if anything."""
    written = piece.text
    if not written or not FULL_ID.fullmatch(written):
        return None
    item = index.by_id.get(written)
    if item is None and index.doubtful(written, start):
        return None
    kind = sort.removesuffix("s")
    if item is None:
        hint = guess(written, index.names(sort))
        return problem(page.file, piece.line, "helps.unknown", key=key, written=shown(written), guess=hint, kind=kind)
    if item.sort == sort:
        return None
    other = {"statements": "helps", "symptoms": "eases"}.get(item.sort, "its own place")
    is_a = item.sort.removesuffix("s")
    return problem(page.file, piece.line, "helps.kind", key=key, written=shown(written), kind=is_a, other=other)
