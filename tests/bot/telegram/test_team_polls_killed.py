"""A question put as a poll, and the shipped process killed while it is answered: what was chosen last counts."""

import asyncio
import random
from collections import Counter
from pathlib import Path

from tests.bot.telegram.test_killed import serving
from tests.bot.telegram.test_team_killed import busiest_minute
from tests.telegram_fake.people import Group, Person
from tests.telegram_fake.server import FakeTelegram
from tests.telegram_fake.world import Post

MEMBERS = 8


async def test_answers_to_a_poll_survive_a_kill(fake: FakeTelegram, tmp_path: Path) -> None:
    fake.deadline = 90.0
    chance, chosen = random.Random(5), {}
    people = [fake.person(f"Person {number}") for number in range(MEMBERS)]
    group = fake.group()
    group.has(*people[1:])
    group.has(people[0], status="creator")

    with serving(fake, tmp_path) as served:
        await asyncio.to_thread(served.start)
        poll = await begun(group, people[0])
        options = poll.poll.options if poll.poll else []
        people[2].answers(poll, options[3])
        await group.until_reads(f"1 of {MEMBERS} have answered")
        for person in people[:-1]:
            for label in chance.sample(options, 2):
                person.answers(poll, label)
                chosen[person.user["id"]] = label
        served.kill()
        changed = people[1]
        changed.answers(poll)
        changed.answers(poll, options[0])
        chosen[changed.user["id"]] = options[0]
        await asyncio.to_thread(served.start)
        await group.until_reads(f"{MEMBERS - 1} of {MEMBERS} have answered")
        await fake.until_confirmed()
        people[-1].answers(poll, options[1])
        chosen[people[-1].user["id"]] = options[1]
        shown = await group.until_button("Next question")
        await fake.until(lambda: poll.poll and poll.poll.closed, "a poll that is stopped")
        await fake.until_confirmed()

    for label, number in Counter(chosen.values()).items():
        assert f" {number} · {label}" in shown.text or f"{number} do" in shown.text
    assert not any("Person" in post.text.replace("Person 0 leads", "") for post in group.posts())
    assert len([post for post in group.posts() if post.poll]) == 1
    assert busiest_minute(fake) <= 20
    fake.assert_clean()


async def begun(group: Group, leader: Person) -> Post:
    group.adds_bot(leader)
    await group.until_button("Begin with the team")
    group.presses(leader, "Begin with the team")
    menu = await group.until_button("Use Telegram's polls")
    group.presses(leader, "Use Telegram's polls", on=menu)
    await group.until_reads("Questions are put as Telegram's own polls.")
    group.presses(leader, "Quick round", on=menu)
    return await group.until_poll("Open data")
