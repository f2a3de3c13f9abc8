"""The screen in the room follows a live round, in a real Chromium."""

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from dialogues.script import Script, load_script
from dialogues.teams.acts import Act
from keeping.keys import open_keyring
from keeping.settings import Settings
from keeping.store import Store
from keeping.teams.parts import TeamParts, team_parts
from tests.bot.web.served import Served, wait_until
from tests.bot.web.test_page import WCAG

T = TypeVar("T")
Work = Callable[[TeamParts], Coroutine[Any, Any, T]]

ROOM = "team:telegram:-4711"


class Team:
    """A team beside the server, over the same store. Works in a thread of its own: Playwright has the loop here."""

    def __init__(self, url: str, folder: Path) -> None:
        self._url = url
        self._keyring = open_keyring(Settings(data_dir=folder))
        self._script: Script = load_script()
        self._thread = ThreadPoolExecutor(1)
        self._acts = 0

    def link(self, kind: str) -> str:
        async def made(parts: TeamParts) -> str:
            return (await parts.doors.open(ROOM, (kind,), Act("", member="ana", at=1, leads=True), "open"))[kind]

        return self._done(made)

    def does(self, name: str, argument: str = "", member: str = "ana") -> None:
        self._acts += 1
        act = Act(name, argument, member, self._acts, leads=True, who="Ana", headcount=12)

        async def acted(parts: TeamParts) -> None:
            await parts.rooms.act(ROOM, act, f"{id(self)}:{self._acts}")

        self._done(acted)

    def _done(self, work: Work[T]) -> T:
        async def over_a_store() -> T:
            store = Store(self._url, self._keyring)
            try:
                return await work(team_parts(store, self._script, self._keyring))
            finally:
                await store.close()

        return self._thread.submit(asyncio.run, over_a_store()).result()


@pytest.fixture(scope="module")
def team(vara: Served, redis_url: str) -> Team:
    return Team(redis_url.replace("/0", "/5"), vara.errors.parent / "data")


@pytest.mark.browser
def test_the_board_follows_a_round_and_shows_no_vote_before_the_reveal(
    vara: Served, team: Team, window: Callable[..., Page], screenshots: Path
) -> None:
    word = team.link("board")
    page = window(1920, 1080)
    page.goto(f"{vara.address}/team/{word}/board")
    expect(page.get_by_text("No round is under way.")).to_be_visible()

    team.does("begin", "quick")
    expect(page.get_by_role("heading", name="Open data")).to_be_visible()
    for number, vote in enumerate(["1", "2", "2", "4"]):
        team.does("vote", vote, f"m{number}")
    expect(page.get_by_text("4 of 12 have answered")).to_be_visible()
    assert "One portal" not in page.content()
    page.screenshot(path=screenshots / "board-voting-1920x1080.png")

    team.does("reveal")
    expect(page.get_by_text("2 · One portal: 2 votes")).to_be_attached()
    expect(page.get_by_text("In the middle: 2 · One portal. This is contested.")).to_be_visible()
    assert "Ana" not in page.inner_text("main")
    team.does("next")
    expect(page.get_by_text("2 · Basic (1–4)")).to_be_visible()
    page.screenshot(path=screenshots / "board-profile-1920x1080.png")
    team.does("vote", "3", "m1")
    team.does("vote", "unknown", "m2")
    team.does("reveal")
    expect(page.get_by_text("Don't know: 1 vote", exact=True)).to_be_attached()
    page.screenshot(path=screenshots / "board-shown-1920x1080.png")

    found = Axe().run(page, options=WCAG)
    assert found.response["violations"] == []
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")
    smallest = (
        "Math.min(...[...document.querySelectorAll('main *')].map(e => parseFloat(getComputedStyle(e).fontSize)))"
    )
    assert page.evaluate(smallest) >= 1920 / 60
    team.does("end")


@pytest.mark.browser
def test_the_board_can_be_moved_through_by_keyboard_when_it_is_larger_than_the_screen(
    vara: Served, team: Team, window: Callable[..., Page]
) -> None:
    page = window(800, 300)
    page.goto(f"{vara.address}/team/{team.link('board')}/board")
    expect(page.get_by_role("heading", level=1)).to_be_visible()

    page.keyboard.press("End")

    wait_until(lambda: page.evaluate("scrollY + innerHeight >= document.documentElement.scrollHeight - 2"))


@pytest.mark.browser
def test_a_teams_page_on_the_web_leads_into_its_invitation(
    vara: Served, team: Team, window: Callable[..., Page]
) -> None:
    page = window()

    page.goto(f"{vara.address}/team/{team.link('answers')}")

    expect(page.get_by_text("Your team asks you to answer for its city.")).to_be_visible()
    page.reload()
    expect(page.get_by_role("button", name="I agree")).to_be_visible()


@pytest.mark.browser
def test_after_the_round_the_board_shows_the_plan_without_names_and_leads_to_the_report(
    vara: Served, team: Team, window: Callable[..., Page], screenshots: Path
) -> None:
    word = team.link("board")
    team.does("begin", "quick")
    team.does("vote", "2")
    team.does("end")
    for name, argument in (("begin", "quick"), ("vote", "2"), ("reveal", ""), ("end", ""), ("plan", "take.all")):
        team.does(name, argument)
    team.does("plan", "name.1.Carla")
    page = window(1920, 1080)
    page.goto(f"{vara.address}/team/{word}/board")

    expect(page.locator("#plan li")).to_have_count(3)
    expect(page.get_by_text("Our plan")).to_be_visible()
    assert Axe().run(page, options=WCAG).response["violations"] == []
    page.screenshot(path=screenshots / "board-plan.png")
    assert "Carla" not in page.inner_text("body")
    page.get_by_role("link", name="Report for the council").click()

    expect(page.get_by_role("heading", name="How the city uses its data")).to_be_visible()
    expect(page.get_by_text("Owner: Carla")).to_be_visible()
    files = {form: httpx.get(f"{vara.address}/team/{word}/report.{form}") for form in ("pdf", "json", "csv", "exe")}
    assert [each.status_code for each in files.values()] == [200, 200, 200, 404]
    assert httpx.get(f"{vara.address}/team/{'x' * 32}/report.pdf").status_code == 404
    assert "Carla" not in files["json"].text + files["csv"].text
