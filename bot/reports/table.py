"""All answers as a table for an analyst: CSV in UTF-8, in which no cell can be taken for a formula."""

import csv
import io

from dialogues.results import notes_of
from dialogues.scene import Scene

HEADER = ("competency", "level", "id", "statement", "rating", "note")
FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
"""What a spreadsheet may take for the beginning of a formula, or of a command."""
MARK = "\ufeff"
"""Tells spreadsheets that it is UTF-8."""


def table(scene: Scene) -> str:
    """One line a statement of the rubric, answered or not; the person's words stand in the last column."""
    notes = dict(notes_of(scene))
    out = io.StringIO()
    out.write(MARK)
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEADER)
    for statement in scene.rubric.statement_by_id.values():
        rating = scene.sheet.ratings.get(statement.id, "")
        row = (
            statement.competency,
            statement.level,
            statement.id,
            statement.text,
            rating,
            notes.get(statement.short, ""),
        )
        writer.writerow([harmless(str(each)) for each in row])
    return out.getvalue()


def harmless(text: str) -> str:
    """The text behind an apostrophe if a spreadsheet would compute it."""
    return f"'{text}" if text.lstrip(" \u00a0\ufeff").startswith(FORMULAS) else text
