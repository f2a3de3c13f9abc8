"""Members answer alone, in three languages, on Telegram and on the web; one profile comes of it."""

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.telegram.topics import address_of
from dialogues.script import Script
from tests.bot.sheets import random_sheet
from tests.bot.telegram.conftest import Opening
from tests.bot.telegram.stand_in import Shelf
from tests.bot.telegram.test_killed import serving
from tests.bot.telegram.test_levels import fills_in
from tests.bot.telegram.test_team_killed import levels_told
from tests.bot.web.served import Talk, wait_until
from tests.bot.web.test_levels import filled_in
from tests.rubric.independent import independent_profile, table_of
from tests.rubric.independent_team import lower_median
from tests.telegram_fake.people import Group, Person
from tests.telegram_fake.server import FakeTelegram
from tests.telegram_fake.world import Post

LANGUAGES = ("en", "es", "pt")
JOIN = {"en": "Yes, count them", "es": "Sí, que cuenten", "pt": "Sim, podem contar"}


async def test_members_apart_in_three_languages_on_two_channels_end_in_one_profile(
    fake: FakeTelegram, script: Script, tmp_path: Path
) -> None:
    fake.deadline = 60
    people = [fake.person(f"Person {each}", each) for each in LANGUAGES]
    group = fake.group()
    group.has(*people, *(fake.person(f"Other {number}") for number in range(4)))
    group.has(people[0], status="creator")
    table = table_of(script.rubric("en"))

    with serving(fake, tmp_path) as served:
        await asyncio.to_thread(served.start)
        word = await invited(group, people[0])
        answers = await asyncio.gather(
            *(in_private(fake, person, word, script, seed) for seed, person in enumerate(people)),
            *(asyncio.to_thread(on_the_web, served.address, word, each, script, 9) for each in LANGUAGES),
        )
        await group.until_reads("Answering apart: 6 of 7 done.")
        group.presses(people[0], "Close and show the result")
        await group.until_reads("as the team sees it")
        await fake.until_confirmed()

    assert levels_told(group) == combined(table, answers)
    assert not any("Person" in text for text in group.reads())
    fake.assert_clean()


def combined(table: Mapping[str, Any], answers: list[dict[str, str]]) -> list[int]:
    """The levels of the team, computed without our scoring."""
    profiles: list[Any] = [independent_profile(table, each) for each in answers]
    return [int(lower_median([str(each["competencies"][area]["level"]) for each in profiles]) or 0) for area in table]


async def test_a_team_opened_on_the_web_comes_to_the_same_on_both_channels(
    fake: FakeTelegram, script: Script, tmp_path: Path
) -> None:
    fake.deadline = 60
    people = [fake.person(f"Person {each}", each) for each in LANGUAGES]
    table = table_of(script.rubric("en"))

    with serving(fake, tmp_path) as served, httpx.Client(base_url=served.address) as client:
        await asyncio.to_thread(served.start)
        host = await asyncio.to_thread(Host, client)
        page, chat = await asyncio.to_thread(host.opens_a_team)
        assert page == chat
        answers = await asyncio.gather(
            *(in_private(fake, person, chat, script, seed) for seed, person in enumerate(people)),
            *(asyncio.to_thread(on_the_web, served.address, page, each, script, 9) for each in LANGUAGES),
        )
        assert "6 of 6 done" in await asyncio.to_thread(host.says, "/team")
        levels = await asyncio.to_thread(host.closes)
        await fake.until_confirmed()

    assert [levels[area] for area in table] == combined(table, answers)
    fake.assert_clean()


class Host:
    """Somebody who looks after a team in the web chat."""

    def __init__(self, client: httpx.Client) -> None:
        self._talk = Talk(client, "en")

    def opens_a_team(self) -> tuple[str, str]:
        """The words of the link to the page, and of the one to a private chat, as soon as the bot is there."""
        for text in ("agree", "Mendoza", "/team", "host.open", "Innovation office"):
            self.says(text)
        self.says("host.same_city")
        wait_until(lambda: "t.me/" in self.says("host.renew"))
        text = self.says("host.renew")
        return text.partition("/team/")[2][:32], text.partition("start=team_")[2][:32]

    def closes(self) -> dict[str, int]:
        """The levels of the combined result."""
        first: dict[str, Any] = self._talk.say("host.result").json()["replies"][0]
        return {area: each["level"] for area, each in first["profile"]["competencies"].items()}

    def says(self, text: str) -> str:
        heard = self._talk.say(text)
        assert heard.status_code == 200
        return "\n".join(reply["text"] for reply in heard.json()["replies"])


async def invited(group: Group, leader: Person, label: str = "") -> str:
    """The word of the link for everything, or for the area that is called `label`."""
    group.adds_bot(leader)
    await group.until_button("Begin with the team")
    group.presses(leader, "Begin with the team")
    await group.until_button("Answer apart")
    group.presses(leader, "Answer apart")
    return word_on(await group.until_reads("Everyone can answer alone"), label)


def word_on(post: Post, label: str = "") -> str:
    """The word of the link that a message shows."""
    links = [each for each in post.body["entities"] if each["type"] == "text_link"]
    named = {post.text[each["offset"] : each["offset"] + each["length"]]: each["url"] for each in links}
    url: str = named.get(label) or next(each["url"] for each in links if "start=team_" in each["url"])
    return url.partition("start=team_")[2]


async def in_private(fake: FakeTelegram, person: Person, word: str, script: Script, seed: int) -> dict[str, str]:
    person.says(f"/start team_{word}")
    await person.until_button(script.wording(LANGUAGES[seed]).plain("labels.agree"))
    said = await fills_in(fake, person, script, seed)
    await joined(fake, person, JOIN[LANGUAGES[seed]])
    return said


async def joined(fake: FakeTelegram, person: Person, label: str) -> None:
    await person.until_button(label)
    press = person.presses(label)
    await fake.until(lambda: press.answers)


def on_the_web(address: str, word: str, language: str, script: Script, seed: int) -> dict[str, str]:
    with httpx.Client(base_url=address, headers={"Accept-Language": language}) as client:
        talk = Talk(client, language)
        talk.replies = talk.say(f"/start team_{word}").json()["replies"]
        said: dict[str, str] = {}
        replies = filled_in(talk, random_sheet(script.rubric("en"), seed), said)
        assert [button["value"] for button in replies[-1]["buttons"]] == ["team.join", "team.keep"]
        assert talk.say("team.join").status_code == 200
        return said


async def test_a_link_that_was_renewed_or_closed_leads_nowhere(fake: FakeTelegram, tmp_path: Path) -> None:
    ana, eve = fake.person("Ana"), fake.person("Eve")
    group = fake.group()
    group.has(eve)
    group.has(ana, status="creator")

    with serving(fake, tmp_path) as served:
        await asyncio.to_thread(served.start)
        renewed = await invited(group, ana)
        await group.until_button("New link")
        refused = group.presses(eve, "New link")
        await fake.until(lambda: refused.answers)
        group.presses(ana, "New link")
        await fake.until(lambda: sum("Everyone can answer alone" in text for text in group.reads()) == 2)
        closed = word_on(group.posts()[-1])
        press = group.presses(ana, "Close the link")
        await fake.until(lambda: press.answers)
        for each in (renewed, closed, "x" * 32, "short"):
            eve.says(f"/start team_{each}")
        await eve.until_sees("no longer leads to a team", times=4)

    assert refused.answers == ["Only an administrator of the group can do that."]
    assert press.answers == ["The link is closed. What was handed in still counts."]
    fake.assert_clean()


async def test_one_area_is_asked_of_the_one_who_knows_it(fake: FakeTelegram, script: Script, tmp_path: Path) -> None:
    ana, eve = fake.person("Ana"), fake.person("Eve")
    group = fake.group()
    group.has(ana, eve)
    group.has(ana, status="creator")

    with serving(fake, tmp_path) as served:
        await asyncio.to_thread(served.start)
        word = await invited(group, ana, "Analytics")
        eve.says(f"/start team_{word}")
        await eve.until_button("I agree, let's start")
        said = await fills_in(fake, eve, script, 5)
        await joined(fake, eve, JOIN["en"])
        await group.until_reads("1 of 2 done.")

    assert {about.partition(".")[0] for about in said} == {"analytics"}


@pytest.mark.parametrize("kept", ["team-link", "team:telegram"])
async def test_of_a_link_only_a_hash_is_kept(
    fake: FakeTelegram, open_channel: Opening, shelf: Shelf, kept: str
) -> None:
    ana, group = fake.person("Ana"), fake.group()
    group.has(ana, status="creator")
    open_channel()

    word = await invited(group, ana)

    assert len(word) * 6 >= 128
    assert address_of(group.chat.id) in shelf.kept
    assert any(address.startswith(kept) for address in shelf.kept)
    assert not any(word in address or word in text for address, (_, _, text) in shelf.kept.items())


async def test_a_team_is_opened_and_closed_in_a_private_chat(fake: FakeTelegram, tmp_path: Path) -> None:
    fake.deadline = 30
    ana, eve = fake.person("Ana"), fake.person("Eve")

    with serving(fake, tmp_path) as served:
        await asyncio.to_thread(served.start)
        await pressed_in_turn(ana, "/start", "I agree, let's start", "Skip", "With your team", "Open a team")
        await ana.until_sees("What is the team called?")
        ana.says("Innovation office")
        await ana.until_sees("Which city does it speak of?")
        ana.says("Mendoza")
        word = word_on(await ana.until_sees("The link for your team"))
        await pressed_in_turn(eve, f"/start team_{word}", "I agree, let's start", "Skip", "Quick check")
        await answers_with_the_lowest(fake, eve, 5)
        await pressed_in_turn(eve, "", "Yes, count them")
        await eve.until_sees("Your answers count in the team")
        await pressed_in_turn(ana, "", "My team")
        await ana.until_sees("1 of 1 done.")
        await pressed_in_turn(ana, "", "Close and show the result")
        await ana.until_sees("Mendoza, as the team sees it")

    fake.assert_clean()


async def pressed_in_turn(person: Person, start: str, *labels: str) -> None:
    """Says something, and presses each button as soon as it is there."""
    if start:
        person.says(start)
    for label in labels:
        person.presses(label, on=await person.until_button(label))


async def answers_with_the_lowest(fake: FakeTelegram, person: Person, questions: int) -> None:
    """Presses the first level of each quick question."""

    def lowest() -> str:
        return next(
            (post.labels[0] for post in reversed(person.sees()) if post.labels and post.labels[0].startswith("1 · ")),
            "",
        )

    pressed: set[str] = set()
    while len(pressed) < questions:
        await fake.until(lambda: lowest() and lowest() not in pressed)
        label = lowest()
        pressed.add(label)
        person.presses(label)
