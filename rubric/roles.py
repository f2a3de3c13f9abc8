"""Which person in charge of data a city can make use of: one advocate first, later a role for each gap."""

from typing import NamedTuple

from rubric.institutions import Role
from rubric.model import Rubric
from rubric.profile import Profile


class Calling(NamedTuple):
    """A role, the statements in the way of the next level that it works on, and whether the city is ready for it."""

    role: Role
    gaps: tuple[str, ...]
    is_ready: bool


def needs_an_advocate(profile: Profile) -> bool:
    """Whether one person with a passion is the right start: most areas stand at the lowest level, or nobody knows."""
    return profile.typical is None or profile.typical == 1


def callings(rubric: Rubric, profile: Profile) -> tuple[Calling, ...]:
    """All roles in page order. A city is ready for a role once most of its areas reach the level from which it fits."""
    blocking = {each for standing in profile.competencies.values() for each in standing.blocking}
    typical = profile.typical or 0
    return tuple(
        Calling(role, tuple(each for each in role.fills if each in blocking), typical >= role.fits_from_level)
        for role in rubric.institutions.leadership.roles
    )
