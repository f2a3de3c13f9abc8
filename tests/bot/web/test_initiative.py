"""One project on the page, on a phone: a whole initiative by tapping, in each language."""

from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from dialogues.script import Script, load_script
from dialogues.words import languages
from tests.bot.web.served import Served

pytestmark = pytest.mark.browser

Window = Callable[..., Page]
WCAG = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}


@pytest.fixture(scope="module")
def script() -> Script:
    return load_script()


class Phone:
    """A person with a phone, who reads one language. Each press waits until what follows can be read."""

    def __init__(self, page: Page, script: Script, language: str, pictures: Path) -> None:
        self.page, self.language, self.pictures = page, language, pictures
        self.wording, self.rubric = script.wording(language), script.rubric(language)

    def button(self, label: str) -> str:
        return self.wording.plain(f"labels.{label}")

    def says(self, words: str, then: str) -> None:
        self.page.get_by_role("textbox").fill(words)
        self.page.keyboard.press("Enter")
        self.sees(then)

    def presses(self, label: str, then: str) -> None:
        found = self.page.get_by_text(label, exact=True)
        self.page.get_by_role("button").filter(has=found).last.click()
        self.sees(then)

    def sees(self, words: str) -> None:
        expect(self.page.get_by_text(words).last).to_be_visible()
        self.page.wait_for_timeout(200)
        self.pictures.mkdir(exist_ok=True)
        self.page.screenshot(path=self.pictures / f"{len(list(self.pictures.iterdir())):02}.png")


@pytest.fixture(params=languages())
def phone(vara: Served, window: Window, script: Script, screenshots: Path, request: pytest.FixtureRequest) -> Phone:
    """Somebody who has to choose a check."""
    language: str = request.param
    page = window()
    page.goto(f"{vara.address}/?language={language}")
    phone = Phone(page, script, language, screenshots / f"initiative-{language}")
    phone.says(f"/language {language}", phone.button("agree"))
    phone.presses(phone.button("agree"), phone.button("skip"))
    phone.presses(phone.button("skip"), phone.button("initiative"))
    return phone


def test_a_whole_initiative_on_a_phone(phone: Phone) -> None:
    button, texts = phone.button, {about: each.text for about, each in phone.rubric.statement_by_id.items()}
    title = phone.rubric.competency_by_id["analytics"].title
    steps = phone.rubric.institutions.innovation.steps

    phone.presses(button("initiative"), button("initiative_begin"))
    phone.presses(button("initiative_begin"), button("skip"))
    phone.says("Metro", title)
    phone.presses(title, button("initiative_onward"))
    phone.presses(button("initiative_onward"), texts["analytics.prescribe"])
    phone.presses(button("no"), texts["analytics.causes"])
    phone.presses(button("no"), texts["analytics.causes"])
    phone.presses(button("fully"), texts["analytics.forecast"])
    phone.presses(button("no"), button("initiative_stuck"))
    expect(phone.page.get_by_text("→ 2")).to_be_visible()
    phone.presses(button("initiative_stuck"), steps[0].questions[0])
    phone.presses(button("initiative_yes"), steps[1].questions[0])
    phone.presses(phone.wording.plain("labels.initiative_not_yet", number="2"), steps[1].do_next)

    assert Axe().run(phone.page, options=WCAG).violations_count == 0
