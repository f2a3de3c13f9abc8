"""Where the facts put us. A position is computed from the session every time and never kept."""

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from dialogues.session import Session
from rubric.ladder import next_statement
from rubric.model import Competency, Rating, Rubric
from rubric.profile import Sheet
from rubric.scoring import standing_in

RATINGS = {str(each): each for each in Rating}
KEPT = "kept"
"""What is wanted once a step of the plan was followed up: the result as it is, and no further question."""
SYMPTOMS_UP_TO = 2
"""Symptoms are problems of level 2: a competency above it is not asked about them."""


class Place(StrEnum):
    """The kinds of position."""

    WELCOMING = "welcoming"
    NAMING = "naming"
    CHOOSING = "choosing"
    CHOOSING_AREA = "choosing_area"
    GUESSING = "guessing"
    ASKING = "asking"
    RECOGNISING = "recognising"
    DONE = "done"
    CONFIRMING = "confirming"
    PAUSED = "paused"
    LOOKING = "looking"


class Position(NamedTuple):
    """A place and what it is about: a statement id, a competency id, a page, or what waits for yes or no."""

    place: Place
    about: str = ""

    @property
    def asks(self) -> str | None:
        """The name under which an answer to this position is entered, if it is a question."""
        if self.place is Place.ASKING:
            return self.about
        return f"quick.{self.about}" if self.place is Place.GUESSING else None


def position(session: Session, rubric: Rubric, sheet: Sheet) -> Position:
    """The position of a session whose answers are `sheet`: what waits for an answer first, then the open question."""
    if session.agreed_at is None:
        return Position(Place.WELCOMING)
    if session.pending:
        return Position(Place.CONFIRMING, session.pending.kind)
    if session.paused:
        return Position(Place.PAUSED)
    if session.page:
        return Position(Place.LOOKING, session.page)
    if session.city is None:
        return Position(Place.NAMING)
    return _open_question(session, rubric, sheet)


def sheet_of(session: Session, rubric: Rubric) -> Sheet:
    """The answers that the rubric still knows. An entry about something that it dropped is left aside."""
    ratings: dict[str, Rating] = {}
    guesses: dict[str, int] = {}
    symptoms: list[str] = []
    statements, areas = rubric.statement_by_id, rubric.competency_by_id
    for about, value, _ in session.entries:
        if about in statements:
            ratings[about] = RATINGS[value]
            continue
        head, _, area = about.partition(".")
        if head == "quick" and area in areas:
            guesses[area] = int(value)
        elif head == "symptoms":
            symptoms += value.split()
    return Sheet(ratings, guesses, frozenset(symptoms) & rubric.symptom_by_id.keys())


def areas_in_scope(session: Session, rubric: Rubric) -> tuple[Competency, ...]:
    """The competencies that what was chosen goes through statement by statement."""
    want = session.want or ""
    if want == "full":
        return rubric.competencies
    area = rubric.competency_by_id.get(want.removeprefix("area."))
    return (area,) if area and want.startswith("area.") else ()


def familiar_candidates(session: Session, rubric: Rubric, sheet: Sheet) -> tuple[str, ...]:
    """Ids of the symptoms to be put: those of low competencies in scope that were not yet put."""
    put = {entry.about.removeprefix("symptoms.") for entry in session.entries if entry.about.startswith("symptoms.")}
    open_areas = [area for area in areas_in_scope(session, rubric) if area.symptoms and area.id not in put]
    if not open_areas:
        return ()
    standings = [(area, standing_in(rubric, area.id, sheet)) for area in open_areas]
    return tuple(
        symptom.id
        for area, standing in standings
        if standing and standing.level <= SYMPTOMS_UP_TO
        for symptom in area.symptoms
    )


def _open_question(session: Session, rubric: Rubric, sheet: Sheet) -> Position:
    if session.want is None:
        return Position(Place.CHOOSING)
    if session.want == "area":
        return Position(Place.CHOOSING_AREA)
    return next(_open_questions(session, rubric, sheet), Position(Place.DONE))


def _open_questions(session: Session, rubric: Rubric, sheet: Sheet) -> Iterator[Position]:
    if session.want == "quick":
        answered = {each.partition(".")[0] for each in sheet.ratings}
        for area in rubric.competencies:
            if area.id not in sheet.guesses and area.id not in answered:
                yield Position(Place.GUESSING, area.id)
    for area in areas_in_scope(session, rubric):
        statement = next_statement(rubric, area.id, sheet.ratings, sheet.guesses.get(area.id))
        if statement:
            yield Position(Place.ASKING, statement.id)
    if familiar_candidates(session, rubric, sheet):
        yield Position(Place.RECOGNISING)
