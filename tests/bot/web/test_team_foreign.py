"""Whoever is not of a team can neither see nor change anything of it over the web: a table of tries."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import httpx
import pytest

from tests.bot.web.served import Talk

TEAM, CITY = "Secret office", "Hidden city"
LINK = re.compile(r"/team/([\w-]{32})")
WAYS = ("renew", "shut", "result", "shown", "minutes", "board", "owner", "handover", "take", "erase", "erase_sure", "x")


class Words(NamedTuple):
    """The words of links of one team: two that lead in, and those that are dead."""

    answers: str
    board: str
    renewed: str
    used: str


class Team(NamedTuple):
    host: Talk
    words: Words
    area: str

    def stands(self) -> object:
        """All that there is to see of it, to those who may."""
        told = self.host.say("/team").json()["replies"][0]["text"]
        return told, self.host.client.get(f"/team/{self.words.board}/board.json").json()


@pytest.fixture(scope="module")
def team(vara: Any) -> Iterator[Team]:
    with httpx.Client(base_url=vara.address, timeout=20) as client:
        host, successor, member = Talk(client), Talk(client), Talk(client)
        for text in ("agree", CITY, "/team", "host.open", TEAM):
            host.say(text)
        renewed = words_in(host.say("host.same_city"))[0]
        used = words_in(host.say("host.owner"))[0]
        for text in ("agree", f"/start team_{used}", "host.take"):
            successor.say(text)
        links = words_in(host.say("host.renew"))
        board = words_in(host.say("host.board"))[0]
        member.say(f"/start team_{links[0]}")
        for text in ("agree", "skip", "quick", "3", "3", "3", "3", "3", "team.join"):
            member.say(text)
        yield Team(host, Words(links[0], board, renewed, used), links[1])


def words_in(answer: httpx.Response) -> list[str]:
    return list(dict.fromkeys(LINK.findall(answer.text)))


@pytest.mark.parametrize("agreed", [False, True], ids=["before consent", "after it"])
@pytest.mark.parametrize("kind", ["renewed", "used", "board", "guessed", "short", "room", "path"])
def test_a_link_that_leads_nowhere_shows_and_changes_nothing(team: Team, talk: Talk, kind: str, agreed: bool) -> None:
    guesses = {"guessed": "x" * 32, "short": "x", "room": "team:own:1", "path": "../../team:own:1"}
    before = team.stands()
    if agreed:
        talk.say("agree")

    answer = talk.say(f"/start team_{guesses.get(kind) or getattr(team.words, kind)}")

    assert "no longer leads to a team" in answer.text
    assert_unseen(answer)
    assert team.stands() == before


@pytest.mark.parametrize("button", [*(f"host.{way}" for way in WAYS), "team.join", "team.keep", "team.quiet", "/team"])
def test_foreign_buttons_show_and_change_nothing(team: Team, talk: Talk, button: str) -> None:
    before = team.stands()
    for text in ("agree", "skip"):
        talk.say(text)

    assert_unseen(talk.say(button))

    assert team.stands() == before


def test_a_member_who_does_not_look_after_the_team_can_only_answer(team: Team, client: httpx.Client) -> None:
    member = Talk(client)
    member.say(f"/start team_{team.area}")
    before = team.stands()

    for button in WAYS:
        answer = member.say(f"host.{button}")
        assert TEAM not in answer.text

    assert team.stands() == before


@pytest.mark.parametrize("word", ["answers", "renewed", "used", "guessed"])
@pytest.mark.parametrize("page", ["board", "board.json"])
def test_the_board_is_not_found_by_other_words(team: Team, client: httpx.Client, word: str, page: str) -> None:
    address = f"/team/{getattr(team.words, word, 'x' * 32)}/{page}"

    assert client.get(address).status_code == 404


@pytest.mark.parametrize("token", ["", "stranger", "word"])
@pytest.mark.parametrize(("method", "path"), [("GET", ""), ("GET", "/export"), ("DELETE", ""), ("POST", "/messages")])
def test_the_conversation_of_the_host_opens_to_no_other_token(
    team: Team, talk: Talk, token: str, method: str, path: str
) -> None:
    before = team.stands()
    tokens = {"": {}, "stranger": talk.headers, "word": {"Authorization": f"Bearer {team.words.answers}"}}
    body = {"id": "x", "text": "host.result"} if method == "POST" else None

    answer = talk.client.request(method, team.host.path + path, headers=tokens[token], json=body)

    assert answer.status_code == 404
    assert team.stands() == before


def assert_unseen(answer: httpx.Response) -> None:
    assert answer.status_code == 200
    assert TEAM not in answer.text
    assert CITY not in answer.text
