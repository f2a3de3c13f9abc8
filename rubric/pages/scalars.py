"""What one plain value of YAML is: text, a number, true or false, or something that tools read differently.

The rules are those of the YAML 1.2 core schema. Where YAML 1.1, which many editors' tools still
follow, would read the same letters as something else, the value is refused: quotes make it plain.
"""

import re
from collections.abc import Callable

TRUTHS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
NOTHINGS = {"", "~", "null", "Null", "NULL"}

_SWITCH = re.compile(r"(?i:yes|no|on|off|y|n)")
TRAPS: tuple[tuple[re.Pattern[str], str], ...] = (
    (_SWITCH, "trap.truth"),
    (re.compile(r"[-+]?0[0-9_]+"), "trap.octal"),
    (re.compile(r"[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?"), "trap.time"),
    (re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt ].*)?"), "trap.date"),
    (re.compile(r"[-+]?0[xob][0-9a-fA-F_]+|[-+]?[0-9.]*_[0-9._]*|[-+]?\.(?i:inf)|\.(?i:nan)"), "trap.number"),
)

NUMBERS: tuple[tuple[re.Pattern[str], Callable[[str], int | float]], ...] = (
    (re.compile(r"[-+]?[0-9]{1,18}"), int),
    (re.compile(r"[-+]?[0-9]+"), float),  # longer than any number of ours: int() would take its time
    (re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?"), float),
)


def trap_in(written: str) -> str | None:
    """The kind of problem with a plain value that tools read differently."""
    return next((kind for pattern, kind in TRAPS if pattern.fullmatch(written)), None)


def is_switch(written: str) -> bool:
    """Whether an unquoted key means yes or no to YAML 1.1."""
    return _SWITCH.fullmatch(written) is not None


def typed(written: str) -> str | int | float | bool | None:
    """The value of plain letters."""
    if written in NOTHINGS:
        return None
    if written in TRUTHS:
        return TRUTHS[written]
    for pattern, convert in NUMBERS:
        if pattern.fullmatch(written):
            return convert(written)
    return written
