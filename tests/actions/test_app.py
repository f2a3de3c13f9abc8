"""The action server over HTTP: who may call, what is refused, and that an error shows nothing."""

import json
import zlib
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from rasa_sdk import Action
from rasa_sdk.executor import ActionExecutor

from actions.app import ActionServer
from actions.bodies import LARGEST_BODY, LARGEST_READ
from actions.installation import Installation, use
from actions.serving import registered
from keeping.settings import load_settings
from keeping.store import Store
from tests.actions.calls import Assistant, Body, body, pro_body, turns_of_events
from tests.actions.test_turn import LEVELS, quick_check

TOKEN = {"Authorization": "Bearer right"}
JSON = {"Content-Type": "application/json"}


class _Stumbles(Action):
    def name(self) -> str:
        return "action_that_stumbles"

    async def run(self, dispatcher: object, tracker: Any, domain: object) -> list[Any]:
        raise RuntimeError(tracker.latest_message["text"])


@pytest.fixture
def served() -> ActionExecutor:
    """The server's own."""
    executor = registered()
    executor.register_action(_Stumbles())
    return executor


@pytest.fixture
async def client(vara: Installation, served: ActionExecutor) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(ActionServer(served, "right"))
    async with httpx.AsyncClient(transport=transport, base_url="http://rasa", headers=TOKEN) as client:
        yield client


def caller(client: httpx.AsyncClient) -> Any:
    async def call(sent: Body) -> Body:
        answer = await client.post("/webhook", json=sent)
        assert answer.status_code == 200
        found: Body = answer.json()
        return found

    return call


@pytest.mark.parametrize("make", [body, pro_body])
async def test_a_quick_check_goes_over_http_as_rasa_sends_it(client: httpx.AsyncClient, make: Any) -> None:
    anna = Assistant(caller(client), make=make)

    await quick_check(anna)

    assert anna.profile is not None
    assert {area: str(each["level"]) for area, each in anna.profile["competencies"].items()} == LEVELS


@pytest.mark.parametrize("make", [body, pro_body])
async def test_a_form_goes_over_http(client: httpx.AsyncClient, make: Any) -> None:
    anna = Assistant(caller(client), make=make)

    for area, level in LEVELS.items():
        await anna.fill(f"vara_guess_{area}", level)
    await anna.run("action_vara_profile")

    assert {area: str(anna.slots[f"vara_level_{area}"]) for area in LEVELS} == LEVELS


@pytest.mark.parametrize("given", [{}, {"Authorization": "Bearer wrong"}, {"Authorization": "Basic right"}])
async def test_no_token_or_a_wrong_one_is_refused_before_anything_is_read(
    client: httpx.AsyncClient, given: dict[str, str]
) -> None:
    del client.headers["Authorization"]

    answers = [await client.post("/webhook", content=b"x" * 9_000_000, headers=given)]
    answers.append(await client.get("/actions", headers=given))

    assert [each.status_code for each in answers] == [401, 401]


async def test_anybody_may_ask_for_its_health(client: httpx.AsyncClient) -> None:
    del client.headers["Authorization"]

    answer = await client.get("/health")

    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


async def test_the_actions_are_listed(client: httpx.AsyncClient) -> None:
    listed = [each["name"] for each in (await client.get("/actions")).json()]

    assert {"action_vara_turn", "validate_vara_form", "action_vara_forget"} <= set(listed)


@pytest.mark.parametrize("encoding", ["deflate", "gzip", "br", "identity, deflate"])
async def test_a_compressed_body_is_refused_unopened(client: httpx.AsyncClient, encoding: str) -> None:
    bomb = zlib.compress(b" " * 50_000_000)

    answer = await client.post("/webhook", content=bomb, headers={**JSON, "Content-Encoding": encoding})

    assert (answer.status_code, answer.json()) == (415, {"error": "encoded"})


@pytest.mark.parametrize(
    "content",
    [
        json.dumps(body("action_vara_turn", "x" * 2_000_000)).encode(),
        json.dumps(body("action_vara_turn", events=turns_of_events(2_000))).encode(),
        json.dumps(body("action_vara_turn", "x" * (LARGEST_READ + 1))).encode(),
        json.dumps(body("action_vara_turn", slots={"vara_state": "x" * LARGEST_READ})).encode(),
    ],
    ids=["2 MB of text", "thousands of turns", "a text beyond 256 kB", "a slot beyond 256 kB"],
)
async def test_a_big_body_is_refused(client: httpx.AsyncClient, content: bytes) -> None:
    answer = await client.post("/webhook", content=content, headers=JSON)

    assert (answer.status_code, answer.json()) == (413, {"error": "too_large"})


async def test_a_big_body_that_does_not_say_so_is_refused_too(client: httpx.AsyncClient) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(LARGEST_BODY // 65_536 + 1):
            yield b" " * 65_536

    answer = await client.post("/webhook", content=pieces(), headers=JSON)

    assert answer.status_code == 413


async def test_a_long_history_is_passed_over(client: httpx.AsyncClient) -> None:
    sent = body("action_vara_turn", "hello", events=turns_of_events(300))
    assert LARGEST_READ < len(json.dumps(sent)) < LARGEST_BODY
    assert len(sent["tracker"]["events"]) >= 1_000

    answer = await client.post("/webhook", json=sent)

    assert answer.status_code == 200
    assert answer.json()["responses"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe",
        b"[" * 200_000,
        b'{"a":' * 50_000,
        b'{"next_action": "action_vara_turn"}',
        b'{"next_action": "action_vara_turn", "tracker": {}}',
        b'{"next_action": "action_vara_turn", "tracker": {"sender_id": 5}}',
        b'{"next_action": "", "tracker": {"sender_id": "anna"}}',
        b'{"next_action": 5, "tracker": {"sender_id": "anna"}}',
        b'{"next_action": "action_vara_turn", "tracker": {"sender_id": "anna", "slots": []}}',
    ],
    ids=lambda content: content[:90].decode("latin-1"),
)
async def test_a_body_that_is_no_call_is_refused(client: httpx.AsyncClient, content: bytes) -> None:
    answer = await client.post("/webhook", content=content, headers=JSON)

    assert answer.status_code == 400
    assert set(answer.json()) == {"error"}


@pytest.mark.parametrize(
    "odd",
    [
        {"latest_message": None},
        {"latest_message": {"text": None, "intent": None, "entities": None, "metadata": None}},
        {"latest_message": {"text": 5, "intent": "vara_say", "entities": ["x", 5], "metadata": "x"}},
        {"latest_message": {"text": "/vara_say{", "intent": {"name": "vara_say"}}},
        {"latest_message": {"text": "\ud800 \x00", "intent": {"name": None}}},
        {"slots": {"vara_text": 5, "vara_language": 5, "vara_open": "yes", "vara_state": []}},
    ],
)
async def test_an_odd_tracker_is_answered(client: httpx.AsyncClient, odd: Body) -> None:
    sent = body("action_vara_turn", "hello")
    sent["tracker"] |= odd

    answer = await client.post("/webhook", content=json.dumps(sent).encode(), headers=JSON)

    assert answer.status_code in {200, 400}


async def test_an_exception_in_an_action_shows_nothing(
    client: httpx.AsyncClient, caplog: pytest.LogCaptureFixture
) -> None:
    answer = await client.post("/webhook", json=body("action_that_stumbles", "words of a person"))

    assert (answer.status_code, answer.json()) == (500, {"error": "trouble", "action_name": "action_that_stumbles"})
    assert "words of a person" not in caplog.text
    assert "RuntimeError" in caplog.text


async def test_an_action_that_is_not_there(client: httpx.AsyncClient) -> None:
    answer = await client.post("/webhook", json=body("action_of_somebody_else"))

    assert answer.status_code == 404


async def test_other_ways_are_refused(client: httpx.AsyncClient) -> None:
    answers = [await client.get("/webhook"), await client.post("/health"), await client.get("/")]

    assert {each.status_code for each in answers} == {404}


async def test_a_body_of_another_kind_is_refused(client: httpx.AsyncClient) -> None:
    answer = await client.post("/webhook", content=b"a=b", headers={"Content-Type": "text/plain"})

    assert answer.status_code == 415


async def test_a_store_that_is_away_is_said_to_be_so(client: httpx.AsyncClient, vara: Installation) -> None:
    use(vara._replace(store=Store("redis://127.0.0.1:1/0", vara.keyring), settings=load_settings({})))

    answer = await client.post("/webhook", json=body("action_vara_turn", "hello"))

    assert answer.status_code == 503


async def test_rasas_own_domain_is_never_asked_for_nor_remembered(
    client: httpx.AsyncClient, served: ActionExecutor
) -> None:
    answers = [await client.post("/webhook", json=make("action_vara_turn", "hello")) for make in (body, pro_body)]

    assert [each.status_code for each in answers] == [200, 200]
    assert not getattr(served, "domain", None)
