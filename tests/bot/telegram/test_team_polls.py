"""A team that answers in Telegram's own polls: they count as presses do, and nothing shows before the reveal."""

import asyncio
import re

import pytest

from bot.telegram.topics import address_of
from dialogues.script import Script
from dialogues.teams.phase import Phase, phase, standing
from dialogues.teams.round import Ballot
from tests.bot.telegram.conftest import Opening
from tests.bot.telegram.stand_in import Shelf
from tests.bot.telegram.test_teams import LABELS, room
from tests.rubric.independent import table_of
from tests.rubric.independent_team import independent_team
from tests.telegram_fake.people import Group, Person
from tests.telegram_fake.polls import Poll
from tests.telegram_fake.refusals import Fault
from tests.telegram_fake.server import FakeTelegram
from tests.telegram_fake.world import Post

COUNT = re.compile(r"\d+ of \d+ have answered\..*")


@pytest.fixture
def ana(fake: FakeTelegram) -> Person:
    return fake.person("Ana")


@pytest.fixture
def members(fake: FakeTelegram) -> list[Person]:
    return [fake.person(f"Member {number}") for number in range(3)]


@pytest.fixture
def group(fake: FakeTelegram, ana: Person, members: list[Person]) -> Group:
    made = fake.group()
    made.has(ana, status="creator")
    made.has(*members)
    return made


async def begun(group: Group, ana: Person, *choices: str) -> Post:
    """The first poll of a quick round."""
    group.adds_bot(ana)
    await group.until_button("Begin with the team")
    group.presses(ana, "Begin with the team")
    await group.until_button("More")
    group.presses(ana, "More")
    menu = await group.until_button("Use Telegram's polls")
    for label in ("Use Telegram's polls", *choices):
        group.presses(ana, label, on=menu)
    await group.until_reads("Telegram's own polls: once one is closed")
    group.presses(ana, "Quick round", on=menu)
    return await group.until_poll("Open data")


def ballot(shelf: Shelf, group: Group) -> Ballot:
    found = standing(room(shelf, group).room)
    assert found is not None
    return found


def choices(poll: Post) -> list[str]:
    assert poll.poll is not None
    return poll.poll.options


async def test_the_team_is_told_what_a_poll_shows_before_anybody_answers(
    fake: FakeTelegram, open_channel: Opening, group: Group, ana: Person
) -> None:
    open_channel()

    poll = await begun(group, ana)
    await fake.until_confirmed()

    question = next(post for post in group.posts() if "Show the votes" in post.labels)
    assert "Once it is closed, everyone can see in it who chose what." in question.text
    assert not set(LABELS) & set(question.labels)
    assert choices(poll)[:4] == list(LABELS)
    assert poll.poll is not None
    assert (poll.poll.anonymous, poll.poll.hidden, poll.poll.revoting) == (False, True, True)
    fake.assert_clean()


async def test_the_last_choice_counts_and_one_taken_back_does_not(
    fake: FakeTelegram, open_channel: Opening, group: Group, ana: Person, members: list[Person], shelf: Shelf
) -> None:
    open_channel()
    poll = await begun(group, ana)

    members[0].answers(poll, LABELS[0])
    members[0].answers(poll, LABELS[3])
    members[1].answers(poll, LABELS[1])
    await group.until_reads("2 of 4 have answered")
    members[1].answers(poll)
    await group.until_reads("1 of 4 have answered")
    await fake.until_confirmed()

    assert list(ballot(shelf, group).votes.values()) == ["4"]


async def test_the_reveal_stops_the_poll_and_the_round_goes_on_as_ever(
    fake: FakeTelegram, open_channel: Opening, group: Group, ana: Person, members: list[Person], shelf: Shelf
) -> None:
    open_channel()
    first = await begun(group, ana)
    for person, label in zip(members, (LABELS[0], LABELS[1], LABELS[3]), strict=True):
        person.answers(first, label)
    await group.until_reads("3 of 4 have answered")

    group.presses(ana, "Show the votes")
    shown = await group.until_reads("This is contested.")
    assert first.poll is not None
    assert first.poll.closed
    group.replies(members[0], shown, "Nobody finds the files.")
    await group.until_reads("Nobody finds the files.")
    group.presses(ana, "Vote once more")
    second = await group.until_poll("Open data")
    for person in (*members, ana):
        person.answers(second, LABELS[1])
    await group.until_reads("You all agree.")
    group.presses(ana, "Next question")
    await group.until_reads("question 2 of about 5")
    await group.until_poll("")
    await fake.until(lambda: noted(shelf) == [each.id for each in open_polls(group)], "a note of the open poll alone")

    await fake.until_confirmed()
    fake.assert_clean()


def open_polls(group: Group) -> list[Poll]:
    return [post.poll for post in group.posts() if post.poll and not post.poll.closed]


def noted(shelf: Shelf) -> list[str]:
    """The polls whose answers would find a room."""
    return [key.removeprefix("team-poll:") for key in shelf.kept if key.startswith("team-poll:")]


async def test_an_answer_that_comes_too_late_changes_nothing(
    fake: FakeTelegram, open_channel: Opening, group: Group, ana: Person, members: list[Person], shelf: Shelf
) -> None:
    open_channel()
    poll = await begun(group, ana)
    members[0].answers(poll, LABELS[0])
    await group.until_reads("1 of 4 have answered")
    fake.fault(Fault("stopPoll", "bad_gateway", times=3))

    group.presses(ana, "Show the votes")
    await fake.until(lambda: phase(room(shelf, group).room) is Phase.DISCUSSING)
    assert members[0].answers(poll, LABELS[2])
    assert members[1].answers(poll, LABELS[2])
    await group.until_reads("In the middle")
    await fake.until_confirmed()

    assert list(ballot(shelf, group).votes.values()) == ["1"]
    assert not members[2].answers(poll, LABELS[2])


async def test_whoever_is_not_in_the_group_is_not_counted(
    fake: FakeTelegram, open_channel: Opening, group: Group, ana: Person, members: list[Person], shelf: Shelf
) -> None:
    open_channel()
    poll = await begun(group, ana)
    group.has(members[0], status="left")

    for each in (fake.person("Stranger"), members[0], members[1]):
        each.answers(poll, LABELS[0])
    fake.queue.add_raw({"poll_answer": {"poll_id": "1", "user": ana.user, "option_ids": [0]}})
    fake.queue.add_raw({"poll_answer": {"poll_id": poll.poll.id, "user": ana.user, "option_ids": [99]}})  # type: ignore[union-attr]
    await group.until_reads("1 of 4 have answered")
    await fake.until_confirmed()

    assert len(ballot(shelf, group).votes) == 1


async def test_a_vote_that_rests_or_moves_takes_its_poll_along_unseen(
    fake: FakeTelegram, open_channel: Opening, group: Group, ana: Person, members: list[Person], shelf: Shelf
) -> None:
    open_channel()
    poll = await begun(group, ana)
    members[0].answers(poll, LABELS[0])
    await group.until_reads("1 of 4 have answered")

    group.presses(ana, "Pause or end")
    await fake.until(lambda: poll in fake.world.deleted)
    await group.until_button("Go on")
    group.presses(ana, "Go on")
    again = await group.until_poll("Open data")
    group.hears(ana, "/team@vara_test_bot")
    await fake.until(lambda: again in fake.world.deleted)
    newest = await group.until_poll("Open data")
    members[0].answers(newest, LABELS[1])
    await fake.until(lambda: list(ballot(shelf, group).votes.values()) == ["2"])
    await fake.until_confirmed()

    assert not fake.called("stopPoll")
    assert len(open_polls(group)) == 1
    fake.assert_clean()


async def test_a_group_that_allows_no_polls_gets_buttons(
    fake: FakeTelegram, open_channel: Opening, group: Group, ana: Person, shelf: Shelf
) -> None:
    group.chat.polls_allowed = False
    open_channel()
    group.adds_bot(ana)
    await group.until_button("Begin with the team")
    group.presses(ana, "Begin with the team")
    await group.until_button("More")
    group.presses(ana, "More")
    menu = await group.until_button("Use Telegram's polls")
    group.presses(ana, "Use Telegram's polls", on=menu)
    group.presses(ana, "Quick round", on=menu)

    await group.until_reads("Telegram does not let me put polls in this group")
    await group.until_button(LABELS[0])
    await fake.until_confirmed()

    assert not room(shelf, group).room.by_poll


async def test_answers_that_come_before_the_poll_is_noted_are_counted(
    fake: FakeTelegram, open_channel: Opening, group: Group, ana: Person, members: list[Person], shelf: Shelf
) -> None:
    open_channel()
    poll = await begun(group, ana)
    assert poll.poll is not None
    address = f"team-poll:{poll.poll.id}"
    await fake.until(lambda: address in shelf.kept)
    noted = shelf.kept.pop(address)

    members[0].answers(poll, LABELS[0])
    await asyncio.sleep(0)
    shelf.kept[address] = noted

    await group.until_reads("1 of 4 have answered")


async def test_of_a_poll_that_went_out_twice_the_newest_counts(
    fake: FakeTelegram, open_channel: Opening, group: Group, ana: Person, members: list[Person], shelf: Shelf
) -> None:
    open_channel()
    fake.fault(Fault("sendPoll", "cut_after"))
    await begun(group, ana)
    await fake.until(lambda: len(open_polls(group)) == 2)
    first, newest = (post for post in group.posts() if post.poll)

    members[0].answers(first, LABELS[0])
    members[1].answers(newest, LABELS[1])
    await group.until_reads("1 of 4 have answered")
    await fake.until_confirmed()

    assert list(ballot(shelf, group).votes.values()) == ["2"]


async def test_a_poll_goes_along_when_the_group_becomes_a_supergroup(
    fake: FakeTelegram, open_channel: Opening, group: Group, ana: Person, members: list[Person]
) -> None:
    open_channel()
    old = await begun(group, ana)
    members[0].answers(old, LABELS[0])
    await group.until_reads("1 of 4 have answered")

    larger = group.becomes_supergroup(ana)
    new = await larger.until_poll("Open data")
    members[1].answers(old, LABELS[1])
    members[2].answers(new, LABELS[2])
    await larger.until_reads("3 of 4 have answered")

    await fake.until_confirmed()


async def test_nothing_is_left_of_a_poll_when_everything_is_erased(
    fake: FakeTelegram, open_channel: Opening, group: Group, ana: Person, shelf: Shelf
) -> None:
    open_channel()
    poll = await begun(group, ana)
    await fake.until(lambda: room(shelf, group).polls)

    group.hears(ana, "/forget@vara_test_bot")
    await group.until_button("Yes, erase everything")
    group.presses(ana, "Yes, erase everything")
    await group.until_reads("is erased.")

    assert poll in fake.world.deleted
    assert not noted(shelf)
    assert address_of(group.chat.id) not in shelf.kept


async def test_a_whole_quick_round_by_polls_equals_an_independent_count(
    fake: FakeTelegram, open_channel: Opening, group: Group, ana: Person, members: list[Person], script: Script
) -> None:
    open_channel()
    await begun(group, ana, "Show names with votes")
    said: dict[str, list[str]] = {}

    for area in script.rubric("en").competencies:
        poll = await group.until_poll(area.title)
        for number, person in enumerate(members):
            person.answers(poll, choices(poll)[-1])
            person.answers(poll, choices(poll)[number])
        await fake.until_confirmed()
        ana.answers(poll, choices(poll)[3])
        said[f"quick.{area.id}"] = [each[0] for each in choices(poll)[:4]]
        question = await group.until_button("Next question", lambda post, title=area.title: title in post.text)  # type: ignore[misc]
        assert "Member 1" in question.text
        group.presses(ana, "Next question", on=question)
    result = await group.until_reads("as the team sees it")
    await fake.until(lambda: not open_polls(group))
    await fake.until_confirmed()

    expected = independent_team(table_of(script.rubric("en")), said)
    levels = [int(each) for each in re.findall(r"[▰▱]{5} ([1-5]) · ", result.text)]
    assert levels == [each["level"] for each in expected["competencies"].values()]  # type: ignore[attr-defined]
    assert_nothing_shows_before_the_reveal(group)
    fake.assert_clean()


def assert_nothing_shows_before_the_reveal(group: Group) -> None:
    """What the group was sent on an open question differs in the number of voters only, and holds no name."""
    seen: dict[str, set[str]] = {}
    for post in group.posts():
        for text in post.versions:
            if "have answered" in text:
                seen.setdefault(text.partition("\n")[0], set()).add(COUNT.sub("", text))
    assert seen
    assert all(len(texts) == 1 for texts in seen.values())
    assert not any("Member" in text for texts in seen.values() for text in texts)
