"""The rules of rubric.yaml and of the competencies' pages: what a single value cannot show to be wrong."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from rubric.model import HIGHEST_LEVEL, LOWEST_LEVEL, Reaches
from rubric.pages.content import Content
from rubric.pages.ids import RESERVED, Index, Item, button_problems
from rubric.pages.pieces import UNREAD, Page, Piece
from rubric.problems import Problem, guess, nearest, problem, shown

LEVELS = range(LOWEST_LEVEL, HIGHEST_LEVEL + 1)
COMPETENCY_ID = re.compile(r"[a-z][a-z_]*")
BETTER_FIRST = ("fully", "mostly", "partly", "no")


def front_problems(content: Content) -> Iterator[Problem]:
    """rubric.yaml: its numbers, its levels, its list of competencies."""
    page = content.front
    if page.root is None:
        return
    yield from _levels(page, page.root.get("levels"), "the levels")
    yield from _points(page, page.root.get("scoring"))
    yield from _reaches(page, page.root.get("impact"))
    yield from _listed(content, page.root.get("competencies"))


def area_problems(content: Content, index: Index) -> Iterator[Problem]:
    """Each competency's page."""
    for area, page in content.competencies.items():
        yield from page_name_problems(content, page, area, "id")
        if page.root is None:
            continue
        yield from _levels(page, page.root.get("descriptions"), "the descriptions")
        yield from _reachable(page, index.of("statements", area))
        yield from _twins(page, page.root.get("descriptions").items(), "label")
        yield from button_problems(page.file, page.root.get("id").line, area, f"quick.{area}.{HIGHEST_LEVEL}")
    yield from _same_words(index)


def page_name_problems(content: Content, page: Page, area: str, key: str) -> Iterator[Problem]:
    """The page's name, what it says of itself, and the list in rubric.yaml must agree."""
    piece = page.root.get(key) if page.root else None
    if piece and piece.text and piece.text != page.name:
        yield problem(page.file, piece.line, "id.file", key=key, written=shown(piece.text), stem=page.name)
    elif area not in content.areas and not _meant_elsewhere(content, area):
        line = piece.line if piece else 1
        hint = guess(area, set(content.areas) - set(content.competencies))
        yield problem(page.file, line, "id.unlisted", written=shown(area), guess=hint)


def _meant_elsewhere(content: Content, area: str) -> bool:
    """Whether the list in rubric.yaml misspells this competency: that is told there, once."""
    lacking = [each for each in content.areas if each not in content.competencies]
    return nearest(area, lacking) is not None


def _levels(page: Page, piece: Piece, name: str) -> Iterator[Problem]:
    """Five levels, each once. Entries whose level is wrong are told elsewhere and may be any."""
    first: dict[int, int] = {}
    unclear = 0
    for each in piece.items():
        level = each.get("level")
        if level.number not in LEVELS or level.number is None:
            unclear += 1
        elif level.number in first:
            yield problem(page.file, level.line, "levels.twice", level=level.number, first=first[level.number])
            unclear += 1
        else:
            first[level.number] = level.line
    lacking = [each for each in LEVELS if each not in first]
    if isinstance(piece.value, tuple) and len(lacking) > unclear:
        yield problem(page.file, piece.line, "levels.lacking", name=name, levels=said(lacking))


def said(levels: Sequence[int]) -> str:
    """The levels in words."""
    *most, last = [str(each) for each in levels]
    return f"levels {', '.join(most)} and {last}" if most else f"level {last}"


def _points(page: Page, scoring: Piece) -> Iterator[Problem]:
    pieces = [(rating, scoring.get("points").get(rating)) for rating in BETTER_FIRST]
    known = [(rating, each) for rating, each in pieces if each.number is not None]
    for (better, more), (worse, less) in pairwise(known):
        if (more.number or 0) <= (less.number or 0):
            words = {"better": better, "more": more.number, "worse": worse, "less": less.number}
            yield problem(page.file, less.line, "points.order", **words)
    points = scoring.get("points")
    misspelt = {nearest(each, BETTER_FIRST) for each in points.parts if each not in BETTER_FIRST}
    for rating, each in pieces:
        if points.parts and rating not in points.parts and rating not in misspelt:
            yield problem(page.file, points.line, "key.missing", key=rating, where="in points")
        elif each.number is not None and each.number < 0:
            yield problem(page.file, each.line, "type.low", name=rating, written=str(each.number), least=0)
    yield from _holds(page, scoring.get("holds_at"), max((each.number or 0 for _, each in known), default=0))


def _holds(page: Page, holds: Piece, most: int) -> Iterator[Problem]:
    if holds.number is None or most < 1:
        return
    if holds.number > most:
        yield problem(page.file, holds.line, "points.holds", written=str(holds.number), most=most)
    elif holds.number <= 0:
        yield problem(page.file, holds.line, "points.free", written=str(holds.number), most=most)


def _reaches(page: Page, impact: Piece) -> Iterator[Problem]:
    """The more areas gain a level, the further an initiative reaches."""
    known = [(name, impact.get(name)) for name in Reaches.model_fields if impact.get(name).number is not None]
    for (nearer, less), (further, more) in pairwise(known):
        if (less.number or 0) >= (more.number or 0):
            words = {"nearer": nearer, "less": less.number, "further": further, "more": more.number}
            yield problem(page.file, more.line, "impact.order", **words)


def _listed(content: Content, listed: Piece) -> Iterator[Problem]:
    """Every competency of the list has its two pages, is there once, and may have that name."""
    seen: set[str] = set()
    for each in listed.items():
        name = each.text
        if not name:
            continue
        if name in seen:
            yield problem(content.front.file, each.line, "id.twice", written=shown(name))
            continue
        seen.add(name)
        if name in RESERVED:
            yield problem(content.front.file, each.line, "id.reserved", written=name)
        if COMPETENCY_ID.fullmatch(name):
            yield from _pages_of(content, name, each.line)


def _pages_of(content: Content, name: str, line: int) -> Iterator[Problem]:
    for folder, pages in (("competencies", content.competencies), ("playbook", content.playbook)):
        if name not in pages:
            hint = guess(name, set(pages) - set(content.areas))
            page = f"{folder}/{name}.yaml"
            yield problem(content.front.file, line, "page.missing", written=shown(name), page=page, guess=hint)
            if hint:
                return


def _reachable(page: Page, statements: tuple[Item, ...]) -> Iterator[Problem]:
    """Each level above the lowest needs a statement. One whose level is wrong could stand at any."""
    piece = page.root.get("statements") if page.root else None
    if piece is None or not isinstance(piece.value, tuple):
        return
    lacking = set(LEVELS[1:]) - {each.level for each in statements}
    if lacking and all(each.level is not None for each in statements):
        yield problem(page.file, piece.line, "levels.reach", levels=said(sorted(lacking)))


def _same_words(index: Index) -> Iterator[Problem]:
    """No two statements or symptoms of the whole rubric may read the same."""
    first: dict[str, Item] = {}
    for item in (*index.of("statements"), *index.of("symptoms")):
        text = item.piece.get("text").text
        words = " ".join(text.lower().split()) if text else ""
        if words and words in first:
            where = first[words].id or "another one"
            line = item.piece.get("text").line
            yield problem(item.page.file, line, "text.twin", name=f"text ({item.id})", other=where)
        elif words:
            first[words] = item


def _twins(page: Page, pieces: tuple[Piece, ...], key: str) -> Iterator[Problem]:
    """Labels of one question's buttons that cannot be told apart."""
    first: dict[str, int] = {}
    for each in pieces:
        text = each.get(key).text
        if each.get(key).value is UNREAD or not text:
            continue
        if text.lower() in first:
            other = f"the one in line {first[text.lower()]}"
            yield problem(page.file, each.get(key).line, "text.twin", name=key, other=other)
        first.setdefault(text.lower(), each.get(key).line)
