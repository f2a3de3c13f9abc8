"""What a person has answered, and what comes of it: a standing per competency, and what an initiative changes."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from rubric.model import Rating


class Sheet(NamedTuple):
    """What a person has answered: a rating per statement, a guessed level per competency."""

    ratings: Mapping[str, Rating] = {}
    guesses: Mapping[str, int] = {}
    symptoms: frozenset[str] = frozenset()


class Standing(NamedTuple):
    """Where one competency stands: `level`..`high`, and what stands in the way of the next level.

    `progress` is the next level's share of points reached, 0 to 1. `inferred` are the levels
    beneath `level` that nobody asked about. `blocking` are ids of statements.
    """

    level: int
    high: int
    progress: float
    inferred: tuple[int, ...]
    blocking: tuple[str, ...]


class Profile(NamedTuple):
    """The result: a standing per answered competency. Five levels are never averaged."""

    mode: Literal["full", "quick", "area"]
    typical: int | None
    competencies: Mapping[str, Standing]

    def as_json(self) -> dict[str, object]:
        """The profile as `vara score --json` and the HTTP interface show it."""
        return {
            "mode": self.mode,
            "typical": self.typical,
            "competencies": {
                area: {
                    "level": standing.level,
                    "high": standing.high,
                    "progress": standing.progress,
                    "inferred": list(standing.inferred),
                    "blocking": list(standing.blocking),
                }
                for area, standing in self.competencies.items()
            },
        }


Reach = Literal["none", "narrow", "medium", "broad"]


class Impact(NamedTuple):
    """What one initiative changes. `moves`: by competency, its level before and with the initiative."""

    reach: Reach
    moves: Mapping[str, tuple[int, int]]
