"""The rules of the playbook and of the institutions: whatever holds a city back has a way forward."""

from collections.abc import Iterator

from rubric.model import HIGHEST_LEVEL, LOWEST_LEVEL
from rubric.pages.areas import page_name_problems
from rubric.pages.content import Content
from rubric.pages.ids import FULL_ID, Index, Item, reference_problem
from rubric.pages.pieces import Page, Piece, texts
from rubric.problems import Problem, guess, problem, shown

FEWEST_TACTICS = 2
"""Between each two levels: a city should have a choice."""

STEPS = range(LOWEST_LEVEL, HIGHEST_LEVEL)
"""The levels from which there is a next one."""

YEARS = range(1950, 2101)
COMPETENCY_KEYS = ("competency",)
STATEMENT_KEYS = ("unless", "looks_at")
BY_COMPETENCY_KEYS = ("stated_levels",)
"""Keys of the institutions under which competencies and statements are named."""

REFERENCES = (("helps", "statements"), ("eases", "symptoms"))


def way_problems(content: Content, index: Index) -> Iterator[Problem]:
    """Each tactic, then what no tactic serves."""
    for area, page in content.playbook.items():
        yield from page_name_problems(content, page, area, "competency") if area in _paired(content, area) else ()
        yield from _enough(page, index.of("tactics", area))
    for tactic in index.of("tactics"):
        for key, sort in REFERENCES:
            yield from _references(index, tactic, key, sort)
        yield from _years(tactic)
        if "competency" in tactic.piece.parts:
            line = tactic.piece.get("competency").line
            yield problem(tactic.page.file, line, "key.competency")
    yield from _unserved(content, index)


def _paired(content: Content, area: str) -> tuple[str, ...]:
    """A competency that is not listed is told once, on its own page; here when it has only this one."""
    return (area,) if area in content.areas or area not in content.competencies else ()


def _references(index: Index, tactic: Item, key: str, sort: str) -> Iterator[Problem]:
    start = tactic.piece.get("from_level").number
    seen: set[str] = set()
    for piece in tactic.piece.get(key).items():
        wrong = reference_problem(index, tactic.page, piece, key, sort, start)
        if wrong:
            yield wrong
        if piece.text in seen:
            yield problem(tactic.page.file, piece.line, "id.twice", written=shown(piece.text or ""))
        seen.add(piece.text or "")
        item = index.by_id.get(piece.text or "")
        if item and item.sort == sort == "statements" and item.level and start in STEPS and item.level <= (start or 0):
            words = {"start": start, "written": shown(piece.text or ""), "level": item.level}
            yield problem(tactic.page.file, piece.line, "helps.level", **words)


def _years(tactic: Item) -> Iterator[Problem]:
    example = tactic.piece.get("example")
    year, as_of = example.get("year"), example.get("as_of")
    for name, each in (("year", year), ("as_of", as_of)):
        if each.number is not None and each.number not in YEARS:
            yield problem(tactic.page.file, each.line, "year.odd", name=name, written=str(each.written))
    if year.number in YEARS and as_of.number in YEARS and (year.number or 0) > (as_of.number or 0):
        yield problem(tactic.page.file, year.line, "year.order", written=str(year.number), limit=as_of.number)


def _enough(page: Page, tactics: tuple[Item, ...]) -> Iterator[Problem]:
    """At least two tactics for each step. One whose level is wrong could belong to any."""
    piece = page.root.get("tactics") if page.root else None
    starts = [each.piece.get("from_level").number for each in tactics]
    unclear = sum(start not in STEPS for start in starts)
    few = {step: starts.count(step) for step in STEPS if starts.count(step) + unclear < FEWEST_TACTICS}
    if piece is not None and isinstance(piece.value, tuple) and few:
        ways = ", ".join(f"level {step} to {step + 1} there {_count(count)}" for step, count in few.items())
        yield problem(page.file, piece.line, "ways.few", ways=ways)


def _count(count: int) -> str:
    return "is no tactic" if count == 0 else "is only one tactic"


def _unserved(content: Content, index: Index) -> Iterator[Problem]:
    """Statements that no tactic helps, symptoms that none eases; a misspelt reference counts as meant."""
    for key, sort in REFERENCES:
        served = {
            index.meant(each.text, sort)
            for tactic in index.of("tactics")
            for each in tactic.piece.get(key).items()
            if each.text
        }
        for written, item in index.by_id.items():
            if item.sort != sort or written in served or written in index.misspelt:
                continue
            if not _perhaps_served(content, index, item, key):
                line = item.piece.get("id").line
                yield problem(item.page.file, line, f"{key}.nobody", written=shown(written))


def _perhaps_served(content: Content, index: Index, item: Item, key: str) -> bool:
    """Whether the tactic that serves it may stand where nothing could be read."""
    page = content.playbook.get(item.area)
    tactics = index.of("tactics", item.area)
    if page is None or not tactics:
        return True
    return any(_unclear(each.piece, key) for each in tactics)


def _unclear(tactic: Piece, key: str) -> bool:
    """Whether a tactic's list of references is missing or cannot be read."""
    if not tactic.parts:
        return True
    if key not in tactic.parts:
        return key == "helps"
    names = tactic.get(key).items()
    return (not names and key == "helps") or any(not FULL_ID.fullmatch(each.text or "") for each in names)


def institution_problems(content: Content, index: Index, kinds: tuple[str, ...]) -> Iterator[Problem]:
    """Ids of statements wherever the institutions name them, and items that share an id."""
    for name, page in content.institutions.items():
        if name not in kinds:
            hint = guess(name, set(kinds) - set(content.institutions))
            known = ", ".join(f"{each}.yaml" for each in kinds) or "nothing"
            yield problem(page.file, 1, "file.unknown", guess=hint, known=known)
        elif page.root is not None:
            yield from _named(content, index, page, page.root)
            yield from _own_names(page, page.root)
            yield from _levels_named(content, page, page.root)
            yield from _taken(page, page.root)


def _named(content: Content, index: Index, page: Page, root: Piece) -> Iterator[Problem]:
    for place, piece in texts(root):
        written = piece.text or ""
        keys = [step for step in place if isinstance(step, str)]
        if keys[-1] in COMPETENCY_KEYS and written not in content.areas:
            yield _unlisted(content, page, piece.line, written)
        elif keys[-1] in STATEMENT_KEYS or (FULL_ID.fullmatch(written) and written.partition(".")[0] in content.areas):
            wrong = reference_problem(index, page, piece, keys[-1], "statements")
            yield from [wrong] if wrong else []


def _own_names(page: Page, root: Piece) -> Iterator[Problem]:
    """Ids of the page itself, named elsewhere on it."""
    own = {piece.text or "" for place, piece in texts(root) if place[-1] == "id"}
    for _, piece in texts(root):
        written = piece.text or ""
        if FULL_ID.fullmatch(written) and written.partition(".")[0] == page.name and written not in own:
            yield problem(page.file, piece.line, "id.nowhere", written=shown(written), guess=guess(written, own))


def _levels_named(content: Content, page: Page, piece: Piece) -> Iterator[Problem]:
    """Groups whose keys are competencies."""
    for key, each in piece.parts.items():
        if key in BY_COMPETENCY_KEYS:
            for name, level in each.parts.items():
                yield from [] if name in content.areas else [_unlisted(content, page, level.line, name)]
        yield from _levels_named(content, page, each)
    for each in piece.items():
        yield from _levels_named(content, page, each)


def _unlisted(content: Content, page: Page, line: int, written: str) -> Problem:
    hint = guess(written, content.areas)
    return problem(page.file, line, "area.unknown", written=shown(written), guess=hint, known=", ".join(content.areas))


def _taken(page: Page, piece: Piece) -> Iterator[Problem]:
    """Items of one list with the same id, or the same text."""
    first: dict[str, int] = {}
    words = [each.text for each in piece.items()]
    for at, each in enumerate(piece.items()):
        if each.text and each.text in words[:at]:
            yield problem(page.file, each.line, "id.twice", written=shown(each.text))
    for each in piece.items():
        own = each.get("id")
        if own.text and own.text in first:
            where = f"{page.file}:{first[own.text]}"
            yield problem(page.file, own.line, "id.duplicate", written=shown(own.text), first=where)
        first.setdefault(own.text or "", own.line)
        yield from _taken(page, each)
    for each in piece.parts.values():
        yield from _taken(page, each)
