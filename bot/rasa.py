"""What the command line does for Rasa: starts the other shell as a program of its own, and writes a Rasa project."""

import argparse
import os
import sys
from pathlib import Path

from dialogues.rasa_files.project import project_files
from dialogues.script import load_script
from keeping.errors import VaraError
from keeping.settings import load_settings

HOME = Path(__file__).parents[1] / "dialogues" / "rasa"


def start_actions(given: argparse.Namespace) -> int:
    """Becomes `python -m actions`: the two shells never meet in one program."""
    place = ("--host", given.host, "--port", str(given.port), "--workers", str(given.workers))
    command = [sys.executable, "-m", "actions", *place]
    sys.stdout.flush()
    os.execv(sys.executable, command)  # noqa: S606 - our own interpreter, no shell  # nosec B606


def write_project(given: argparse.Namespace) -> int:
    """Writes every file of the project as the rubric and its translations have it today. Raises VaraError."""
    folder: Path = given.folder or HOME
    settings = load_settings()
    for name, text in project_files(load_script(settings.content, settings.session_days, settings.language)).items():
        path = folder / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        except OSError as problem:
            raise VaraError(f"{path} cannot be written: {problem.strerror}.") from None
        sys.stdout.write(f"{path}\n")
    return 0
