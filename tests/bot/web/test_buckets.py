"""Fairness, with a clock of our own."""

from bot.web import buckets
from bot.web.buckets import Buckets


def test_a_bucket_gives_its_burst_and_then_one_at_a_time() -> None:
    now = [0.0]
    tried = Buckets(3, 0.5, lambda: now[0])
    at_once = [tried.allows("one") for _ in range(4)]

    now[0] = 2.0
    later = [tried.allows("one") for _ in range(2)]

    assert at_once == [True, True, True, False]
    assert later == [True, False]


def test_one_name_takes_nothing_from_another() -> None:
    tried = Buckets(1, 0.0, lambda: 0.0)

    assert tried.allows("one")
    assert not tried.allows("one")
    assert tried.allows("two")


def test_names_do_not_pile_up() -> None:
    tried = Buckets(1, 0.0, lambda: 0.0)
    tried.allows("first")

    for number in range(buckets.MOST_NAMES):
        tried.allows(str(number))

    assert tried.allows("first")


def test_nothing_stays_of_names_that_are_at_rest() -> None:
    now = [0.0]
    tried = Buckets(3, 0.5, lambda: now[0])
    for number in range(100):
        tried.allows(str(number))

    now[0] = 2.0
    for _ in range(50):
        tried.allows("busy")

    assert len(tried) == 1
