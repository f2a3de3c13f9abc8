"""A team in its group: rounds over a fake Telegram, every request judged by others."""

import asyncio

import pytest

from bot.telegram.topics import address_of
from dialogues.teams.acts import Act
from dialogues.teams.phase import Phase, phase
from keeping.conversation import now
from keeping.teams.kept import RoomDocument
from keeping.teams.parts import TeamParts
from tests.bot.telegram.conftest import QUICK, Opening
from tests.bot.telegram.stand_in import Shelf
from tests.telegram_fake.people import Group, Person
from tests.telegram_fake.refusals import Fault
from tests.telegram_fake.server import FakeTelegram
from tests.telegram_fake.world import Post

LABELS = ("1 · Scattered sharing", "2 · One portal", "3 · Rules and dates", "4 · Open unless sensitive")


@pytest.fixture
def ana(fake: FakeTelegram) -> Person:
    return fake.person("Ana")


@pytest.fixture
def members(fake: FakeTelegram) -> list[Person]:
    return [fake.person(f"Member {number}") for number in range(3)]


@pytest.fixture
def group(fake: FakeTelegram, ana: Person, members: list[Person]) -> Group:
    """Ana administers it; she and three members are four."""
    made = fake.group()
    made.has(ana, status="creator")
    made.has(*members)
    return made


def room(shelf: Shelf, group: Group, topic: int | None = None) -> RoomDocument:
    return RoomDocument.model_validate_json(shelf.kept[address_of(group.chat.id, topic)][2])


async def begun(group: Group, ana: Person, *labels: str) -> None:
    group.adds_bot(ana)
    for label in ("Begin with the team", *(labels or ("Quick round",))):
        await group.until_button(label)
        group.presses(ana, label)
    await group.until_button("Show the votes")


async def test_one_button_leads_from_the_greeting_to_the_first_question(
    fake: FakeTelegram, open_channel: Opening, group: Group, ana: Person
) -> None:
    open_channel()

    await begun(group, ana)
    await fake.until_confirmed()

    assert "0 of 4 have answered. Ana leads." in group.reads()[-1]
    fake.assert_clean()


async def test_a_vote_is_a_toast_and_the_group_sees_a_number(
    fake: FakeTelegram, open_channel: Opening, group: Group, ana: Person, members: list[Person]
) -> None:
    open_channel()
    await begun(group, ana)

    press = group.presses(members[0], LABELS[1])
    await group.until_reads("1 of 4 have answered")
    again = group.presses(members[0], LABELS[2])
    await fake.until_confirmed()

    assert press.answers == ["Your vote: 2 · One portal. You can change it until the votes are shown."]
    assert again.answers[0].startswith("Changed. Your vote: 3 · Rules and dates.")
    assert "1 of 4 have answered" in group.reads()[-1]
    assert len(group.posts()) == 3
    fake.assert_clean()


async def test_everyone_is_answered_in_their_own_language(
    fake: FakeTelegram, open_channel: Opening, group: Group, ana: Person
) -> None:
    rosa, joao = fake.person("Rosa", "es-PE"), fake.person("João", "pt-BR")
    group.has(rosa, joao)
    open_channel()
    await begun(group, ana)

    presses = [group.presses(each, LABELS[0]) for each in (rosa, joao)]
    await fake.until_confirmed()

    assert [press.answers[0][:9] for press in presses] == ["Su voto: ", "Seu voto:"]


async def test_the_reveal_shows_the_distribution_and_asks_the_ends(
    fake: FakeTelegram, open_channel: Opening, group: Group, ana: Person, members: list[Person]
) -> None:
    open_channel()
    await begun(group, ana)

    for person, label in zip(members, (LABELS[0], LABELS[1], LABELS[3]), strict=True):
        group.presses(person, label)
    await fake.until_confirmed()
    group.presses(ana, "Show the votes")
    shown = await group.until_reads("This is contested.")
    group.replies(members[0], shown, "Nobody finds the files.")
    group.replies(members[1], shown, "I am in the middle.")
    await group.until_reads("Nobody finds the files.")
    group.presses(ana, "Vote once more")
    await group.until_reads("second vote")
    for person in (*members, ana):
        group.presses(person, LABELS[1])
    await group.until_reads("You all agree.")
    group.presses(ana, "Next question")
    await group.until_reads("question 2 of about 5")
    await fake.until_confirmed()

    assert not any("in the middle." in text for text in group.reads())
    fake.assert_clean()


async def test_a_reason_can_be_given_in_private(
    fake: FakeTelegram, open_channel: Opening, group: Group, ana: Person, members: list[Person], shelf: Shelf
) -> None:
    open_channel()
    await begun(group, ana)
    for person, label in zip(members, (LABELS[0], LABELS[1], LABELS[3]), strict=True):
        group.presses(person, label)
    await fake.until_confirmed()
    group.presses(ana, "Show the votes")
    shown = await group.until_reads("This is contested.")
    link = next(each["url"] for each in shown.body["entities"] if each["type"] == "text_link")

    members[2].says(f"/start {link.rpartition('start=')[2]}")
    asked = await members[2].until_sees("was at one end")
    members[2].replies(asked, "We have rules since May.")
    await group.until_reads("We have rules since May.")
    members[1].says(f"/start {link.rpartition('start=')[2]}")
    await members[1].until_sees("no longer needs a sentence")

    await fake.until_confirmed()


async def test_what_people_speak_for_has_a_message_of_its_own_that_works_in_a_round(
    fake: FakeTelegram, open_channel: Opening, group: Group, ana: Person, members: list[Person]
) -> None:
    open_channel()
    group.adds_bot(ana)
    await group.until_button("Begin with the team")
    group.presses(ana, "Begin with the team")
    menu = await group.until_button("What I speak for")
    for person in members:
        group.presses(person, "What I speak for", on=menu)
    roles = await group.until_button("Planning")
    await fake.until_confirmed()
    group.presses(ana, "Quick round", on=menu)
    await group.until_button("Show the votes")

    told = group.presses(members[0], "Planning", on=roles)
    for person in (*members, ana):
        group.presses(person, LABELS[0])
    await group.until_reads("1 · Scattered sharing: 4 ▰▰▰▰ (Planning)")
    await fake.until_confirmed()

    assert told.answers == ["Noted: you speak for Planning."]
    assert sum("Planning" in post.labels for post in group.posts()) == 1
    fake.assert_clean()


async def test_only_who_may_leads(
    fake: FakeTelegram, open_channel: Opening, group: Group, ana: Person, members: list[Person], shelf: Shelf
) -> None:
    open_channel()
    await begun(group, ana)

    press = group.presses(members[0], "Pause or end")
    await fake.until_confirmed()

    assert press.answers == ["Ana leads this round. Ana or an administrator can do that."]
    assert phase(room(shelf, group).room) is Phase.VOTING


async def test_another_administrator_leads_on_when_the_leader_has_left(
    fake: FakeTelegram, open_channel: Opening, group: Group, ana: Person, members: list[Person]
) -> None:
    group.has(members[0], status="administrator")
    open_channel()
    await begun(group, ana)
    group.presses(members[1], LABELS[1])
    await group.until_reads("1 of 4 have answered")

    group.leaves(ana)
    await group.until_reads("1 of 3 have answered")
    refused = group.presses(ana, "Show the votes")
    group.presses(members[0], "Show the votes")
    await group.until_reads("In the middle")
    group.presses(members[0], "Next question")
    await group.until_reads("Member 0 leads.")
    await fake.until_confirmed()

    assert refused.answers == ["Only members of this group take part."]
    fake.assert_clean()


async def test_an_anonymous_administrator_commands_as_the_group(
    fake: FakeTelegram, open_channel: Opening, group: Group, ana: Person, shelf: Shelf
) -> None:
    open_channel()
    await begun(group, ana)

    group.hears_anonymous("/pause@vara_test_bot")
    await group.until_reads("The round is paused.")
    group.presses(ana, "Go on")
    await fake.until(lambda: phase(room(shelf, group).room) is Phase.VOTING)

    await fake.until_confirmed()


async def test_whoever_is_not_in_the_group_neither_votes_nor_leads(
    fake: FakeTelegram, open_channel: Opening, group: Group, ana: Person, members: list[Person], shelf: Shelf
) -> None:
    stranger = fake.person("Stranger")
    open_channel()
    await begun(group, ana)
    group.has(members[0], status="left")

    presses = [group.presses(each, LABELS[0]) for each in (stranger, members[0])]
    group.hears_channel("/end@vara_test_bot")
    group.hears(ana, "/end@vara_test_bot", forward_origin={"type": "hidden_user", "date": 1, "sender_user_name": "X"})
    await fake.until_confirmed()

    assert [press.answers for press in presses] == [["Only members of this group take part."]] * 2
    document = room(shelf, group).room
    assert document.round is not None
    assert document.round.ballots[-1].votes == {}
    assert phase(document) is Phase.VOTING


async def in_topics(fake: FakeTelegram, group: Group, ana: Person, *topics: int) -> list[Post]:
    """A quick round in each of the topics; their first questions."""
    group.chat.type = "supergroup"
    group.adds_bot(ana)
    await group.until_button("Begin with the team")
    for topic in topics:
        group.hears(ana, "/team", topic=topic)
        menu = await group.until_button("Quick round", lambda post, t=topic: post.body.get("message_thread_id") == t)  # type: ignore[misc]
        group.presses(ana, "Quick round", on=menu)
    await fake.until(lambda: sum("Show the votes" in post.labels for post in group.posts()) == len(topics))
    return [post for post in group.posts() if "Show the votes" in post.labels]


async def test_topics_run_rounds_of_their_own(
    fake: FakeTelegram, open_channel: Opening, group: Group, ana: Person, members: list[Person], shelf: Shelf
) -> None:
    open_channel()
    first, _ = await in_topics(fake, group, ana, 7, 8)
    group.presses(members[0], LABELS[0], on=first)
    await fake.until_confirmed()

    rounds = [room(shelf, group, topic).room.round for topic in (7, 8)]
    assert sorted(len(each.ballots[-1].votes) for each in rounds if each) == [0, 1]
    fake.assert_clean()


async def test_who_comes_and_leaves_is_known_in_every_topic(
    fake: FakeTelegram, open_channel: Opening, group: Group, ana: Person, members: list[Person]
) -> None:
    open_channel()
    questions = await in_topics(fake, group, ana, 7, 8)

    group.joins(fake.person("Zoe"))
    await fake.until(lambda: all("0 of 5 have answered" in post.text for post in questions))
    for person in members[:2]:
        group.leaves(person)
    await fake.until(lambda: all("0 of 3 have answered" in post.text for post in questions))

    fake.assert_clean()


async def test_the_bot_that_is_taken_in_again_goes_on_in_every_topic(
    fake: FakeTelegram, open_channel: Opening, group: Group, ana: Person
) -> None:
    open_channel()
    before = await in_topics(fake, group, ana, 7, 8)

    group.removes_bot(ana)
    await fake.until_confirmed()
    group.adds_bot(ana)
    await fake.until(
        lambda: sum("Show the votes" in post.labels for post in group.posts()) == 2 and not open_of(before)
    )

    threads = {post.body.get("message_thread_id") for post in group.posts() if "Show the votes" in post.labels}
    assert threads == {7, 8}
    fake.assert_clean()


def open_of(posts: list[Post]) -> list[Post]:
    return [post for post in posts if "Show the votes" in post.labels]


async def test_a_round_survives_the_move_to_a_supergroup(
    fake: FakeTelegram, open_channel: Opening, group: Group, ana: Person, members: list[Person], shelf: Shelf
) -> None:
    open_channel()
    await begun(group, ana)
    group.presses(members[0], LABELS[0])
    await fake.until_confirmed()

    larger = group.becomes_supergroup(ana)
    await larger.until_reads("1 of 4 have answered")
    late = group.presses(members[1], LABELS[1])
    larger.presses(members[2], LABELS[2])
    await larger.until_reads("3 of 4 have answered")
    await fake.until_confirmed()

    assert late.answers[0].startswith("Your vote: 2")
    assert not any("Begin with the team" in post.labels for post in larger.posts())
    assert members[0].user["first_name"] not in shelf.kept[address_of(group.chat.id)][2]
    fake.assert_clean()


async def test_the_bot_that_is_put_out_and_taken_in_again_greets_again_and_goes_on(
    fake: FakeTelegram, open_channel: Opening, group: Group, ana: Person, members: list[Person]
) -> None:
    open_channel()
    await begun(group, ana)
    group.presses(members[0], LABELS[0])
    await fake.until_confirmed()

    group.removes_bot(ana)
    await fake.until_confirmed()
    group.adds_bot(ana)
    await fake.until(lambda: sum("Begin with the team" in post.labels for post in group.posts()) == 2)
    await fake.until(lambda: "1 of 4 have answered" in group.reads()[-1])

    await fake.until_confirmed()


async def test_a_second_round_is_refused_with_a_word(
    fake: FakeTelegram, open_channel: Opening, group: Group, ana: Person
) -> None:
    open_channel()
    await begun(group, ana)

    again = group.presses(ana, "Begin with the team", on=group.posts()[0])
    late = group.presses(ana, "Full round", on=group.posts()[1])
    await fake.until_confirmed()

    assert again.answers == ["A round is under way here. Please end it first."]
    assert late.answers == again.answers


async def test_the_result_comes_with_a_picture_and_minutes_as_words_and_as_a_file(
    fake: FakeTelegram, open_channel: Opening, group: Group, ana: Person, members: list[Person]
) -> None:
    open_channel()
    await begun(group, ana, "One area", "Open data")
    while not any("Minutes" in post.labels for post in group.posts()):
        post = await group.until_button("Fully")
        group.presses(members[0], "Fully", on=post)
        group.presses(members[1], "No", on=post)
        await fake.until_confirmed()
        group.presses(ana, "Show the votes", on=post)
        await fake.until(lambda post=post: "Next question" in post.labels)  # type: ignore[misc]
        before = len(group.posts())
        group.presses(ana, "Next question", on=post)
        await fake.until(lambda count=before: len(group.posts()) > count)  # type: ignore[misc]
        await fake.until_confirmed()
        await asyncio.sleep(0.05)
    group.presses(ana, "Minutes")
    await fake.until(lambda: any(post.file for post in group.posts()))
    await fake.until_confirmed()

    minutes = next(post.file for post in group.posts() if post.file)
    assert minutes is not None
    assert b"Minutes of the session" in minutes
    assert b"Member" not in minutes
    assert any("Minutes of the session" in text for text in group.reads())
    assert any(post.photo for post in group.posts())
    assert any("What you see differently" in text for text in group.reads())
    fake.assert_clean()


async def test_a_time_limit_reveals_by_itself_and_outlives_a_restart(
    fake: FakeTelegram, open_channel: Opening, group: Group, ana: Person, members: list[Person], shelf: Shelf
) -> None:
    channel = open_channel()
    await begun(group, ana)
    group.presses(members[0], LABELS[0])
    await fake.until_confirmed()
    await channel.stop()
    revision, turn, text = shelf.kept[address_of(group.chat.id)]
    shelf.kept[address_of(group.chat.id)] = (revision, turn, text.replace('"due_at":null', '"due_at":1'))

    open_channel()

    await group.until_reads("In the middle")


async def test_how_a_round_ended_is_shown_after_a_restart_if_it_could_not_be_before(
    fake: FakeTelegram, open_channel: Opening, group: Group, ana: Person, shelf: Shelf, teams: TeamParts
) -> None:
    channel = open_channel()
    await begun(group, ana)
    await fake.until_confirmed()
    await channel.stop()
    await teams.rooms.act(address_of(group.chat.id), Act("end", at=now(), leads=True), "as we were killed")

    open_channel()

    await group.until_button("Another round")


async def test_everything_about_a_team_can_be_erased_by_who_leads(
    fake: FakeTelegram, open_channel: Opening, group: Group, ana: Person, members: list[Person], shelf: Shelf
) -> None:
    open_channel()
    await begun(group, ana)

    group.hears(members[0], "/forget@vara_test_bot")
    await group.until_reads("Only an administrator")
    group.hears(ana, "/forget@vara_test_bot")
    await group.until_button("Yes, erase everything")
    group.presses(members[0], "Yes, erase everything")
    await fake.until_confirmed()
    assert address_of(group.chat.id) in shelf.kept
    group.presses(ana, "Yes, erase everything")
    await group.until_reads("is erased.")

    assert address_of(group.chat.id) not in shelf.kept


async def test_many_votes_become_few_edits(
    fake: FakeTelegram, open_channel: Opening, group: Group, ana: Person
) -> None:
    people = [fake.person(f"P{number}") for number in range(60)]
    group.has(*people)
    open_channel(QUICK._replace(edit_seconds=0.3))
    await begun(group, ana)

    presses = [group.presses(each, LABELS[number % 4]) for number, each in enumerate(people)]
    await group.until_reads("60 of 64 have answered")
    await fake.until_confirmed()

    assert all(press.answers[0].startswith("Your vote: ") for press in presses)
    assert len(fake.called("editMessageText")) < 8


async def test_a_flood_or_an_outage_delays_the_group_and_loses_nothing(
    fake: FakeTelegram, open_channel: Opening, group: Group, ana: Person, members: list[Person]
) -> None:
    open_channel()
    await begun(group, ana)
    fake.fault(Fault("editMessageText", "flood", seconds=1))
    fake.fault(Fault("editMessageText", "bad_gateway", times=2))

    for person in members:
        group.presses(person, LABELS[2])

    await group.until_reads("3 of 4 have answered")


async def test_the_record_is_handed_over_to_a_successor_with_a_page_of_memory(
    fake: FakeTelegram, open_channel: Opening, group: Group, ana: Person, members: list[Person], shelf: Shelf
) -> None:
    open_channel()
    await begun(group, ana)
    said = {"message_id": 5, "date": 1, "chat": group.chat.as_json(), "from": members[0].user, "text": "Hello"}

    group.hears(members[1], "/handover@vara_test_bot", reply_to_message=said)
    await group.until_reads("Only an administrator")
    group.hears(ana, "/handover@vara_test_bot")
    await group.until_reads("Please answer a message of that person")
    group.hears(ana, "/owner@vara_test_bot", reply_to_message=said)
    await group.until_reads("one more owner")
    group.hears(ana, "/handover@vara_test_bot", reply_to_message=said)
    await group.until_reads("For whoever looks after this from now on")
    group.hears(members[0], "/pause@vara_test_bot")
    await group.until_reads("The round is paused.")
    await fake.until_confirmed()

    assert len(room(shelf, group).room.owners) == 1
    fake.assert_clean()
