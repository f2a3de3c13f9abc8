"""The register in docs/privacy.md names every field that is kept, and none that is not."""

import re
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest
from pydantic import BaseModel

from keeping.codec import Document
from keeping.letters import Letter
from keeping.shares import Shared
from keeping.teams.invitation import Ties
from keeping.teams.kept import OpenRooms, RoomDocument
from keeping.teams.links import Link
from keeping.teams.polls import PollPlace

REGISTER = (Path(__file__).parents[1] / "docs/privacy.md").read_text("utf-8")
KEPT = (Document, RoomDocument, OpenRooms, Link, PollPlace, Ties, Shared, Letter)
"""Every kind of document that the store is given."""

ROW = re.compile(r"^\| `([\w.]+)` \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)


def fields_of(kind: type, seen: set[type]) -> set[str]:
    """`Kind.field` of a kind and of all kinds within it."""
    if kind in seen:
        return set()
    seen.add(kind)
    found = set()
    for name, hint in get_type_hints(kind).items():
        if name.startswith("_") or name in {"model_config", "version"}:
            continue
        found.add(f"{kind.__name__}.{name}")
        for inner in kinds_in(hint):
            found |= fields_of(inner, seen)
    return found


def kinds_in(hint: Any) -> list[type]:
    """The kinds of ours that a type speaks of."""
    if isinstance(hint, type) and (issubclass(hint, BaseModel) or hasattr(hint, "_fields")):
        return [hint]
    return [kind for part in get_args(hint) for kind in kinds_in(part)]


def test_the_register_names_exactly_what_is_kept() -> None:
    seen: set[type] = set()
    kept = set().union(*(fields_of(kind, seen) for kind in KEPT))

    registered = [row[0] for row in ROW.findall(REGISTER)]

    assert sorted(registered) == sorted(kept)


def test_every_row_says_what_why_and_how_long() -> None:
    for name, *cells in ROW.findall(REGISTER):
        assert all(cell.strip() for cell in cells), name


def test_a_field_that_nobody_registered_would_be_found() -> None:
    class Diary(BaseModel):
        secret: str

    class Wider(Document):
        diary: tuple[Diary, ...] = ()

    assert {"Wider.diary", "Diary.secret"} <= fields_of(Wider, set())


@pytest.mark.parametrize("language", ["en", "es", "pt"])
def test_the_notice_in_the_chat_points_to_taking_and_erasing(language: str) -> None:
    text = (Path(__file__).parents[1] / f"dialogues/wording/{language}/conversation.yaml").read_text("utf-8")

    notice = text.partition("\nprivacy: |")[2].partition("\n\nexport: |")[0]

    assert "/export" in notice
    assert "/forget" in notice
