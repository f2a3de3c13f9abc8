"""How fast we speak, told by a clock that tests hold."""

from bot.telegram.pacing import Pace, Patience


def waits(pace: Pace, chat: int, times: int, now: float) -> list[float]:
    return [round(pace.for_chat(chat, now), 2) for _ in range(times)]


def test_a_person_gets_a_burst_and_then_one_message_a_second() -> None:
    pace = Pace(Patience(private_burst=3))

    assert waits(pace, 7, 5, now=100) == [0, 0, 0, 1, 2]


def test_a_group_never_gets_more_than_twenty_messages_in_any_minute() -> None:
    pace = Pace(Patience(group_most=2, group_seconds=60))

    assert waits(pace, -7, 3, now=100) == [0, 0, 60]
    assert waits(pace, -7, 2, now=150) == [10, 70]


def test_what_was_said_in_a_group_before_a_restart_counts() -> None:
    pace = Pace(Patience(group_most=2, group_seconds=60))
    pace.remember(-7, [80.0, 90.0])

    assert waits(pace, -7, 2, now=100) == [40, 50]


def test_one_chat_slows_no_other() -> None:
    pace = Pace(Patience(private_burst=1))
    waits(pace, 7, 10, now=100)
    pace.flood(7, 30, now=100)

    assert waits(pace, 8, 1, now=100) == [0]
    assert pace.pause(7, 100) == 30
    assert pace.pause(None, 100) == 0


def test_many_slowed_chats_slow_the_whole_bot() -> None:
    pace = Pace(Patience())

    for chat in (1, 2, 3):
        pace.flood(chat, 10, now=100)

    assert pace.for_all(100) == 10
    assert pace.for_all(111) == 0


def test_altogether_never_more_than_thirty_messages_in_any_second() -> None:
    pace = Pace(Patience())

    at = [100 + pace.for_all(100) for _ in range(200)]

    assert at[2] == 100
    assert all(later - earlier >= 1 for earlier, later in zip(at, at[30:], strict=False))


def test_a_chat_is_free_until_its_burst_is_used_and_again_a_second_later() -> None:
    pace = Pace(Patience(private_burst=2))
    waits(pace, 7, 2, now=100)

    assert [pace.is_free(7, at) for at in (100, 100.9, 101)] == [False, False, True]
    assert pace.is_free(8, 100)
