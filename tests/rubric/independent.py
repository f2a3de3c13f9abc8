"""The contract's scoring rule once more, written from its sentences alone and without looking at ours.

It takes and gives plain data, so it can judge any way into Vara: the function, the command line, the web.
It is slow and literal on purpose.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TypedDict

from rubric.model import Rubric

WORTH = {"fully": Fraction(3), "mostly": Fraction(2), "partly": Fraction(1), "no": Fraction(0)}
MOSTLY = Fraction(2)


class Row(TypedDict):
    """One statement, as `vara rubric --json` shows it."""

    id: str
    level: int
    essential: bool


Table = Mapping[str, Sequence[Row]]


def table_of(rubric: Rubric) -> Table:
    """The statements of each competency, in page order."""
    return {
        area.id: [Row(id=each.id, level=each.level, essential=each.essential) for each in area.statements]
        for area in rubric.competencies
    }


def independent_profile(table: Table, answers: Mapping[str, str]) -> dict[str, object]:
    """The profile as JSON. `answers` may hold `quick.<competency>` with a level, too."""
    competencies = {}
    only_guessed = False
    for area, rows in table.items():
        said = {row["id"]: str(answers[row["id"]]) for row in rows if row["id"] in answers}
        if said:
            competencies[area] = _from_answers(rows, said)
        elif f"quick.{area}" in answers:
            competencies[area] = _from_guess(rows, int(answers[f"quick.{area}"]))
            only_guessed = True
    everything = set(competencies) == set(table)
    levels = sorted(int(str(standing["level"])) for standing in competencies.values())
    return {
        "mode": ["area", "full"][everything] if not only_guessed else "quick",
        "typical": levels[2] if everything else None,
        "competencies": competencies,
    }


def _from_answers(rows: Sequence[Row], said: Mapping[str, str]) -> dict[str, object]:
    level = _highest(rows, said, unknown=Fraction(0))
    nobody_asked = [n for n in range(2, level) if not [row for row in rows if row["level"] == n and row["id"] in said]]
    next_rows = [row for row in rows if row["level"] == level + 1 and said.get(row["id"]) != "na"]
    points = [_worth(said.get(row["id"]), Fraction(0)) for row in next_rows]
    return {
        "level": level,
        "high": _highest(rows, said, unknown=Fraction(1)),
        "progress": round(float(sum(points) / (3 * len(points))), 2) if level < 5 else 1.0,
        "inferred": nobody_asked,
        "blocking": [row["id"] for row in next_rows if said.get(row["id"]) not in ("fully", "mostly")],
    }


def _from_guess(rows: Sequence[Row], level: int) -> dict[str, object]:
    return {
        "level": level,
        "high": level,
        "progress": float(level == 5),
        "inferred": [n for n in (2, 3, 4, 5) if n <= level],
        "blocking": [row["id"] for row in rows if row["level"] == level + 1],
    }


def _highest(rows: Sequence[Row], said: Mapping[str, str], unknown: Fraction) -> int:
    """The highest level that holds while no answered level beneath it fails; 1 if there is none."""
    verdicts = {n: _verdict([row for row in rows if row["level"] == n], said, unknown) for n in (2, 3, 4, 5)}
    fitting = [
        n
        for n, verdict in verdicts.items()
        if verdict == "holds" and all(verdicts[below] != "fails" for below in range(2, n))
    ]
    return max(fitting, default=1)


def _verdict(rows: Sequence[Row], said: Mapping[str, str], unknown: Fraction) -> str:
    if all(row["id"] not in said for row in rows):
        return "unanswered"
    counted = [(row, _worth(said.get(row["id"]), unknown)) for row in rows if said.get(row["id"]) != "na"]
    if not counted:
        return "holds"
    average = sum(worth for _, worth in counted) / len(counted)
    weak_essential = any(row["essential"] and worth < MOSTLY for row, worth in counted)
    return "holds" if average >= MOSTLY and not weak_essential else "fails"


def _worth(rating: str | None, unknown: Fraction) -> Fraction:
    return unknown if rating == "unknown" else WORTH.get(rating or "no", Fraction(0))
