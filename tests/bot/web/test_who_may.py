"""Who may call what over HTTP, from one table. What is not theirs and what is not there look the same."""

import itertools
from collections.abc import AsyncIterator, Callable
from typing import NamedTuple

import httpx
import pytest
from pydantic import SecretStr

from bot.pictures import Pictures
from bot.reports.handing import FORMS, TICKET_SECONDS, Handing
from bot.web import api
from bot.web.api import SECRET_HEADER
from bot.web.app import build_app
from bot.web.buckets import Buckets
from bot.web.parts import Parts
from dialogues.message import Message
from dialogues.script import Script, load_script
from dialogues.teams.acts import Act
from keeping.answered import Opened
from keeping.conversation import Conversation, now
from keeping.keys import Keyring
from keeping.settings import Settings
from keeping.store import Store
from keeping.teams.doors import Doors
from keeping.teams.parts import TeamParts, team_parts
from tests.broken.secrets_by_beginning import same_beginning

SECRET = "Right-secret_0123456789"
HERS, THEIRS = "team:telegram:-1", "team:telegram:-2"
HER_CITY = "Adaburg"


class Taken:
    """Telegram's channel, as far as the web knows it."""

    def __init__(self) -> None:
        self.updates: list[dict[str, object]] = []

    async def take(self, update: dict[str, object]) -> dict[str, object]:
        self.updates.append(update)
        return {}


class House(NamedTuple):
    """Vara with two people, one who had everything erased, and two teams."""

    client: httpx.AsyncClient
    ada: Opened
    eve: Opened
    gone: Opened
    tickets: dict[str, str]
    words: dict[str, str]
    telegram: Taken


@pytest.fixture(scope="module")
def script() -> Script:
    return load_script()


@pytest.fixture
async def house(store: Store, script: Script, keyring: Keyring) -> AsyncIterator[House]:
    settings = Settings(webhook_secret=SecretStr(SECRET))
    teams, telegram = team_parts(store, script, keyring), Taken()
    conversation = Conversation(store, script, teams.talk)
    handing = Handing(conversation, script, keyring)
    parts = Parts(settings, script, conversation, Pictures(script), store, Buckets(9, 9), Buckets(999, 999), teams,
                  handing, telegram)  # fmt: skip
    ada, eve, gone = [await _begun(conversation, city) for city in (HER_CITY, "Evetown", "Goneville")]
    other = Handing(conversation, script, Keyring(b"o" * 32))
    tickets = {
        "ticket": handing.ticket(f"web:{ada.id}", now()),
        "ticket of another": handing.ticket(f"web:{eve.id}", now()),
        "expired ticket": handing.ticket(f"web:{ada.id}", now() - TICKET_SECONDS - 1),
        "ticket of another installation": other.ticket(f"web:{ada.id}", now()),
        "ticket of someone erased": handing.ticket(f"web:{gone.id}", now()),
    }
    tickets["bent ticket"] = ("A" if tickets["ticket"][0] != "A" else "B") + tickets["ticket"][1:]
    await conversation.erase(f"web:{gone.id}")
    for room, city in ((HERS, HER_CITY), (THEIRS, "Evetown")):
        await _result(teams, room, city)
    words = await _words(teams.doors)
    transport = httpx.ASGITransport(build_app(parts), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://vara") as client:
        yield House(client, ada, eve, gone, tickets, words, telegram)


async def _begun(conversation: Conversation, city: str) -> Opened:
    opened = await conversation.open("en")
    for number, text in enumerate(("agree", city, "quick", "3", "2", "3", "1", "2")):
        await conversation.hear(f"web:{opened.id}", Message(str(number), text, now()), opened.token)
    return opened


async def _result(teams: TeamParts, room: str, city: str) -> None:
    for name, argument in (("city", city), ("begin", "quick"), ("vote", "2"), ("reveal", ""), ("end", "")):
        kept = await teams.rooms.look(room)
        turn = kept.room.turn if kept else 0
        await teams.rooms.act(room, Act(name, argument, "ana", now(), leads=True, turn=turn, headcount=9), name, "en")


async def _words(doors: Doors) -> dict[str, str]:
    """Links by name; of two boards of one team the first was renewed, and the answers of the other team were shut."""
    leader = Act("", member="ana", at=1, leads=True)
    words = {}
    for name, room, kind in (
        ("renewed board", HERS, "board"),
        ("board", HERS, "board"),
        ("answers", HERS, "answers"),
        ("board of another", THEIRS, "board"),
        ("closed answers", THEIRS, "answers"),
        ("board of none", "team:telegram:-3", "board"),
    ):
        words[name] = (await doors.open(room, (kind,), leader, name))[kind]
    await doors.shut(THEIRS, leader, "shut")
    return words


# The table: for each call what is shown, whom it lets in, and whom it does not.

CONVERSATION_CALLS = {
    "standing": ("GET", "", None),
    "hear": ("POST", "/messages", {"id": "x", "text": "why"}),
    "export": ("GET", "/export", None),
    "erase": ("DELETE", "", None),
}
LET_IN = {"her token", "her token, spelt bearer"}
TOKENS: dict[str, Callable[[House], dict[str, str]]] = {
    "her token": lambda house: bearer(house.ada.token),
    "her token, spelt bearer": lambda house: {"Authorization": f"bearer {house.ada.token}"},
    "nothing": lambda house: {},
    "an empty token": lambda house: bearer(""),
    "a made-up token": lambda house: bearer("x" * 43),
    "her token, cut": lambda house: bearer(house.ada.token[:-1]),
    "her token and more": lambda house: bearer(house.ada.token + "x"),
    "her token in capitals": lambda house: bearer(house.ada.token.swapcase()),
    "her token by another scheme": lambda house: {"Authorization": f"Basic {house.ada.token}"},
    "her token without a scheme": lambda house: {"Authorization": house.ada.token},
    "her token in another header": lambda house: {"X-Token": house.ada.token},
    "her token in a cookie": lambda house: {"Cookie": f"token={house.ada.token}"},
    "somebody else's token": lambda house: bearer(house.eve.token),
    "a token of someone erased": lambda house: bearer(house.gone.token),
    "her report's ticket": lambda house: bearer(house.tickets["ticket"]),
    "her team's link": lambda house: bearer(house.words["board"]),
    "her id": lambda house: bearer(house.ada.id),
    "Telegram's secret": lambda house: bearer(SECRET),
}

REPORTS = {"ticket": True, "ticket of another": False, "expired ticket": None, "bent ticket": None,
           "ticket of another installation": None, "ticket of someone erased": None}  # fmt: skip
NAMING_THE_CITY = {"pdf", "html", "json", "outline"}
BOARDS = {"board": True, "board of another": False, "answers": None, "renewed board": None, "closed answers": None}
"""Hers, somebody else's (which shows nothing of hers), or like nothing (None)."""
TEAM_FORMS = {"pdf": True, "html": True, "json": True, "csv": False}
"""The forms in which a team's report is there, and whether each names the city. There is no other."""

SECRETS: dict[str, dict[str, str]] = {
    "right": {SECRET_HEADER: SECRET},
    "none": {},
    "empty": {SECRET_HEADER: ""},
    "wrong": {SECRET_HEADER: "wrong"},
    "the beginning": {SECRET_HEADER: SECRET[:-1]},
    "and more": {SECRET_HEADER: SECRET + "0"},
    "one letter off": {SECRET_HEADER: SECRET[:-1] + "0"},
    "in capitals": {SECRET_HEADER: SECRET.upper()},
    "as a token": {"Authorization": f"Bearer {SECRET}"},
}
"""Only the right one opens."""


@pytest.mark.parametrize("call", CONVERSATION_CALLS)
async def test_a_conversation_is_not_there_for_others(house: House, call: str) -> None:
    for holds in TOKENS.keys() - LET_IN:
        answer = await _called(house, call, house.ada.id, holds)

        assert looks(answer) == looks(await _called(house, call, "none", holds)), holds
        assert answer.status_code == 404

    assert HER_CITY in (await _called(house, "export", house.ada.id, "her token")).text


@pytest.mark.parametrize("holds", sorted(LET_IN))
@pytest.mark.parametrize("call", CONVERSATION_CALLS)
async def test_a_conversation_opens_to_its_own_token(house: House, call: str, holds: str) -> None:
    answer = await _called(house, call, house.ada.id, holds)

    assert answer.is_success
    assert (await _called(house, "export", house.ada.id, holds)).is_success is (call != "erase")


async def test_a_report_opens_to_its_ticket_for_an_hour(house: House) -> None:
    for name, form in itertools.product(REPORTS, FORMS):
        answer = await house.client.get(f"/reports/{house.tickets[name]}.{form}")
        nothing = await house.client.get(f"/reports/none.{form}")

        assert nothing.status_code == 404
        assert answer.is_success or looks(answer) == looks(nothing), name
        assert answer.is_success is (REPORTS[name] is not None), name
        assert (HER_CITY.encode() in answer.content) is (name == "ticket" and form in NAMING_THE_CITY), name


async def test_a_board_opens_to_its_link_until_that_is_closed(house: House) -> None:
    for name, page in itertools.product(BOARDS, ("board", "board.json")):
        answer = await house.client.get(f"/team/{house.words[name]}/{page}")
        nothing = await house.client.get(f"/team/{'x' * 32}/{page}")

        assert nothing.status_code == 404
        assert answer.is_success or looks(answer) == looks(nothing), name
        assert answer.is_success is (BOARDS[name] is not None), name


async def test_a_teams_report_opens_to_the_link_of_its_board_until_that_is_closed(house: House) -> None:
    forms = [*TEAM_FORMS, *(FORMS.keys() - TEAM_FORMS), "exe", "PDF", ""]
    for name, form in itertools.product(BOARDS, forms):
        answer = await house.client.get(f"/team/{house.words[name]}/report.{form}")
        nothing = await house.client.get(f"/team/{'x' * 32}/report.{form}")

        assert nothing.status_code == 404
        assert answer.is_success or looks(answer) == looks(nothing), name
        assert answer.is_success is (BOARDS[name] is not None and form in TEAM_FORMS), (name, form)
        assert (HER_CITY.encode() in answer.content) is (name == "board" and TEAM_FORMS.get(form, False)), (name, form)


async def test_before_a_team_has_a_result_there_is_no_report_of_it(house: House) -> None:
    answers = [await house.client.get(f"/team/{house.words['board of none']}/report.{form}") for form in FORMS]

    assert {answer.status_code for answer in answers} == {404}


async def test_no_key_opens_the_door_of_another(house: House) -> None:
    ticket, word, conversation = house.tickets["ticket"], house.words["board"], house.ada

    for key in (conversation.id, conversation.token, ticket, HERS, SECRET):
        assert (await house.client.get(f"/team/{key}/board")).status_code == 404
        assert (await house.client.get(f"/team/{key}/report.html")).status_code == 404
    for key in (conversation.id, conversation.token, word, HERS, SECRET):
        assert (await house.client.get(f"/reports/{key}.html")).status_code == 404
        assert (await house.client.get(f"/reports/{key}.outline")).status_code == 404


async def test_the_webhook_opens_to_the_right_secret_only(house: House) -> None:
    let_in = {name for name in SECRETS if await webhook_lets_in(house, name)}

    assert let_in == {"right"}


async def test_a_secret_that_only_begins_right_would_be_found(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api, "_same", same_beginning)

    let_in = {name for name in SECRETS if await webhook_lets_in(house, name)}

    assert let_in - {"right"}


async def webhook_lets_in(house: House, name: str) -> bool:
    """Whether an update gets through; if not, it looks as if there were no webhook, and its body is not even read."""
    before = len(house.telegram.updates)
    answer = await house.client.post("/telegram", headers=SECRETS[name], json={"update_id": 1})
    unread = await house.client.post("/telegram", headers=SECRETS[name], content=b"{")
    nothing = await house.client.post("/nowhere", json={})
    if answer.status_code != 200:
        assert looks(answer) == looks(unread) == looks(nothing)
    return len(house.telegram.updates) > before


async def _called(house: House, call: str, conversation: str, holds: str) -> httpx.Response:
    way, path, body = CONVERSATION_CALLS[call]
    headers = TOKENS[holds](house)
    return await house.client.request(way, f"/api/conversations/{conversation}{path}", headers=headers, json=body)


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def looks(answer: httpx.Response) -> tuple[int, bytes, dict[str, str]]:
    """Everything that a caller sees of an answer."""
    return answer.status_code, answer.content, dict(answer.headers)
