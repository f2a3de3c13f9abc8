"""Nothing that a person has said is lost, and one chat's trouble is no other's."""

import asyncio

import pytest

from tests.bot.telegram.conftest import QUICK, Opening
from tests.bot.telegram.stand_in import StandIn
from tests.telegram_fake.refusals import Fault
from tests.telegram_fake.server import FakeTelegram


async def test_while_the_store_is_away_nothing_is_acknowledged_or_lost(
    fake: FakeTelegram, open_channel: Opening, conversation: StandIn
) -> None:
    conversation.away.add("all")
    open_channel()
    people = [fake.person() for _ in range(5)]
    for person in people:
        person.says("/start")
        person.says("yes")
    await fake.until(lambda: conversation.tries > 20)

    assert len(fake.queue) == 10
    conversation.away.clear()
    await fake.until_confirmed()

    for person in people:
        assert conversation.kept[f"telegram:{person.chat.id}"].said == ["/start", "yes"]


async def test_a_chat_that_waits_holds_up_no_other(
    fake: FakeTelegram, open_channel: Opening, conversation: StandIn
) -> None:
    stuck, free = fake.person(), fake.person()
    conversation.away.add(f"telegram:{stuck.chat.id}")
    open_channel()
    stuck.says("/start")
    await fake.until(lambda: conversation.tries)

    for word in ("/start", "yes", "no"):
        free.says(word)
    await free.until_sees("Question 3 &")
    conversation.away.clear()
    await stuck.until_sees("Question 1 &")
    await fake.until_confirmed()

    assert conversation.kept[f"telegram:{free.chat.id}"].answers == ["yes", "no"]


async def test_an_update_that_waits_does_not_make_the_bot_ask_all_the_time(
    fake: FakeTelegram, open_channel: Opening, conversation: StandIn
) -> None:
    stuck = fake.person()
    conversation.gates["telegram:" + str(stuck.chat.id)] = asyncio.Event()
    open_channel(QUICK._replace(stuck_wait=30))
    stuck.says("/start")
    await fake.until(lambda: conversation.tries)
    await fake.until(lambda: len(fake.called("getUpdates")) >= 2)

    for _ in range(100):
        await asyncio.sleep(0)

    assert len(fake.called("getUpdates")) == 2
    conversation.gates.popitem()[1].set()
    await fake.until_confirmed()


async def test_whoever_is_alone_is_asked_after_once_a_message_and_never_kept_waiting(
    fake: FakeTelegram, open_channel: Opening
) -> None:
    ada = fake.person()
    open_channel(QUICK._replace(gathering=30, stuck_wait=30))
    words = ("/start", "yes", "no")

    for word in words:
        ada.says(word)
        await fake.until_confirmed()

    assert len(fake.called("getUpdates")) == len(words) + 1


async def test_the_next_question_does_not_wait_until_the_press_is_answered(
    fake: FakeTelegram, open_channel: Opening
) -> None:
    ada = fake.person()
    open_channel(QUICK._replace(leaving=0.1))
    ada.says("/start")
    await ada.until_button("Yes")
    fake.fault(Fault("answerCallbackQuery", "hang_before"))

    ada.presses("Yes")

    await ada.until_sees("Question 2 &")


async def test_a_bug_in_one_update_is_given_up_with_a_kind_word(
    fake: FakeTelegram, open_channel: Opening, conversation: StandIn, caplog: pytest.LogCaptureFixture
) -> None:
    unlucky, lucky = fake.person(), fake.person()
    conversation.broken.add(f"telegram:{unlucky.chat.id}")
    open_channel()

    unlucky.says("my secret words")
    lucky.says("/start")
    await lucky.until_button("Yes")
    await unlucky.until_sees("something went wrong")
    await fake.until_confirmed()

    assert "RuntimeError at stand_in.py" in caplog.text
    assert "my secret words" not in caplog.text


async def test_a_press_with_a_bug_behind_it_is_answered_once(
    fake: FakeTelegram, open_channel: Opening, conversation: StandIn
) -> None:
    open_channel()
    ada = fake.person()
    ada.says("/start")
    await ada.until_button("Yes")
    conversation.broken.add(f"telegram:{ada.chat.id}")

    press = ada.presses("Yes")
    await fake.until_confirmed()

    assert len(press.answers) == 1
    assert "went wrong" in press.answers[0]


@pytest.mark.parametrize(
    "junk", [{}, {"message": 5}, {"message": {"chat": {"id": "x"}}}, {"callback_query": {"id": []}}, {"poll": None}]
)
async def test_an_update_that_cannot_be_read_is_skipped_alone(
    fake: FakeTelegram, open_channel: Opening, junk: dict[str, object]
) -> None:
    fake.queue.add_raw(junk)
    ada = fake.person()
    ada.says("/start")

    open_channel()

    await ada.until_button("Yes")
    await fake.until_confirmed()


@pytest.mark.parametrize("method", ["getMe", "getUpdates", "sendMessage", "answerCallbackQuery", "editMessageText"])
@pytest.mark.parametrize("kind", ["bad_gateway", "flood", "half_json", "cut_before"])
async def test_telegrams_own_troubles_pass(
    fake: FakeTelegram, open_channel: Opening, conversation: StandIn, method: str, kind: str
) -> None:
    fake.fault(Fault(method, kind, times=2, seconds=0.01))  # type: ignore[arg-type]
    ada = fake.person()

    open_channel()
    ada.says("/start")
    await ada.until_button("Yes")
    ada.presses("Yes")
    await ada.until_sees("Question 2 &")
    await fake.until_confirmed()

    assert ada.sees()[0].text == "Question 1: yes"
    assert conversation.kept[f"telegram:{ada.chat.id}"].answers == ["yes"]


async def test_patience_asked_for_in_one_chat_holds_up_no_other(fake: FakeTelegram, open_channel: Opening) -> None:
    slow, quick = fake.person(), fake.person()
    fake.fault(Fault("sendMessage", "flood", chat=slow.chat.id, seconds=1))
    open_channel()
    slow.says("/start")
    await fake.until(lambda: not fake.faults[0].times)

    quick.says("/start")
    await quick.until_button("Yes")

    assert slow.reads() == []
    await slow.until_button("Yes")


async def test_being_asked_for_patience_many_times_is_no_failure(fake: FakeTelegram, open_channel: Opening) -> None:
    fake.fault(Fault("sendMessage", "flood", times=QUICK.tries + 2, seconds=0.01))
    open_channel()
    ada = fake.person()

    ada.says("/start")
    await ada.until_button("Yes")

    assert len(fake.called("sendMessage")) == QUICK.tries + 3


async def test_too_much_patience_is_not_waited_for(
    fake: FakeTelegram, open_channel: Opening, conversation: StandIn
) -> None:
    fake.fault(Fault("sendMessage", "flood", seconds=3600))
    open_channel()
    ada = fake.person()
    ada.says("/start")
    await fake.until_confirmed()

    assert conversation.kept[f"telegram:{ada.chat.id}"].said == ["/start"]


async def test_a_send_that_was_cut_off_is_repeated(fake: FakeTelegram, open_channel: Opening) -> None:
    fake.fault(Fault("sendMessage", "cut_after"))
    ada = fake.person()

    open_channel()
    ada.says("/start")

    await ada.until_sees("Question 1 &", times=2)


async def test_a_press_that_has_expired_is_done(fake: FakeTelegram, open_channel: Opening) -> None:
    open_channel()
    ada = fake.person()
    ada.says("/start")
    await ada.until_button("Yes")
    fake.fault(Fault("answerCallbackQuery", "bad_gateway"))

    press = ada.presses("Yes")
    fake.world.presses[press.query].pressed_at -= 151
    await ada.until_sees("Question 2 &")

    await fake.until_confirmed()


async def test_a_turn_that_is_repeated_answers_its_press_once(fake: FakeTelegram, open_channel: Opening) -> None:
    open_channel()
    ada = fake.person()
    ada.says("/start")
    await ada.until_button("Yes")
    fake.fault(Fault("sendMessage", "bad_gateway", times=QUICK.tries + 1))

    press = ada.presses("Yes")
    await ada.until_sees("Question 2 &")
    await fake.until_confirmed()

    assert press.answers == ["Noted: yes"]


async def test_numbers_that_start_anew_after_a_silent_week_are_heard(fake: FakeTelegram, open_channel: Opening) -> None:
    open_channel()
    ada = fake.person()
    ada.says("/start")
    await fake.until_confirmed()

    fake.queue.number_anew(5)
    ada.says("yes")

    await ada.until_sees("Question 2 &")
