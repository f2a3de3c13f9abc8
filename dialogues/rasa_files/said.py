"""What people say to a city's assistant when they want Vara, in each language, as Rasa learns it."""

from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import yaml

from dialogues.rasa_files.names import SLOT_COMPETENCY, SLOT_LEVEL
from dialogues.script import Script
from rubric.model import HIGHEST_LEVEL, LOWEST_LEVEL

HERE = Path(__file__).parent / "examples"
LEVELS = tuple(str(each) for each in range(LOWEST_LEVEL, HIGHEST_LEVEL))
"""Levels from which there is a next one."""


def nlu_file(script: Script, examples: Path = HERE) -> str:
    """Rasa's page of examples: those of every language together under each intent."""
    said: dict[str, list[str]] = {}
    for language in script.languages:
        page = examples / f"{language}.yaml"
        sentences = yaml.safe_load(page.read_text(encoding="utf-8")) if page.exists() else {}
        titles = [area.title for area in script.rubric(language).competencies]
        for intent, lines in sentences.items():
            said.setdefault(intent, []).extend(_filled(lines, titles))
    blocks = (f"- intent: {intent}\n  examples: |\n{_listed(lines)}" for intent, lines in said.items())
    return 'version: "3.1"\nnlu:\n' + "\n".join(blocks)


def _filled(lines: list[str], titles: list[str]) -> Iterator[str]:
    """A sentence about a competency stands once for each, with the levels taken in turn."""
    levels = cycle(LEVELS)
    for line in lines:
        for title in titles if "{area}" in line else titles[:1]:
            marked = f"[{title.lower()}]({SLOT_COMPETENCY})"
            yield line.format(area=marked, level=f"[{next(levels)}]({SLOT_LEVEL})")


def _listed(lines: list[str]) -> str:
    return "".join(f"    - {line}\n" for line in lines)
