"""What a picture costs: the processor time of drawing one that was not drawn before."""

import time
from statistics import median
from typing import NamedTuple, get_args

import typst

from bot.pictures.drawing import Card, Form, Row, compiler, draw

PICTURES = 15


class Drawn(NamedTuple):
    """Milliseconds, and bytes of the picture."""

    median: float
    size: int


def measure() -> dict[str, Drawn]:
    """By form. Every picture differs a little, so none comes from a cache."""
    using = compiler()
    return {form: _drawn([_card(number) for number in range(PICTURES)], form, using) for form in get_args(Form)}


def _drawn(cards: list[Card], form: Form, using: typst.Compiler) -> Drawn:
    spent, size = [], 0
    for card in cards:
        before = time.process_time_ns()
        size = len(draw(using, card, form))
        spent.append((time.process_time_ns() - before) / 1_000_000)
    return Drawn(median(spent), size)


def _card(number: int) -> Card:
    row = Row("Participation and digital services", 2, 3, "Intermediate", "could be 3")
    return Card("en", f"Picture {number}", "First guess", "Level reached", "Possible", "", (row,) * 5)


def main() -> None:
    print("drawing a picture, processor time")
    for form, drawn in measure().items():
        print(f"  {form}: median {drawn.median:.1f} ms, {drawn.size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
