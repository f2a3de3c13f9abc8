"""The offset stands only behind what is done without a gap."""

from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.ledger import Ledger


def test_a_gap_holds_the_offset_back() -> None:
    ledger = Ledger()
    for number in (5, 6, 7):
        ledger.add(number)

    ledger.done(5)
    ledger.done(7)

    assert ledger.offset == 6


def test_what_telegram_has_confirmed_is_not_named_again() -> None:
    ledger = Ledger()
    ledger.add(5)
    ledger.done(5)

    ledger.confirmed(ledger.offset)

    assert (ledger.offset, len(ledger)) == (0, 0)


def test_an_update_that_is_brought_again_is_not_new() -> None:
    ledger = Ledger()

    assert [ledger.add(5), ledger.add(5)] == [True, False]


def test_what_was_done_while_telegram_was_answering_waits_for_the_next_question() -> None:
    ledger = Ledger()
    for number in (5, 6):
        ledger.add(number)
    ledger.done(5)
    named = ledger.offset

    ledger.done(6)
    ledger.confirmed(named)

    assert (ledger.offset, ledger.add(6)) == (7, False)


@given(st.lists(st.integers(1, 30), unique=True), st.data())
def test_nothing_undone_is_ever_confirmed(numbers: list[int], data: st.DataObject) -> None:
    queue = sorted(numbers)
    ledger = Ledger()
    for number in queue:
        ledger.add(number)

    done = data.draw(st.permutations(queue))[: data.draw(st.integers(0, len(queue)))]
    for number in done:
        ledger.done(number)

    assert all(number in done for number in queue if number < ledger.offset)
