"""What the pure rooms cost, each question put afresh: no answer comes out of a memory."""

import random
import time
from collections.abc import Callable, Sequence
from statistics import median

from dialogues.hearing import context_of
from dialogues.scene import scene_of
from dialogues.script import load_script
from dialogues.session import Session
from dialogues.understanding import understand
from rubric import ladder, scoring
from rubric.advice import advise
from rubric.ladder import next_statement
from rubric.model import Rating, Rubric
from rubric.profile import Sheet
from rubric.scoring import score
from tests.bench.lines import Line, Part, at_most

SHEETS = 300
TYPED = {
    "en": (
        "mostly, but not in every department",
        "we do that for about half of our data",
        "not really",
        "no idea, ask IT",
    ),
    "es": ("en algunos lugares sí", "casi siempre lo hacemos así", "no sabría decirle"),
    "pt": ("só em algumas secretarias", "sim, totalmente", "ainda não temos isso"),
}
REPEATS = 20
MEMORIES = (scoring._standing_of, ladder._reached, ladder._next, ladder._left)
"""What remembers answers that all conversations share: emptied, so that the rule itself is measured."""


def sheets(rubric: Rubric, answered: float) -> list[Sheet]:
    """Answers by chance; `answered` is the share of statements that have one."""
    chance = random.Random(7)
    plain = (Rating.FULLY, Rating.MOSTLY, Rating.PARTLY, Rating.NO, Rating.UNKNOWN)
    statements = [each.id for area in rubric.competencies for each in area.statements]
    return [
        Sheet({each: chance.choice(plain) for each in statements if chance.random() < answered}, {}, frozenset())
        for _ in range(SHEETS)
    ]


def microseconds(call: Callable[[Sheet], object], given: Sequence[Sheet]) -> float:
    """The median over all sheets."""
    for memory in MEMORIES:
        memory.cache_clear()
    spent = []
    for each in given:
        before = time.process_time_ns()
        call(each)
        spent.append((time.process_time_ns() - before) / 1000)
    return median(spent)


def understanding() -> float:
    """Microseconds to understand typed words where a rating is asked for, over three languages."""
    script, spent = load_script(), []
    script.warm()
    for language, lines in TYPED.items():
        session = Session(language=language, agreed_at=1, city="", want="full")
        context = context_of(scene_of(session, script))
        for text in lines * REPEATS:
            before = time.process_time_ns()
            understand(text, context)
            spent.append((time.process_time_ns() - before) / 1000)
    return median(spent)


def parts(*, small: bool = False) -> list[Part]:
    rubric = load_script().rubric("en")
    full, begun = sheets(rubric, 1.0), sheets(rubric, 0.4)
    area = rubric.competencies[0].id
    profiles = {id(each): score(rubric, each) for each in full}
    lines = [
        Line("scoring a full sheet", microseconds(lambda sheet: score(rubric, sheet), full), "µs", at_most(50)),
        Line(
            "the next statement",
            microseconds(lambda sheet: next_statement(rubric, area, sheet.ratings), begun),
            "µs",
            at_most(20),
        ),
        Line(
            "advice", microseconds(lambda sheet: advise(rubric, profiles[id(sheet)], sheet), full), "µs", at_most(200)
        ),
        Line("understanding what is typed", understanding(), "µs", at_most(300)),
    ]
    return [Part("The core by itself, processor time, nothing remembered", lines)]


if __name__ == "__main__":
    for part in parts():
        print(part)
