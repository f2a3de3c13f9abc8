"""What a measurement says: a line with its figure, and where there is one its goal and whether it holds."""

from typing import Literal, NamedTuple

WIDTH = 76


class Goal(NamedTuple):
    """`most` or `least` of the figure that is still good."""

    kind: Literal["most", "least"]
    bound: float

    def holds(self, value: float) -> bool:
        return value <= self.bound if self.kind == "most" else value >= self.bound


class Line(NamedTuple):
    """A figure with its unit. Without a goal it is there to be compared."""

    what: str
    value: float
    unit: str = ""
    goal: Goal | None = None

    @property
    def figure(self) -> str:
        return f"{self.value:,.{0 if abs(self.value) >= 100 else 2}f} {self.unit}".rstrip()

    @property
    def verdict(self) -> str:
        if self.goal is None:
            return ""
        sign = "≤" if self.goal.kind == "most" else "≥"
        return f"goal {sign} {self.goal.bound:g}: {'holds' if self.goal.holds(self.value) else 'DOES NOT HOLD'}"

    def __str__(self) -> str:
        return f"  {self.what:{WIDTH}}{self.figure:>16}   {self.verdict}".rstrip()


class Part(NamedTuple):
    """Lines under a heading."""

    heading: str
    lines: list[Line]

    def __str__(self) -> str:
        return "\n".join([self.heading, *map(str, self.lines), ""])


def at_most(bound: float) -> Goal:
    return Goal("most", bound)


def at_least(bound: float) -> Goal:
    return Goal("least", bound)
