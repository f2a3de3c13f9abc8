"""The result of a team's round: levels with their band, what is seen differently, what to do next, and the minutes."""

from collections import Counter
from collections.abc import Iterator
from statistics import median_low

from dialogues.message import Button, Picture, Reply
from dialogues.reporting import Report, promised, report_of
from dialogues.results import STEPS_ON_TOP, bar
from dialogues.teams.pages import facts_of
from dialogues.teams.phase import count, count_cast, explained, result, settled
from dialogues.teams.plan import last_result
from dialogues.teams.round import Ballot, Cast, Round
from dialogues.teams.scene import TeamScene
from rubric.advice import advise, top
from rubric.model import Rating
from rubric.team import Spread, TeamProfile, scale_of

ROUNDS_REMEMBERED = 2
NOBODY = Spread(0, 0, 0, None)


def tell_team_result(scene: TeamScene, done: Round, buttons: tuple[Button, ...] = ()) -> tuple[Reply, ...]:
    """The picture with its levels in words, then disagreements and next steps."""
    found = result(done, scene.rubric)
    rows = team_rows(scene, found)
    levels = scene.say("result", rows=rows, typical=found.profile.typical, city=scene.room.city)
    alt = scene.plain("result_alt", rows=rows)
    picture = team_picture(scene, found) if rows else None
    return (
        Reply(levels, picture=picture, alt=alt, profile=found.profile),
        Reply(_what_now(scene, done, found) or scene.plain("minutes_caption"), buttons),
    )


def team_rows(scene: TeamScene, found: TeamProfile) -> list[dict[str, object]]:
    """The answered competencies in the rubric's order, ready to be told."""
    return [
        {
            "id": area,
            "title": scene.title(area),
            "level": each.level,
            "low": each.low,
            "top": each.top,
            "name": scene.rubric.level_by_number[each.level].name,
            "bar": bar(each.level),
            "agreement": scene.plain(f"agreement_{each.agreement}") if each.agreement else "",
        }
        for area, each in found.spreads.items()
    ]


def team_picture(scene: TeamScene, found: TeamProfile) -> Picture:
    standings = found.profile.competencies
    highs = {area: each.high for area, each in standings.items()}
    spreads = [(area.id, found.spreads.get(area.id, NOBODY)) for area in scene.rubric.competencies]
    return Picture(
        scene.wording.language,
        found.profile.mode,
        tuple((area, each.level, highs.get(area, 0)) for area, each in spreads),
        tuple((each.low, each.top) for _, each in spreads),
    )


def tell_memory(scene: TeamScene) -> str:
    """One page for whoever looks after the record: dates and levels, what is disputed, what was promised."""
    room = scene.room
    rounds = [each for each in (*room.past, room.round) if each is not None and each.ended_at is not None]
    remembered = [_remembered(scene, each) for each in reversed(rounds[-ROUNDS_REMEMBERED:])]
    return scene.say("memory", rounds=remembered, steps=promised(facts_of(scene)))


def team_report(scene: TeamScene, at: int) -> Report:
    """The report on what the team has come to, at a time: that of a city, and where its team disagrees."""
    report, done = report_of(facts_of(scene), at), last_result(scene.room)
    method = (scene.wording.plain("report.method_team"), *report.method[1:])
    return report._replace(method=method, disputes=disputes(scene, done) if done else ())


def _remembered(scene: TeamScene, done: Round) -> dict[str, object]:
    found = result(done, scene.rubric)
    return {
        "ended": done.ended_at,
        "rows": team_rows(scene, found),
        "disputes": disputes(scene, done),
        "knows": [f"{name}: {knows}" for name, knows in _unknowns(scene, done) if knows],
    }


def tell_minutes(scene: TeamScene, done: Round) -> str:
    """The session as safe HTML: who took part by role, votes as distributions, reasons, decisions; no names."""
    return scene.say("minutes", **_minutes(scene, done))


def minutes_as_text(scene: TeamScene, done: Round) -> str:
    """The minutes as plain text, for a file."""
    text = scene.plain("minutes", **_minutes(scene, done))
    for mark in ("<b>", "</b>", "<i>", "</i>"):
        text = text.replace(mark, "")
    return text + "\n"


def _minutes(scene: TeamScene, done: Round) -> dict[str, object]:
    return {
        "city": scene.room.city,
        "started": done.started_at,
        "ended": done.ended_at,
        "roles": [(scene.role(role), people) for role, people in _took_part(done)],
        "questions": [_question(scene, each) for each in done.ballots],
    }


def _took_part(done: Round) -> list[tuple[str, int]]:
    """By role, the most who answered any one question: who took part, without knowing who."""
    most: Counter[str] = Counter()
    for ballot in done.ballots:
        here: Counter[str] = Counter()
        for each in ballot.cast:
            here[each.role] += each.people
        most |= here
    return sorted(most.items())


def _question(scene: TeamScene, ballot: Ballot) -> dict[str, object]:
    found = count(ballot)
    outcome = found.outcome
    return {
        "name": scene.name(ballot.about),
        "text": scene.text(ballot.about),
        "votes": _said(scene, ballot.about, ballot.cast),
        "before": _said(scene, ballot.about, ballot.before),
        "reasons": [(scene.value(ballot.about, explained(each, ballot)), each.text) for each in ballot.reasons],
        "knows": ballot.knows,
        "skipped": ballot.outcome == "skipped",
        "outcome": scene.value(ballot.about, outcome) if outcome else "",
        "agreement": scene.plain(f"agreement_{found.agreement}") if found.agreement else "",
    }


def _said(scene: TeamScene, about: str, cast: tuple[Cast, ...]) -> list[tuple[str, int]]:
    found = count_cast(about, cast)
    steps = [*zip(found.scale, found.said, strict=True), (Rating.UNKNOWN, found.unknown), (Rating.NA, found.na)]
    return [(scene.value(about, value), people) for value, people in steps if people]


def _what_now(scene: TeamScene, done: Round, found: TeamProfile) -> str:
    standings = found.profile.competencies
    short = {each.id: each.short for each in scene.rubric.statement_by_id.values()}
    steps = top(advise(scene.rubric, found.profile, found.sheet), STEPS_ON_TOP)
    return scene.say(
        "result_next",
        disputes=disputes(scene, done),
        unknowns=list(_unknowns(scene, done)),
        blocking=[
            (scene.title(area), [short[each] for each in standing.blocking])
            for area, standing in standings.items()
            if standing.blocking
        ],
        steps=[{"title": each.tactic.title, "first_step": each.tactic.first_step} for each in steps],
    )


def disputes(scene: TeamScene, done: Round) -> tuple[str, ...]:
    """Where the team is split or worse: by role if the roles differ, else from the lowest to the highest."""
    disputed = result(done, scene.rubric).disputed
    return tuple(_dispute(scene, each) for each in settled(done) if each.about in disputed and each.outcome == "kept")


def _dispute(scene: TeamScene, ballot: Ballot) -> str:
    counted = count(ballot)
    told = {
        "name": scene.name(ballot.about),
        "sayings": _by_role(scene, ballot),
        "lowest": scene.value(ballot.about, counted.lowest or ""),
        "highest": scene.value(ballot.about, counted.highest or ""),
    }
    return scene.wording.plain("team_plan.dispute", each=told)


def _by_role(scene: TeamScene, ballot: Ballot) -> list[tuple[str, str]]:
    """What each role says, in the middle; nothing if there are not two that differ."""
    scale = scale_of(ballot.about)
    steps: dict[str, list[int]] = {}
    for each in ballot.cast:
        if each.role and each.value in scale:
            steps.setdefault(each.role, []).extend([scale.index(each.value)] * each.people)
    middles = {role: median_low(said) for role, said in steps.items()}
    if len(set(middles.values())) < 2:
        return []
    ranked = sorted(middles.items(), key=lambda item: -item[1])
    return [(scene.role(role), scene.value(ballot.about, scale[step])) for role, step in ranked]


def _unknowns(scene: TeamScene, done: Round) -> Iterator[tuple[str, str]]:
    for ballot in settled(done):
        found = count(ballot)
        if ballot.knows or (ballot.outcome == "kept" and not found.rated):
            yield scene.name(ballot.about), ballot.knows
