"""A team that somebody opens in a conversation of their own: links, how many are done, the result, and who owns it."""

import re

import pytest

from dialogues.message import Reply
from keeping.store import Store
from tests.keeping.teams.town import FULL_ANSWERS, Town

HOST, OTHER, GUEST = "web:host", "web:other", "telegram:5"
WORD = re.compile(r"/team/([\w-]{32})")


def words_in(text: str) -> list[str]:
    """The links' words that a reply shows, each once."""
    return list(dict.fromkeys(WORD.findall(text)))


def values(replies: tuple[Reply, ...]) -> set[str]:
    return {button.value for reply in replies for button in reply.buttons}


async def opened(town: Town, host: str = HOST) -> str:
    """A team in Mendoza; the word of its link."""
    text = await town.says(host, "agree", "Mendoza", "/team", "host.open", "Innovation <office>", "host.same_city")
    return words_in(text)[0]


async def answers(town: Town, guest: str, word: str) -> None:
    await town.says(guest, f"/start team_{word}", *FULL_ANSWERS, "team.join")


async def test_a_team_is_opened_with_a_name_and_a_city(town: Town) -> None:
    assert "/team" in values(await town.hears(HOST, "agree", "Mendoza"))
    assert "host.open" in values(await town.hears(HOST, "/team"))
    assert "called" in await town.says(HOST, "Open a team")
    assert "<b>Innovation &lt;office&gt;</b>" in await town.says(HOST, "Innovation <office>")
    assert "https://vara.example/team/" in await town.says(HOST, "Godoy Cruz")

    standing = await town.says(HOST, "/team")

    assert "Innovation &lt;office&gt;</b> · Godoy Cruz" in standing
    assert "Nobody has come by the link yet" in standing


async def test_numbers_and_labels_mean_the_buttons_that_stand_below_all_others(town: Town) -> None:
    await town.says(HOST, "agree", "Mendoza")

    assert "without a group" in await town.says(HOST, "5")
    assert "called" in await town.says(HOST, "1")
    assert "/team/" in await town.says(HOST, "Innovation", "the same as mine")
    assert "Nobody has come by the link yet" in await town.says(HOST, "my team")
    assert "The link is closed" in await town.says(HOST, "3")
    assert (await town.hears(HOST, "back to my own check", "1"))[-1].asks == "quick.open_data"
    assert (await town.hears(HOST, "1"))[-1].asks == "quick.ecosystems"


@pytest.mark.parametrize("words", ["my team", "Mi equipo", "minha equipe!", "/TEAM"])
async def test_a_team_is_asked_for_in_words_of_any_language_too(town: Town, words: str) -> None:
    await town.says(HOST, "agree", "Mendoza", "quick")

    assert "host.open" in values(await town.hears(HOST, words))


@pytest.mark.parametrize("words", ["Our team", "My team", "with our team"])
async def test_an_owner_may_be_called_a_team(town: Town, words: str) -> None:
    await town.says(HOST, *FULL_ANSWERS, "done", "/plan", "plan.take.all", "plan.who.1")

    assert f"Owner: {words}" in await town.says(HOST, words)


async def test_where_an_owner_is_asked_for_the_command_still_opens_the_team(town: Town) -> None:
    await town.says(HOST, *FULL_ANSWERS, "done", "/plan", "plan.take.all", "plan.who.1")

    assert "host.open" in values(await town.hears(HOST, "/team"))


async def test_a_team_may_be_called_my_team(town: Town) -> None:
    await town.says(HOST, "agree", "Mendoza", "/team", "host.open")

    assert "<b>My team</b>" in await town.says(HOST, "My team")


async def test_whoever_is_asked_to_join_can_answer_by_number(town: Town) -> None:
    word = await opened(town)

    assert "count in the team" in await town.says(GUEST, f"/start team_{word}", *FULL_ANSWERS, "1")
    assert "1 of 1 done" in await town.says(HOST, "/team")


async def test_asking_for_a_name_stands_in_nobodys_way(town: Town) -> None:
    await town.says(HOST, "agree", "Mendoza", "/team", "host.open")

    assert "minute" in await town.says(HOST, "continue")
    assert (await town.hears(HOST, "quick"))[-1].asks == "quick.open_data"
    assert (await town.hears(HOST, "3"))[-1].asks == "quick.ecosystems"
    assert "host.open" in values(await town.hears(HOST, "/team"))


async def test_whoever_opened_it_sees_how_many_are_done_and_gets_the_result(town: Town) -> None:
    word = await opened(town)
    await answers(town, GUEST, word)
    await town.says("web:slow", f"/start team_{word}", *FULL_ANSWERS[:3])

    assert "1 of 2 done" in await town.says(HOST, "/team")
    shown = await town.hears(HOST, "host.result")

    assert "as the team sees it" in shown[0].text
    assert shown[0].profile is not None
    assert shown[0].profile.competencies["open_data"].level == 3
    assert "no longer leads" in await town.says("web:late", f"/start team_{word}")
    assert "Minutes of the session" in await town.says(HOST, "host.minutes")


async def test_a_result_of_nobody_is_not_made(town: Town) -> None:
    word = await opened(town)

    assert "Nobody has handed in" in await town.says(HOST, "host.result")

    assert "asks you to answer" in await town.says("web:late", f"/start team_{word}")


async def test_links_are_renewed_and_closed_and_dead_ones_lead_nowhere(town: Town) -> None:
    old = await opened(town)
    renewed = words_in(await town.says(HOST, "host.renew"))[0]

    assert "no longer leads" in await town.says("web:1", f"/start team_{old}")
    assert "Innovation &lt;office&gt; asks you to answer for Mendoza" in await town.says(
        "web:4", f"/start team_{renewed}"
    )
    assert "asks you to answer" in await town.says("web:2", f"/start team_{renewed}")
    assert "The link is closed" in await town.says(HOST, "host.shut")
    assert "no longer leads" in await town.says("web:3", f"/start team_{renewed}")


async def test_one_area_is_handed_to_the_one_who_knows_it(town: Town) -> None:
    await opened(town)
    text = await town.says(HOST, "host.renew")
    area = next(word for word, title in re.findall(r'/team/([\w-]{32})">([^<]+)</a>', text) if title == "Analytics")

    asked = (await town.hears(GUEST, f"/start team_{area}", "agree", "skip"))[-1].asks

    assert asked is not None
    assert asked.startswith("analytics.")


async def test_the_record_is_handed_to_a_successor_once_with_its_memory(town: Town) -> None:
    await answers(town, GUEST, await opened(town))
    await town.says(HOST, "host.result")
    [link] = words_in(await town.says(HOST, "host.handover"))

    await town.says(OTHER, f"/start team_{link}")
    assert {"host.take", "host.pass"} <= values(await town.hears(OTHER, "agree"))
    taken = await town.says(OTHER, "host.take")

    assert "Open data: level 3" in taken
    assert "Innovation" in taken
    assert "host.open" in values(await town.hears(HOST, "/team"))
    assert "host.open" in values(await town.hears(HOST, "host.shown"))
    assert "no longer leads" in await town.says("web:third", "agree", f"/start team_{link}")


async def test_a_second_owner_keeps_the_record_when_the_first_erases_everything(town: Town) -> None:
    word = await opened(town)
    [link] = words_in(await town.says(HOST, "host.owner"))
    await town.says(OTHER, "agree", f"/start team_{link}", "host.take")

    await town.says(HOST, "/forget", "forget.yes")

    assert "Innovation" in await town.says(OTHER, "/team")
    assert "asks you to answer" in await town.says("web:1", f"/start team_{word}")


async def test_a_team_goes_with_its_only_owner(town: Town, store: Store) -> None:
    word = await opened(town)

    await town.says(HOST, "/forget", "forget.yes")

    assert await store.ask("KEYS", "vara:{*") == []
    assert "no longer leads" in await town.says("web:1", f"/start team_{word}")


async def test_what_is_erased_is_asked_about_first(town: Town, store: Store) -> None:
    word = await opened(town)

    assert "host.erase_sure" in values(await town.hears(HOST, "host.erase"))
    await town.says(HOST, "host.erase_sure")

    assert "no longer leads" in await town.says("web:1", f"/start team_{word}")
    assert "host.open" in values(await town.hears(HOST, "/team"))


async def test_teams_without_a_group_stand_in_no_index(town: Town) -> None:
    await opened(town)

    assert await town.parts.rooms.open_rooms() == ()


@pytest.mark.parametrize(
    "button", ["renew", "shut", "result", "shown", "minutes", "board", "owner", "handover", "erase", "erase_sure", "x"]
)
async def test_whoever_is_not_of_the_team_can_do_nothing_with_its_buttons(town: Town, button: str) -> None:
    word = await opened(town)
    await answers(town, GUEST, word)
    before = await town.says(HOST, "/team")

    for stranger in (GUEST, "web:eve"):
        said = await town.hears(stranger, "agree", f"host.{button}")
        assert "host.open" in values(said)
        assert "Innovation" not in " ".join(each.text for each in said)

    assert await town.says(HOST, "/team") == before
