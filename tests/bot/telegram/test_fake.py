"""The fake is honest: it finds broken requests, and its queue behaves as Telegram's."""

import json
from typing import Any

import aiohttp
import pytest

from tests.telegram_fake.server import TOKEN, FakeTelegram

OK_KEY = {"text": "Yes", "callback_data": "1|yes"}

BROKEN: list[tuple[str, dict[str, Any], str]] = [
    ("sendMessage", {"chat_id": 1001, "text": "x", "shape": "round"}, "unknown parameter .shape"),
    ("sendMessage", {"chat_id": 1001}, "text"),
    ("sendMessage", {"chat_id": 1001, "text": ""}, "empty"),
    ("sendMessage", {"chat_id": 1001, "text": "🏙" * 2049}, "too long"),
    ("sendMessage", {"chat_id": 1001, "text": "<b>x", "parse_mode": "HTML"}, "can't parse entities"),
    ("sendMessage", {"chat_id": 1001, "text": "a<br>b", "parse_mode": "HTML"}, "can't parse entities"),
    ("sendMessage", {"chat_id": 1001, "text": "a & b", "parse_mode": "HTML"}, "can't parse entities"),
    ("sendMessage", {"chat_id": 1001, "text": "x", "reply_markup": {"inline_keyboard": [[OK_KEY] * 9]}}, "eight"),
    ("sendMessage", {"chat_id": 1001, "text": "x", "reply_markup": {"inline_keyboard": [[OK_KEY]] * 101}}, "hundred"),
    (
        "sendMessage",
        {"chat_id": 1001, "text": "x", "reply_markup": {"inline_keyboard": [[{**OK_KEY, "callback_data": "é" * 33}]]}},
        "BUTTON_DATA_INVALID",
    ),
    (
        "sendMessage",
        {"chat_id": 1001, "text": "x", "reply_markup": {"inline_keyboard": [[{**OK_KEY, "colour": "red"}]]}},
        "colour",
    ),
    (
        "sendMessage",
        {"chat_id": 1001, "text": "x", "reply_markup": {"inline_keyboard": [[{"text": "x"}]]}},
        "exactly one",
    ),
    ("sendMessage", {"chat_id": [], "text": "x"}, "chat_id"),
    ("sendPhoto", {"chat_id": 1001, "photo": "f", "caption": "x" * 1025}, "caption is too long"),
    ("answerCallbackQuery", {"callback_query_id": "1", "text": "x" * 201}, "MESSAGE_TOO_LONG"),
    ("answerCallbackQuery", {}, "callback_query_id"),
    ("sendPoll", {"chat_id": 1001, "question": "x" * 301, "options": [{"text": "a"}]}, "300 letters"),
    ("sendPoll", {"chat_id": 1001, "question": "x", "options": [{"text": "a" * 101}]}, "100 letters"),
    ("sendPoll", {"chat_id": 1001, "question": "x", "options": [{"text": "a"}] * 13}, "twelve"),
    ("sendPoll", {"chat_id": 1001, "question": "x", "options": [{"text": "a"}], "shape": "round"}, "shape"),
    ("setWebhook", {"url": "https://x.org", "drop_pending_updates": True}, "drops"),
    ("sendMesage", {"chat_id": 1001}, "no such method"),
    ("banChatMember", {"chat_id": 1001, "user_id": 1}, "does not know"),
]


async def call(fake: FakeTelegram, method: str, token: str = TOKEN, **fields: Any) -> tuple[int, dict[str, Any]]:
    form = {key: value if isinstance(value, str) else json.dumps(value) for key, value in fields.items()}
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{fake.address}/bot{token}/{method}", data=form) as got,
    ):
        return got.status, await got.json()


@pytest.mark.parametrize(("method", "fields", "words"), BROKEN)
async def test_a_broken_request_is_found(method: str, fields: dict[str, Any], words: str) -> None:
    async with FakeTelegram() as fake:
        fake.person()

        await call(fake, method, **fields)

        assert any(words in finding for finding in fake.findings), fake.findings


async def test_a_good_request_is_not_held_against_the_bot(fake: FakeTelegram) -> None:
    ada = fake.person()

    status, answer = await call(
        fake,
        "sendMessage",
        chat_id=ada.chat.id,
        text="<b>Hello</b> &amp; 🏙",
        parse_mode="HTML",
        reply_markup={"inline_keyboard": [[OK_KEY]]},
    )

    assert (status, answer["result"]["text"]) == (200, "Hello & 🏙")
    assert answer["result"]["entities"] == [{"type": "bold", "offset": 0, "length": 5}]


async def test_a_poll_hides_what_was_chosen_until_it_is_stopped(fake: FakeTelegram) -> None:
    ada = fake.person()
    options = [{"text": "Yes"}, {"text": "No"}]
    asked: dict[str, Any] = {
        "question": "So?",
        "options": options,
        "is_anonymous": False,
        "hide_results_until_closes": True,
    }
    _, sent = await call(fake, "sendPoll", chat_id=ada.chat.id, **asked)
    post = ada.sees()[0]
    assert post.poll is not None

    assert ada.answers(post, "Yes")
    hidden = [each["voter_count"] for each in post.poll.as_json()["options"]]
    _, stopped = await call(fake, "stopPoll", chat_id=ada.chat.id, message_id=sent["result"]["message_id"])

    assert (hidden, [each["voter_count"] for each in stopped["result"]["options"]]) == ([0, 0], [1, 0])
    assert not ada.answers(post, "No")
    assert (await call(fake, "stopPoll", chat_id=ada.chat.id, message_id=post.number))[0] == 400


async def test_only_updates_that_were_asked_for_are_brought(fake: FakeTelegram) -> None:
    await call(fake, "getUpdates", allowed_updates=["callback_query"], timeout=0)

    fake.person().says("Hello")

    assert len(fake.queue) == 0


async def test_the_queue_is_confirmed_only_by_a_higher_offset(fake: FakeTelegram) -> None:
    ada = fake.person()
    ada.says("one")
    ada.says("two")

    _, first = await call(fake, "getUpdates")
    _, again = await call(fake, "getUpdates")
    _, rest = await call(fake, "getUpdates", offset=first["result"][0]["update_id"] + 1)

    assert first == again
    assert [update["message"]["text"] for update in rest["result"]] == ["two"]


async def test_presses_expire_and_words_stay(fake: FakeTelegram) -> None:
    ada = fake.person()
    await call(fake, "sendMessage", chat_id=ada.chat.id, text="x", reply_markup={"inline_keyboard": [[OK_KEY]]})
    ada.says("words")
    press = ada.presses("Yes")

    fake.clock.forward(151)
    _, answer = await call(fake, "getUpdates")
    status, refusal = await call(fake, "answerCallbackQuery", callback_query_id=press.query)

    assert [list(update)[1] for update in answer["result"]] == ["message"]
    assert (status, "too old" in refusal["description"]) == (400, True)


async def test_polling_is_refused_while_a_webhook_is_set(fake: FakeTelegram) -> None:
    await call(fake, "setWebhook", url="https://bot.example.org/telegram")

    status, _ = await call(fake, "getUpdates")

    assert status == 409


async def test_the_same_text_again_is_not_modified(fake: FakeTelegram) -> None:
    ada = fake.person()
    _, sent = await call(fake, "sendMessage", chat_id=ada.chat.id, text="x")

    status, refusal = await call(
        fake, "editMessageText", chat_id=ada.chat.id, message_id=sent["result"]["message_id"], text="x"
    )

    assert (status, "not modified" in refusal["description"]) == (400, True)


async def test_refusals_of_the_real_server(fake: FakeTelegram) -> None:
    ada, team = fake.person(), fake.group()
    ada.blocks()
    team.adds_bot(ada)
    larger = team.becomes_supergroup(ada)

    assert (await call(fake, "getMe", token="1:wrong"))[0] == 401
    assert (await call(fake, "sendMessage", chat_id=5, text="x"))[0] == 400
    assert (await call(fake, "sendMessage", chat_id=ada.chat.id, text="x"))[0] == 403
    moved = (await call(fake, "sendMessage", chat_id=team.chat.id, text="x"))[1]
    assert moved["parameters"] == {"migrate_to_chat_id": larger.chat.id}


async def test_privacy_mode_keeps_group_talk_from_the_bot(fake: FakeTelegram) -> None:
    ada, team = fake.person(), fake.group()
    team.adds_bot(ada)

    team.hears(ada, "what shall we eat?")
    team.hears(ada, "/help")
    team.hears(ada, "/help@vara_test_bot")
    _, answer = await call(fake, "getUpdates")

    assert [update["message"]["text"] for update in answer["result"] if "message" in update] == ["/help@vara_test_bot"]
