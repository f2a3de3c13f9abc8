"""Two things at once: both are done with when it is over, however either of them ends."""

import asyncio

import pytest

from bot.telegram.waiting import both


class Thing:
    """Something that takes until it is let go, and then ends well or with an error."""

    def __init__(self, error: Exception | None = None) -> None:
        self._go = asyncio.Event()
        self.begun = asyncio.Event()
        self._error = error
        self.state = "under way"

    def let_go(self) -> None:
        self._go.set()

    async def done(self) -> None:
        self.begun.set()
        try:
            await self._go.wait()
        except asyncio.CancelledError:
            self.state = "cancelled"
            raise
        self.state = "done"
        if self._error:
            raise self._error


async def begun(first: Thing, second: Thing) -> asyncio.Task[None]:
    task = asyncio.create_task(both(first.done(), second.done()))
    await first.begun.wait()
    await second.begun.wait()
    return task


async def test_both_go_on_at_the_same_time() -> None:
    first, second = Thing(), Thing()
    task = await begun(first, second)

    second.let_go()
    first.let_go()
    await task

    assert (first.state, second.state) == ("done", "done")


@pytest.mark.parametrize("failing", [0, 1])
async def test_an_error_of_one_waits_for_the_other(failing: int) -> None:
    things = [Thing(), Thing()]
    things[failing] = Thing(KeyError("of one"))
    task = await begun(*things)

    things[failing].let_go()
    await asyncio.wait({task}, timeout=0.01)
    assert not task.done()
    things[1 - failing].let_go()

    with pytest.raises(KeyError, match="of one"):
        await task


async def test_of_two_errors_the_first_is_told() -> None:
    first, second = Thing(KeyError("the first")), Thing(KeyError("the second"))
    task = await begun(first, second)

    second.let_go()
    first.let_go()

    with pytest.raises(KeyError, match="the first"):
        await task


async def test_who_cancels_it_cancels_both() -> None:
    first, second = Thing(), Thing()
    task = await begun(first, second)

    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    assert (first.state, second.state) == ("cancelled", "cancelled")
