"""Random answer sheets, and what somebody who holds one answers to a reply."""

import random
from collections.abc import Mapping, Sequence

from rubric.model import Rating, Rubric

WAYS_ON = ("agree", "skip", "full", "done")
"""Values that lead to the questions and past the symptoms, when a reply asks nothing."""


def random_sheet(rubric: Rubric, seed: int) -> dict[str, str]:
    """A rating for every statement; *na* only where it may stand."""
    chance = random.Random(seed)
    plain = [str(each) for each in Rating if each is not Rating.NA]
    return {
        statement.id: chance.choice([*plain, "na"] if statement.may_not_apply else plain)
        for statement in rubric.statement_by_id.values()
    }


def answer_to(asks: str | None, values: Sequence[str], sheet: Mapping[str, str]) -> str | None:
    """The value of the button that the sheet's owner presses; None at the end."""
    if asks:
        return f"{asks}.{sheet[asks]}"
    return next((value for value in WAYS_ON if value in values), None)
