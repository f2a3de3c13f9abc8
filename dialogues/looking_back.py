"""Earlier results beside the present one: how the levels went, what moved, what fell, and which steps were done."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from dialogues.message import Button, Reply, Trail
from dialogues.plans.planned import title_of
from dialogues.plans.reminding import DAY
from dialogues.position import sheet_of
from dialogues.scene import Scene
from dialogues.session import Entry
from rubric.profile import Profile
from rubric.scoring import score

MOST_SHOWN = 6
BESIDE = ("share", "peers")
"""Others to compare with: a colleague, and cities of similar size."""


class Result(NamedTuple):
    """What a check came to. `at`: seconds since 1970."""

    at: int
    profile: Profile


def results(scene: Scene) -> tuple[Result, ...]:
    """All results that are kept, the oldest first and the present one last; those without an answer are left out."""
    session = scene.session
    present = (session.answered_at or session.heard_at, session.entries)
    kept = [*((each.at, each.entries) for each in session.past), present]
    found = (Result(at, _profile(scene, entries)) for at, entries in kept)
    return tuple(each for each in found if each.profile.competencies)


def tell_history(scene: Scene, about: str) -> tuple[Reply, ...]:
    """The levels of each competency over time, and the way to compare with any earlier result."""
    trail = results(scene)
    levels = ((area.title, [each for each in _levels(trail, area.id) if each]) for area in scene.rubric.competencies)
    rows = [row for row in levels if row[1]]
    told = scene.wording.say("history.history", dates=[each.at for each in trail], rows=rows, done=_done(scene, 0))
    ways = tuple(
        Button(scene.wording.plain("history.compare_with", at=each.at), f"compare.{place}")
        for place, each in enumerate(trail[:-1], 1)
    )
    ways = (*ways[-MOST_SHOWN:], *(Button(scene.label(each), each) for each in BESIDE))
    if len(trail) < 2:
        return (Reply(told, ways),)
    alt = scene.wording.plain("history.alt", first=trail[0].at, last=trail[-1].at, rows=rows)
    return (Reply(told, ways, picture=_drawn(scene, trail), alt=alt),)


def tell_comparison(scene: Scene, about: str) -> tuple[Reply, ...]:
    """The present result beside an earlier one: the last before it, unless `about` counts to another."""
    trail = results(scene)
    earlier = trail[:-1]
    if not earlier:
        ways = tuple(Button(scene.label(each), each) for each in BESIDE)
        return (Reply(scene.wording.say("history.nothing_yet"), ways),)
    place = int(about) if about.isdecimal() and len(about) < 3 and 0 < int(about) <= len(earlier) else len(earlier)
    before, after = earlier[place - 1], trail[-1]
    moves = [(scene.title(area), *levels) for area, levels in _both(before.profile, after.profile).items()]
    told = scene.wording.say(
        "history.compare",
        before=before.at,
        moved=[each for each in moves if each[2] > each[1]],
        fell=[each for each in moves if each[2] < each[1]],
        same=[each for each in moves if each[2] == each[1]],
        done=_done(scene, before.at),
    )
    return (Reply(told),)


def _drawn(scene: Scene, trail: tuple[Result, ...]) -> Trail:
    rows = tuple((area.id, tuple(_levels(trail, area.id))) for area in scene.rubric.competencies)
    return Trail(scene.wording.language, tuple(each.at // DAY for each in trail), rows)


def _levels(trail: tuple[Result, ...], area: str) -> Iterator[int]:
    """The level of a competency in each result; 0 where it was not asked about."""
    for each in trail:
        standing = each.profile.competencies.get(area)
        yield standing.level if standing else 0


def _both(before: Profile, after: Profile) -> Mapping[str, tuple[int, int]]:
    """Levels of the competencies that both profiles hold."""
    shared = [area for area in after.competencies if area in before.competencies]
    return {area: (before.competencies[area].level, after.competencies[area].level) for area in shared}


def _done(scene: Scene, since: int) -> list[str]:
    return [title_of(scene, each) for each in scene.session.plan if each.state == "done" and each.done_at >= since]


def _profile(scene: Scene, entries: tuple[Entry, ...]) -> Profile:
    return score(scene.rubric, sheet_of(scene.session.model_copy(update={"entries": entries}), scene.rubric))
