"""A team's votes counted once more, from the sentences of the decision record and without looking at ours."""

from collections.abc import Mapping, Sequence

from tests.rubric.independent import Table, independent_profile

ORDER = {"no": 0, "partly": 1, "mostly": 2, "fully": 3, "1": 0, "2": 1, "3": 2, "4": 3, "5": 4}


def lower_median(votes: Sequence[str]) -> str | None:
    """Line everyone up by what they said: who stands in the middle, or left of it?"""
    line = sorted((vote for vote in votes if vote in ORDER), key=ORDER.__getitem__)
    while len(line) > 2:
        line = line[1:-1]
    return line[0] if line else None


def agreement(votes: Sequence[str]) -> str | None:
    steps = sorted(ORDER[vote] for vote in votes if vote in ORDER)
    if len(steps) < 2:
        return None
    far = steps[-1] - steps[0]
    if far >= 3 or camps(steps):
        return "contested"
    return {0: "unanimous", 1: "close", 2: "split"}[far]


def camps(steps: Sequence[int]) -> bool:
    """The first hole in the line, with a real group on either side of it."""
    for place in range(1, len(steps)):
        if steps[place] > steps[place - 1] + 1:
            smaller = min(place, len(steps) - place)
            return smaller >= 2 and smaller / len(steps) >= 1 / 3
    return False


def outcome(votes: Sequence[str]) -> str | None:
    middle = lower_median(votes)
    if middle is not None or not votes:
        return middle
    return "na" if list(votes).count("na") > list(votes).count("unknown") else "unknown"


def independent_team(table: Table, votes: Mapping[str, Sequence[str]]) -> dict[str, object]:
    """The team's profile as JSON."""
    said = {about: outcome(each) for about, each in votes.items()}
    usable = {a: each for a, each in said.items() if each and not (a.startswith("quick.") and not each.isdigit())}
    return independent_profile(table, usable)
