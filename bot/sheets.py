"""Sheets of answers and passports, read from a file or from standard input."""

import json
import sys
from pathlib import Path
from typing import Any

from keeping.errors import VaraError

LOOKS = 'a sheet looks like {"answers": {"open_data.portal": "fully"}}'


def answers_in(file: Path | None) -> dict[str, object]:
    """The answers of a sheet. Raises VaraError with what a sheet looks like."""
    answers = read_json(file).get("answers")
    if not isinstance(answers, dict):
        raise VaraError(f'{_named(file)} has no "answers"; {LOOKS}.')
    return answers


def read_json(file: Path | None) -> dict[str, Any]:
    """What stands in the file, or on standard input; nothing if it is JSON of another kind. Raises VaraError."""
    try:
        found = json.loads(file.read_bytes() if file else sys.stdin.buffer.read())
    except OSError as error:
        raise VaraError(f"{_named(file)} cannot be read: {error.strerror}.") from None
    except (ValueError, RecursionError):
        raise VaraError(f"{_named(file)} holds no JSON; {LOOKS}.") from None
    return found if isinstance(found, dict) else {}


def _named(file: Path | None) -> str:
    return str(file) if file else "standard input"
