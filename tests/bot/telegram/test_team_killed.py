"""Twelve people in a group, with everything that happens to them: the shipped process, and a model beside it."""

import asyncio
import random
import re
from collections import Counter
from pathlib import Path

from dialogues.script import Script
from tests.bot.telegram.test_killed import serving
from tests.rubric.independent import table_of
from tests.rubric.independent_team import independent_team
from tests.telegram_fake.people import Group, Person
from tests.telegram_fake.server import FakeTelegram
from tests.telegram_fake.world import Post

MEMBERS = 12
MIGRATION, KILL = 1, 2
"""The questions during which these happen."""
A_MINUTE = 60.0
COUNT = re.compile(r"\d+ of \d+ have answered\..*")
LEVEL = re.compile(r"[▰▱]{5} ([1-5]) · ")


async def test_a_round_of_twelve_with_a_migration_and_a_kill_equals_the_model(
    fake: FakeTelegram, script: Script, tmp_path: Path
) -> None:
    fake.deadline = 1.5 * A_MINUTE  # the group's limit of twenty a minute is the real one
    chance = random.Random(7)
    people = [
        fake.person(f"Person {number}", "en" if number == 0 else chance.choice(["en", "es", "pt"]))
        for number in range(MEMBERS)
    ]
    group = fake.group()
    group.has(*people)
    group.has(*people[:2], status="administrator")
    model: dict[str, dict[int, str]] = {}

    with serving(fake, tmp_path) as served:
        await asyncio.to_thread(served.start)
        await begin(group, people[0])
        for number, area in enumerate(script.rubric("en").competencies):
            post = await asked(group, area.title)
            votes = model[f"quick.{area.id}"] = {}
            vote_wildly(group, people[: MEMBERS // 2], post, votes, chance)
            if number == MIGRATION:
                group = group.becomes_supergroup(people[0])
                post = await asked(group, area.title)
            vote_wildly(group, people[MEMBERS // 2 : -1], post, votes, chance)
            if number == KILL:
                served.kill()
                await asyncio.to_thread(served.start)
            await last_vote_and_on(fake, group, people, post, votes, chance)
        await minutes_handed_out(fake, group, people[5])

    said = {about: [value_of(each) for each in votes.values()] for about, votes in model.items()}
    expected = independent_team(table_of(script.rubric("en")), said)
    assert levels_told(group) == [each["level"] for each in expected["competencies"].values()]  # type: ignore[attr-defined]
    assert_minutes_count(group, model)
    assert_nothing_shows_before_the_reveal(fake, script)
    assert busiest_minute(fake) <= 20
    answered = [press.answers for press in fake.world.presses.values()]
    assert all(answered)
    # A press that was answered in the very moment of the kill comes again; Telegram drops the second answer.
    assert sum(len(each) > 1 for each in answered) <= MEMBERS


async def begin(group: Group, leader: Person) -> None:
    group.adds_bot(leader)
    await group.until_button("Begin with the team")
    group.presses(leader, "Begin with the team")
    await group.until_button("Quick round")
    group.presses(leader, "Quick round")
    group.presses(leader, "Quick round")


async def asked(group: Group, title: str) -> Post:
    return await group.until_button("Show the votes", lambda post: title in post.text)


async def last_vote_and_on(
    fake: FakeTelegram, group: Group, people: list[Person], post: Post, votes: dict[int, str], chance: random.Random
) -> None:
    """The last one taps twice and so reveals; some come too late; two administrators go on at the same moment."""
    await fake.until_confirmed()
    last = chance.choice(choices(post))
    for _ in range(2):
        group.presses(people[-1], last, on=post)
    votes[people[-1].user["id"]] = last
    await fake.until(lambda: "Next question" in post.labels, "the reveal")
    for person in chance.sample(people, 3):
        group.presses(person, chance.choice(choices(post)), on=post)
    await fake.until_confirmed()
    for leader in people[:2]:
        group.presses(leader, "Next question", on=post)


async def minutes_handed_out(fake: FakeTelegram, group: Group, person: Person) -> None:
    await group.until_button("Minutes")
    group.presses(person, "Minutes")
    await fake.until(lambda: any(post.file for post in group.posts()), "minutes")
    await fake.until_confirmed()


def choices(post: Post) -> list[str]:
    return [label for label in post.data_by_label if "|vote." in post.data_by_label[label]]


def value_of(label: str) -> str:
    return label[0] if label[0].isdigit() else "unknown"


def vote_wildly(group: Group, people: list[Person], post: Post, votes: dict[int, str], chance: random.Random) -> None:
    """Everyone taps twice, and half of them think again."""
    for person in people:
        for label in chance.sample(choices(post), chance.choice([1, 2])):
            group.presses(person, label, on=post)
            group.presses(person, label, on=post)
            votes[person.user["id"]] = label


def levels_told(group: Group) -> list[int]:
    result = next(text for text in group.reads() if "as the team sees it" in text)
    return [int(level) for level in LEVEL.findall(result)]


def assert_minutes_count(group: Group, model: dict[str, dict[int, str]]) -> None:
    minutes = next(post.file for post in group.posts() if post.file)
    assert minutes is not None
    text = minutes.decode()
    for votes in model.values():
        for label, people in Counter(votes.values()).items():
            assert f"{label}: {people}\n" in text
    assert "Person" not in text


def assert_nothing_shows_before_the_reveal(fake: FakeTelegram, script: Script) -> None:
    """Whatever the group was sent for an open question differs in the number of voters, and in nothing else."""
    seen: dict[str, set[str]] = {}
    for chat in fake.world.chats.values():
        for post in chat.posts.values() if chat.type != "private" else ():
            for text in post.versions if post.by_bot else ():
                if "have answered" in text:
                    seen.setdefault(text.partition("\n")[0], set()).add(COUNT.sub("", text))
    assert len(seen) == len(script.rubric("en").competencies)
    assert all(len(texts) == 1 for texts in seen.values())


def busiest_minute(fake: FakeTelegram) -> int:
    """The most messages and edits that the group got in any minute, whatever it was called at the time."""
    moments = [at for at, chat, _ in fake.world.spoken if chat < 0]
    return max(sum(start <= each < start + A_MINUTE for each in moments) for start in moments)
