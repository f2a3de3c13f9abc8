"""What people said in the course of faults, held against what is kept."""

from typing import NamedTuple

from keeping.store import Store


class Said(NamedTuple):
    """One person's answers in the order of giving. `stuck` says what they waited for in vain, if they did.

    `repeats` is how often a question was put to them once more.
    """

    address: str
    answers: list[tuple[str, str]]
    repeats: int = 0
    stuck: str = ""


class Tally(NamedTuple):
    """How it went, for all people together."""

    answers: int = 0
    lost: int = 0
    doubled: int = 0
    out_of_order: int = 0
    stuck: int = 0
    repeats: int = 0

    def __str__(self) -> str:
        return ", ".join(f"{count:,} {name.replace('_', ' ')}" for name, count in self._asdict().items())


async def tally(said: list[Said], store: Store) -> Tally:
    total = Tally()
    for each in said:
        total = Tally(*map(sum, zip(total, await _of(each, store), strict=True)))
    return total


async def _of(said: Said, store: Store) -> Tally:
    held = await store.load(said.address)
    entries = held.document.session.entries if held else ()
    kept = [(entry.about, entry.value) for entry in entries if not entry.about.startswith("symptoms")]
    abouts = [about for about, _ in kept]
    return Tally(
        answers=len(said.answers),
        lost=len(set(said.answers) - set(kept)),
        doubled=len(abouts) - len(set(abouts)),
        out_of_order=int(set(kept) == set(said.answers) and kept != said.answers),
        stuck=int(bool(said.stuck)),
        repeats=said.repeats,
    )
