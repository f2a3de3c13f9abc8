"""People talk to the bot over a fake Telegram: real sockets, every request judged by others."""

import asyncio

import pytest

from tests.bot.telegram.conftest import Opening
from tests.bot.telegram.stand_in import QUESTIONS, StandIn
from tests.telegram_fake.people import Person
from tests.telegram_fake.server import FakeTelegram


async def test_a_person_gets_from_hello_to_a_result(fake: FakeTelegram, open_channel: Opening) -> None:
    open_channel()
    ada = fake.person()

    ada.says("/start")
    for number in range(1, QUESTIONS + 1):
        await ada.until_sees(f"Question {number} & more")
        ada.presses("Yes")
    await ada.until_sees("Result: yes yes yes yes")

    assert ada.reads()[:2] == ["Question 1: yes", "Question 2: yes"]
    assert [bool(post.photo) for post in ada.sees()[-2:]] == [True, False]
    await fake.until_confirmed()
    fake.assert_clean()


async def test_the_answered_question_is_frozen_and_only_the_newest_keyboard_stays(
    fake: FakeTelegram, open_channel: Opening
) -> None:
    open_channel()
    ada = fake.person()
    ada.says("/start")
    await ada.until_button("Yes")

    ada.presses("No")
    await ada.until_sees("Question 2 &")

    assert ada.sees()[0].versions == ["Question 1 & more", "Question 1: no"]
    assert [bool(post.labels) for post in ada.sees()] == [False, True]


async def test_a_typed_answer_freezes_the_question_too(fake: FakeTelegram, open_channel: Opening) -> None:
    open_channel()
    ada = fake.person()
    ada.says("/start")
    await ada.until_button("Yes")

    ada.says("yes")
    await ada.until_sees("Question 2 &")

    assert ada.sees()[0].text == "Question 1: yes"


async def test_an_explanation_changes_the_question_in_place(fake: FakeTelegram, open_channel: Opening) -> None:
    open_channel()
    ada = fake.person()
    ada.says("/start")
    await ada.until_button("Yes")

    ada.presses("What counts?")
    await ada.until_sees("Here is what counts.")
    ada.presses("What counts?")
    await fake.until_confirmed()

    assert len(ada.sees()) == 1
    assert ada.sees()[0].labels == ["Yes", "No", "What counts?"]
    fake.assert_clean()


async def test_an_old_button_is_explained_loses_its_keyboard_and_changes_nothing(
    fake: FakeTelegram, open_channel: Opening, conversation: StandIn
) -> None:
    open_channel()
    ada = fake.person()
    ada.says("/start")
    old = await ada.until_button("Yes")
    for number in (2, 3):
        ada.presses("Yes")
        await ada.until_sees(f"Question {number} &")

    press = ada.presses("No", on=old)
    await fake.until(lambda: press.answers)
    await fake.until_confirmed()

    assert press.answers == ["An earlier question."]
    assert conversation.kept[f"telegram:{ada.chat.id}"].answers == ["yes", "yes"]
    assert [post.labels for post in ada.sees()[:-1]] == [[] for _ in ada.sees()[:-1]]


async def test_a_second_tap_gets_a_word_and_no_further_message(
    fake: FakeTelegram, open_channel: Opening, conversation: StandIn
) -> None:
    open_channel()
    ada = fake.person()
    ada.says("/start")
    post = await ada.until_button("Yes")

    taps = [ada.presses("Yes", on=post), ada.presses("Yes", on=post)]
    await fake.until_confirmed()

    assert [tap.answers for tap in taps] == [["Noted: yes"], ["An earlier question."]]
    assert ada.reads() == ["Question 1: yes", "Question 2 & more"]
    assert conversation.kept[f"telegram:{ada.chat.id}"].answers == ["yes"]


@pytest.mark.parametrize("data", ["", "|", "7|", "x|yes", "١|yes", "yes", "99999999999999|yes", "1" * 64])
async def test_a_button_that_means_nothing_gets_a_friendly_word(
    fake: FakeTelegram, open_channel: Opening, conversation: StandIn, data: str
) -> None:
    open_channel()
    ada = fake.person()
    ada.says("/start")
    post = await ada.until_button("Yes")

    press = ada.presses_data(post, data)
    await fake.until(lambda: press.answers)
    await fake.until_confirmed()

    assert "newest message" in press.answers[0]
    assert conversation.kept[f"telegram:{ada.chat.id}"].said == ["/start"]


async def test_twenty_people_at_once_with_double_taps_old_buttons_and_edits(
    fake: FakeTelegram, open_channel: Opening, conversation: StandIn
) -> None:
    open_channel()
    people = [fake.person(f"Person {number}") for number in range(20)]

    await asyncio.gather(*(_restless(person) for person in people))
    await fake.until_confirmed()

    for person in people:
        assert conversation.kept[f"telegram:{person.chat.id}"].answers == ["yes"] * QUESTIONS
        assert [post.text for post in person.sees() if post.text.startswith("Question 1:")] == ["Question 1: yes"]
    fake.assert_clean()


async def _restless(person: Person) -> None:
    first = person.says("/start")
    for number in range(1, QUESTIONS + 1):
        post = await person.until_button("Yes", lambda each, n=number: f"Question {n} &" in each.text)  # type: ignore[misc]
        person.presses("Yes", on=post)
        person.presses("Yes", on=post)
        person.edits(first, f"/start again {number}")
        person.presses("No", on=person.sees()[0])
    await person.until_sees("Result: yes yes yes yes")


@pytest.mark.parametrize(("kind", "called"), [("sticker", "sticker"), ("photo", "picture"), ("voice", "voice")])
async def test_what_we_cannot_read_is_answered_kindly(
    fake: FakeTelegram, open_channel: Opening, kind: str, called: str
) -> None:
    open_channel()
    ada = fake.person()

    ada.sends(kind)

    await ada.until_sees(f"cannot read that yet ({called})")


async def test_messages_of_one_chat_are_heard_in_order(
    fake: FakeTelegram, open_channel: Opening, conversation: StandIn
) -> None:
    open_channel()
    people = [fake.person(), fake.person()]
    words = [f"word {number}" for number in range(30)]

    for word in words:
        for person in people:
            person.says(word)
    await fake.until_confirmed()

    for person in people:
        assert conversation.kept[f"telegram:{person.chat.id}"].said == words


async def test_a_person_who_has_blocked_the_bot_stops_nobody(fake: FakeTelegram, open_channel: Opening) -> None:
    open_channel()
    gone, there = fake.person(), fake.person()
    gone.says("/start")
    gone.blocks()

    there.says("/start")
    await there.until_button("Yes")
    await fake.until_confirmed()

    assert gone.reads() == []


async def test_in_a_group_only_a_greeting_and_an_answer_to_our_name(fake: FakeTelegram, open_channel: Opening) -> None:
    open_channel()
    ada, team = fake.person(), fake.group()

    team.adds_bot(ada)
    await fake.until(team.reads)
    team.hears(ada, "Good morning")
    team.hears(ada, "/help@another_bot")
    team.hears(ada, "/help@vara_test_bot", topic=7)
    await fake.until(lambda: len(team.reads()) == 2)
    await fake.until_confirmed()

    assert team.posts()[-1].body["message_thread_id"] == 7
    assert team.posts()[0].labels == ["Begin with the team"]


async def test_a_group_that_becomes_a_supergroup_is_not_greeted_again(
    fake: FakeTelegram, open_channel: Opening
) -> None:
    open_channel()
    ada, team = fake.person(), fake.group()
    team.adds_bot(ada)
    await fake.until(team.reads)

    larger = team.becomes_supergroup(ada)
    await fake.until_confirmed()

    assert larger.reads() == []
