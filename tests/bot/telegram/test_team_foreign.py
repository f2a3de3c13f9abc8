"""Somebody who is not in the team, or does not lead it, can neither see nor change anything of it: a table of tries."""

import pytest

from bot.telegram.topics import address_of
from tests.bot.telegram.conftest import Opening
from tests.bot.telegram.stand_in import Shelf
from tests.telegram_fake.people import Group, Person
from tests.telegram_fake.server import FakeTelegram

SECRET = "Hidden city"
MEMBERS_ONLY = "Only members of this group take part."
LEADERS_ONLY = "Only an administrator of the group can do that."

FOR_LEADERS = ("apart", "shut_doors", "close_doors", "board", "forget.sure", "begin.quick", "limit")
FOR_MEMBERS = (*FOR_LEADERS, "vote.2", "role.it", "menu", "minutes", "reveal", "end", "who")


@pytest.fixture
async def led(fake: FakeTelegram, open_channel: Opening, shelf: Shelf) -> tuple[Group, Person]:
    """A group whose members answer apart, and whoever administers it."""
    ana, group = fake.person("Ana"), fake.group()
    group.has(ana, status="creator")
    open_channel(public_url="https://vara.example")
    group.adds_bot(ana)
    await group.until_button("Begin with the team")
    group.hears(ana, f"/city@vara_test_bot {SECRET}")
    group.presses(ana, "Begin with the team")
    await group.until_button("Answer apart")
    group.presses(ana, "Answer apart")
    await group.until_button("Close the link")
    await fake.until_confirmed()
    return group, ana


def kept(shelf: Shelf, group: Group) -> str:
    """The facts of the team as they stand in the store, and all links."""
    _, _, text = shelf.kept[address_of(group.chat.id)]
    links = sorted(address for address in shelf.kept if address.startswith("team-link:"))
    return text.partition('"heard"')[0] + " ".join(links)


@pytest.mark.parametrize("data", FOR_MEMBERS)
async def test_a_strangers_press_changes_nothing(
    fake: FakeTelegram, led: tuple[Group, Person], shelf: Shelf, data: str
) -> None:
    group, _ = led
    before = kept(shelf, group)

    press = group.presses_data(fake.person("Eve"), group.posts()[-1], f"0|{data}")
    await fake.until_confirmed()

    assert press.answers == [MEMBERS_ONLY]
    assert kept(shelf, group) == before
    fake.assert_clean()


@pytest.mark.parametrize("data", FOR_LEADERS)
async def test_a_member_who_does_not_lead_changes_nothing_that_leaders_do(
    fake: FakeTelegram, led: tuple[Group, Person], shelf: Shelf, data: str
) -> None:
    group, _ = led
    member = fake.person("Max")
    group.has(member)
    before = kept(shelf, group)

    press = group.presses_data(member, group.posts()[-1], f"0|{data}")
    await fake.until_confirmed()

    assert press.answers in ([LEADERS_ONLY], ["An administrator of the group can do that."])
    assert kept(shelf, group) == before
    fake.assert_clean()


async def test_another_group_reaches_only_itself(fake: FakeTelegram, led: tuple[Group, Person], shelf: Shelf) -> None:
    group, _ = led
    eve, other = fake.person("Eve"), fake.group()
    other.has(eve, status="creator")
    other.adds_bot(eve)
    await other.until_button("Begin with the team")
    before = kept(shelf, group)

    for data in FOR_MEMBERS:
        other.presses_data(eve, other.posts()[0], f"0|{data}")
    other.hears(eve, "/minutes")
    await fake.until_confirmed()

    assert address_of(group.chat.id) in shelf.kept
    assert kept(shelf, group).partition(" ")[0] == before.partition(" ")[0]
    assert SECRET not in " ".join(other.reads())


async def test_in_private_a_stranger_learns_nothing(
    fake: FakeTelegram, led: tuple[Group, Person], shelf: Shelf
) -> None:
    group, _ = led
    eve, before = fake.person("Eve"), kept(shelf, group)

    for text in (f"/start why_{group.chat.id}_0_1", f"/start why_{group.chat.id}_0_0", "/minutes", "/end", "/city X"):
        eve.says(text)
    post = await eve.until_sees("no longer needs a sentence", times=2)
    for data in FOR_MEMBERS:
        eve.presses_data(post, f"0|{data}")
    await fake.until_confirmed()

    assert SECRET not in " ".join(eve.reads())
    assert kept(shelf, group) == before
