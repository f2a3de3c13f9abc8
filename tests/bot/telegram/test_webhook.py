"""The webhook works on the same code: acknowledged after commit and send, refused while the store is away."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from bot.telegram.channel import TelegramChannel
from keeping.errors import StoreAway
from tests.bot.telegram.conftest import Opening
from tests.bot.telegram.stand_in import QUESTIONS, StandIn
from tests.telegram_fake.server import FakeTelegram
from tests.telegram_fake.webhook import SECRET_HEADER

SETTINGS = {"webhook_url": "https://bot.example.org", "webhook_secret": "s3cret"}


@pytest.fixture
async def channel(fake: FakeTelegram, open_channel: Opening) -> AsyncIterator[TelegramChannel]:
    """A channel behind a small site of ours, standing for the web part that checks the secret."""
    opened = open_channel(**SETTINGS)

    async def receive(request: web.Request) -> web.Response:
        if request.headers.get(SECRET_HEADER) != SETTINGS["webhook_secret"]:
            return web.Response(status=403)
        try:
            last_word = await opened.take(await request.json())
        except StoreAway:
            return web.Response(status=503)
        return web.json_response(last_word) if last_word else web.Response()

    app = web.Application()
    app.router.add_post("/telegram", receive)
    runner = web.AppRunner(app, shutdown_timeout=0.5)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    fake.webhook_target = f"http://127.0.0.1:{runner.addresses[0][1]}/telegram"
    yield opened
    await runner.cleanup()


async def test_a_conversation_by_webhook(fake: FakeTelegram, channel: TelegramChannel) -> None:
    ada = fake.person()

    ada.says("/start")
    for number in range(1, QUESTIONS + 1):
        await ada.until_sees(f"Question {number} &")
        ada.presses("Yes")
    await ada.until_sees("Result: yes yes yes yes")
    await fake.until_confirmed()

    assert fake.webhook_url == "https://bot.example.org/telegram"
    fake.assert_clean()


async def test_while_the_store_is_away_telegram_keeps_the_messages(
    fake: FakeTelegram, channel: TelegramChannel, conversation: StandIn
) -> None:
    conversation.away.add("all")
    ada = fake.person()
    ada.says("/start")
    ada.says("yes")
    await fake.until(lambda: conversation.tries > 3)

    assert len(fake.queue) == 2
    conversation.away.clear()
    await fake.until_confirmed()

    assert conversation.kept[f"telegram:{ada.chat.id}"].said == ["/start", "yes"]


async def test_a_bug_is_given_up_so_that_the_chat_goes_on(
    fake: FakeTelegram, channel: TelegramChannel, conversation: StandIn
) -> None:
    ada = fake.person()
    conversation.broken.add(f"telegram:{ada.chat.id}")

    ada.says("hello")

    await ada.until_sees("something went wrong")
    await fake.until_confirmed()


async def test_the_same_call_again_is_answered_once(
    fake: FakeTelegram, channel: TelegramChannel, conversation: StandIn
) -> None:
    ada = fake.person()
    ada.says("/start")
    await ada.until_button("Yes")
    await fake.until_confirmed()
    update = {"update_id": 77, "message": fake.world.as_json(ada.chat, next(iter(ada.chat.posts.values())))}

    await channel.take(update)
    await channel.take(update)

    assert len(ada.reads()) == 1


async def test_the_answer_to_a_press_travels_with_the_acknowledgement_and_again_if_that_was_lost(
    fake: FakeTelegram, channel: TelegramChannel
) -> None:
    ada = fake.person()
    ada.says("/start")
    await ada.until_button("Yes")
    await fake.until_confirmed()
    press = {"id": "77", "from": ada.user, "chat_instance": "1", "data": ada.sees()[-1].data_by_label["Yes"]}
    update = {"update_id": 77, "callback_query": {**press, "message": fake.world.as_json(ada.chat, ada.sees()[-1])}}

    first = await channel.take(update)
    again = await channel.take(update)

    assert first == again
    assert (first["method"], first["callback_query_id"]) == ("answerCallbackQuery", "77")
    assert fake.called("answerCallbackQuery") == []


async def test_going_back_to_polling_takes_the_webhook_away(fake: FakeTelegram, open_channel: Opening) -> None:
    first = open_channel(**SETTINGS)
    await fake.until(lambda: fake.webhook_url)
    await first.stop()

    open_channel()
    ada = fake.person()
    ada.says("/start")

    await ada.until_button("Yes")
    assert fake.webhook_url == ""


async def test_presses_of_a_team_at_the_same_moment_by_webhook_are_all_votes(
    fake: FakeTelegram, channel: TelegramChannel
) -> None:
    people, group = [fake.person(f"P{number}") for number in range(6)], fake.group()
    group.has(*people)
    group.has(people[0], status="creator")
    group.adds_bot(people[0])
    for label in ("Begin with the team", "Quick round"):
        await group.until_button(label)
        group.presses(people[0], label)
    await group.until_button("Show the votes")

    presses = [group.presses(person, "2 · One portal") for person in people[:5]]
    await group.until_reads("5 of 6 have answered")
    await fake.until_confirmed()

    assert all(press.answers[0].startswith("Your vote: 2") for press in presses)
    fake.assert_clean()


async def test_the_answer_to_a_vote_travels_with_the_acknowledgement_and_again_if_that_was_lost(
    fake: FakeTelegram, channel: TelegramChannel
) -> None:
    leader, group = fake.person("Lena"), fake.group()
    group.has(leader, status="creator")
    group.adds_bot(leader)
    for label in ("Begin with the team", "Quick round"):
        await group.until_button(label)
        group.presses(leader, label)
    question = await group.until_button("2 · One portal")
    await fake.until_confirmed()
    answered = len(fake.called("answerCallbackQuery"))
    press = {"id": "77", "from": leader.user, "data": question.data_by_label["2 · One portal"]}
    update = {"update_id": 77, "callback_query": {**press, "message": fake.world.as_json(group.chat, question)}}

    first = await channel.take(update)
    again = await channel.take(update)

    assert first == again
    assert str(first["text"]).startswith("Your vote: 2")
    assert len(fake.called("answerCallbackQuery")) == answered


async def test_answers_to_a_poll_by_webhook_are_all_votes(fake: FakeTelegram, channel: TelegramChannel) -> None:
    people, group = [fake.person(f"P{number}") for number in range(6)], fake.group()
    group.has(*people)
    group.has(people[0], status="creator")
    group.adds_bot(people[0])
    for label in ("Begin with the team", "More", "Use Telegram's polls", "Back", "Quick round"):
        await group.until_button(label)
        group.presses(people[0], label)
        await fake.until_confirmed()
    poll = await group.until_poll("Open data")

    for person in people[:5]:
        person.answers(poll, "1 · Scattered sharing")
        person.answers(poll, "2 · One portal")
    await group.until_reads("5 of 6 have answered")
    await fake.until_confirmed()
    group.presses(people[0], "Show the votes")

    shown = await group.until_reads("In the middle: 2 · One portal")
    assert "2 · One portal: 5" in shown.text
    fake.assert_clean()
