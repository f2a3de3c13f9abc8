"""A small content folder without a mistake, for tests that break one piece of it."""

from collections.abc import Mapping
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Literal, get_args, get_origin

import yaml
from pydantic import BaseModel

from rubric.institutions import Institutions

AREAS = ("open_data", "ecosystems")
LEVELS = (1, 2, 3, 4, 5)
SOURCE = '{section: "Table 1"}'

FRONT = """\
version: "1.0"
scoring:
  points: {fully: 3, mostly: 2, partly: 1, "no": 0}
  holds_at: 2
competencies: [open_data, ecosystems]
levels:
"""

IMPACT = "impact: {narrow: 1, medium: 2, broad: 3}\n"

LEVEL = """\
  - level: {level}
    name: "Name {level}"
    smart_name: "Smart name {level}"
    meaning: "What level {level} means."
    source: {source}
"""

AREA = """\
id: {area}
title: "The area {area}"
about: "What it is about."
source: {source}
descriptions:
"""

DESCRIPTION = """\
  - level: {level}
    label: "Label {level}"
    text: "A city at level {level}."
    source: {source}
"""

STATEMENT = """\
  - id: {area}.reached_{level}
    level: {level}
    text: "The city {area} did what level {level} asks for."
    short: "doing it"
    what_counts:
      fully: "Everywhere"
      mostly: "Nearly everywhere"
      partly: "Here and there"
      "no": "Nowhere"
    ask: "The mayor's office"
    essential: true
    source: {source}
"""

SYMPTOM = """\
symptoms:
  - id: {area}.pain
    level: 2
    text: "In {area} something hurts."
    short: "pain"
    source: {source}
"""

TACTIC = """\
  - id: {area}.way_{start}_{variant}
    from_level: {start}
    helps: [{area}.reached_{goal}]
    eases: [{area}.pain]
    title: "A way"
    do: "Do it."
    why: "It helps."
    first_step: "Begin."
    takes: {{people: low, law: medium, money: high}}
    example:
      place: "A city"
      year: 2012
      text: "It did it."
      as_of: 2019
    source: {source}
"""


def write_sound_content(folder: Path) -> Path:
    """The folder, filled with two competencies, their playbook and the smallest institutions."""
    for file, text in sound_pages().items():
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def sound_pages() -> Mapping[str, str]:
    """The text of every page, by its file."""
    levels = "".join(LEVEL.format(level=level, source=SOURCE) for level in LEVELS)
    pages = {"rubric.yaml": FRONT + levels + IMPACT}
    for area in AREAS:
        pages[f"competencies/{area}.yaml"] = _area(area)
        pages[f"playbook/{area}.yaml"] = f"competency: {area}\ntactics:\n" + _tactics(area)
    for name, field in Institutions.model_fields.items():
        pages[f"institutions/{name}.yaml"] = yaml.safe_dump(_sample(field.annotation, name), sort_keys=False)
    return pages


def _area(area: str) -> str:
    descriptions = "".join(DESCRIPTION.format(level=level, source=SOURCE) for level in LEVELS)
    statements = "".join(STATEMENT.format(area=area, level=level, source=SOURCE) for level in LEVELS[1:])
    return (
        AREA.format(area=area, source=SOURCE)
        + descriptions
        + "statements:\n"
        + statements
        + SYMPTOM.format(area=area, source=SOURCE)
    )


def _tactics(area: str) -> str:
    return "".join(
        TACTIC.format(area=area, start=start, goal=start + 1, variant=variant, source=SOURCE)
        for start in LEVELS[:-1]
        for variant in "ab"
    )


def _sample(kind: Any, name: str) -> object:
    """The smallest value of a type; a reference names the first statement, every id is its own."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        fields = {key: field for key, field in kind.model_fields.items() if field.is_required()}
        return {
            key: KEYS.get(key) or _sample_of(field.annotation, f"{name}_{key}", key) for key, field in fields.items()
        }
    if get_origin(kind) is Literal:
        return get_args(kind)[0]
    inner = get_args(kind)
    if get_origin(kind) in (Annotated, UnionType):
        return _sample(inner[0], name)
    if inner:
        return [_sample(inner[0], name)]
    return 2019 if kind is int else f"Some words on {name}."


KEYS: Mapping[str, object] = {
    "competency": "open_data",
    "at_least": 3,
    "number": 1,
    "fits_from_level": 1,
    "data_assets": ["financing.financing_assets_id"],
    "revenue_sources": ["financing.financing_payers_id"],
    "statements": ["open_data.reached_2"],
    "short": "Some words.",
    "questions": ["Is it there?", "Does it work?"],
}
"""Values of institutions that a type alone does not tell."""


def _sample_of(kind: Any, name: str, key: str) -> object:
    if key == "id":
        page = name.partition("_")[0]
        return f"{page}.{name}"
    return _sample(kind, name)
