"""The way from a finished check to a report, as taps: the beginnings of the values of the buttons that are pressed."""

TAPS = (
    "why",
    "needs",
    "suppose",
    "suppose.analytics",
    "suppose.analytics",
    "continue",
    "plan",
    "plan.take.all",
    "report",
)
"""On `suppose` the second press chooses an area, the third supposes its first statement."""
MOST_TAPS = 10
FINISHED = ("agree", "skip", "quick", "3", "2", "3", "1", "2")
"""What is said until a check is finished."""


def wanted(tap: str, values: list[str]) -> str:
    """The first of the shown values that a tap presses."""
    return next(value for value in values if value == tap or value.startswith(f"{tap}."))
