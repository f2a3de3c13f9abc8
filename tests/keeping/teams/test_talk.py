"""A conversation with a team beside it: the invitation, the one reminder, and what is kept of whom and when."""

from datetime import datetime
from zoneinfo import ZoneInfo

from dialogues.teams.phase import REMINDED_AFTER
from keeping.store import Store
from tests.keeping.teams.town import ANA, EVE, FULL_ANSWERS, HOUR, LEADER, ROOM, START, Town


async def test_an_invitation_outlives_the_process_before_anybody_has_agreed(town: Town) -> None:
    word = await town.link("answers.analytics")

    await town.says(ANA, f"/start team_{word}", "/privacy")
    said = await town.says(ANA, "agree", "skip")

    assert "Analytics" in said
    assert len((await town.apart()).invited) == 1


async def test_before_consent_only_the_invitation_is_kept_and_for_a_day(town: Town, store: Store) -> None:
    word = await town.link()
    before = await names(store)

    await town.says(ANA, f"/start team_{word}", "hello")

    [note] = await names(store) - before
    assert 0 < await store.ask("TTL", note) <= 24 * HOUR
    assert await store.load(ANA) is None
    assert (await town.apart()).invited == ()


async def test_whoever_erases_everything_leaves_no_invitation_behind(town: Town, store: Store) -> None:
    word = await town.link()
    before = await names(store)
    await town.says(ANA, f"/start team_{word}", "agree", "/forget", "forget.yes")

    assert await names(store) == before
    assert "agree" in (await town.says(ANA, "/start")).lower()
    assert (await town.apart()).invited == ()


async def test_whoever_has_not_finished_is_reminded_once_by_day(town: Town) -> None:
    word = await town.link()
    await town.says(ANA, f"/start team_{word}", *FULL_ANSWERS, "team.join")
    await town.says(EVE, f"/start team_{word}", *FULL_ANSWERS[:4])

    await town.passes(8)

    [(at, address, answered)] = town.sent
    assert (address, answered.replies[-1].asks) == (EVE, "quick.ecosystems")
    assert "1 of 2 are done" in answered.replies[0].text
    assert at >= START + REMINDED_AFTER
    assert 9 <= datetime.fromtimestamp(at, ZoneInfo("America/Bogota")).hour < 18


async def test_the_reminder_is_turned_off_by_one_tap_at_any_time(town: Town) -> None:
    word = await town.link()
    assert "three days" in await town.says(ANA, f"/start team_{word}")
    assert "shall not remind" in await town.says(ANA, "team.quiet")
    await town.says(ANA, *FULL_ANSWERS[:4])
    await town.says(EVE, f"/start team_{word}", *FULL_ANSWERS[:4], "team.quiet")

    await town.passes(4)

    assert town.sent == []


async def test_nobody_is_reminded_of_a_team_that_has_its_result(town: Town) -> None:
    word = await town.link()
    await town.says(EVE, f"/start team_{word}", *FULL_ANSWERS[:4])
    await town.parts.rooms.act(ROOM, LEADER._replace(name="close_doors"), "close")

    await town.passes(4)

    assert town.sent == []
    assert await town.conversation.due(town.now) == ()


async def test_on_the_web_nobody_is_reminded_and_the_question_to_join_survives_a_reload(town: Town) -> None:
    word = await town.link()
    opened = await town.conversation.open("en")
    address = f"web:{opened.id}"
    greeting = await town.says(address, f"/start team_{word}")
    await town.says(address, *FULL_ANSWERS)

    stood = await town.conversation.standing(address, opened.token)

    assert "remind" not in greeting
    assert [each.value for each in stood.replies[-1].buttons] == ["team.join", "team.keep"]
    assert await town.conversation.due(town.now + 365 * 24 * HOUR) == ()


async def names(store: Store) -> set[bytes]:
    return set(await store.ask("KEYS", "*"))
