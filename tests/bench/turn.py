"""What hearing and speaking cost: the processor time of every turn of a full check, without store and channel."""

import time
from statistics import median
from typing import NamedTuple

from dialogues.message import Message, Reply
from dialogues.script import Script, load_script
from dialogues.session import Session
from dialogues.step import step
from tests.bench.lines import Line, Part, at_most

CHECKS = 20
OPENING = ("/start", "agree", "Vara del Rey", "full")


class Turns(NamedTuple):
    """Microseconds a turn."""

    median: float
    worst_of_a_hundred: float
    counted: int


def measure(script: Script) -> Turns:
    """Some full checks, with the ratings taken in turn; the first check only warms up."""
    spent = [each for number in range(CHECKS) for each in _full_check(script, number) if number]
    return Turns(median(spent), sorted(spent)[len(spent) * 99 // 100], len(spent))


def _full_check(script: Script, number: int) -> list[float]:
    session, spent, at = Session(language="en"), [], 0
    waiting = list(OPENING)
    while waiting:
        at += 1
        message = Message(str(at), waiting.pop(0), at)
        before = time.process_time_ns()
        turn = step(session, message, script)
        spent.append((time.process_time_ns() - before) / 1000)
        session = turn.session or session
        waiting = waiting or _answer(turn.replies, number + at)
    return spent


def _answer(replies: tuple[Reply, ...], turn: int) -> list[str]:
    """One of the ratings of the question, or of no symptom any; nothing at the result."""
    if any(reply.profile for reply in replies):
        return []
    values = [button.value for reply in replies for button in reply.buttons]
    ratings = [each for each in values if each.count(".") == 2]
    return [ratings[turn % min(4, len(ratings))]] if ratings else [each for each in values if each == "done"]


def parts(*, small: bool = False) -> list[Part]:
    turns = measure(load_script())
    lines = [
        Line("hearing and speaking: processor time of a turn", turns.median, "µs", at_most(100)),
        Line("99 % of turns within", turns.worst_of_a_hundred, "µs"),
    ]
    return [Part(f"The core, over {turns.counted} turns of full checks", lines)]


if __name__ == "__main__":
    for part in parts():
        print(part)
