"""The widget on a city's site, another origin with a strict content security policy of its own."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.bot.web.foreign_site import ForeignSite
from tests.bot.web.served import Served
from tests.bot.web.test_page import WCAG, expect_picture, press

pytestmark = pytest.mark.browser

Window = Callable[..., Page]
LAUNCH = "Check your city's data"


def test_a_whole_quick_check_breaks_no_rule_of_the_site(
    vara: Served, city_site: ForeignSite, window: Window, screenshots: Path
) -> None:
    page = window(width=1280, height=800)
    asked, said = [], []
    page.on("request", lambda request: asked.append(urlsplit(request.url).netloc))
    page.on("console", lambda message: said.append(message.text))
    page.goto(city_site.address)

    press(page, LAUNCH)
    press(page, "I agree")
    press(page, "Skip")
    press(page, "Quick check")
    for number in range(1, 6):
        expect(page.get_by_text(f"question {number} of 5")).to_be_visible()
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
    expect_picture(page)
    page.screenshot(path=screenshots / "widget-desktop.png")

    assert [each for each in said if "favicon" not in each] == []
    assert set(asked) <= {urlsplit(vara.address).netloc, urlsplit(city_site.address).netloc}
    assert page.evaluate("document.querySelectorAll('style, [style]').length") == 0
    results = Axe().run(page, context="[data-vara]", options=WCAG)
    assert results.violations_count == 0, results.generate_report()


def test_escape_closes_it_and_gives_focus_back(city_site: ForeignSite, window: Window) -> None:
    page = window(width=1280, height=800)
    page.goto(city_site.address)
    launcher = page.get_by_role("button", name=LAUNCH)
    expect(launcher).to_have_attribute("aria-expanded", "false")

    launcher.press("Enter")
    expect(page.get_by_role("dialog", name="Vara")).to_be_focused()
    expect(launcher).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")

    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(launcher).to_be_focused()


def test_it_fills_a_phone_and_looks_like_itself(city_site: ForeignSite, window: Window, screenshots: Path) -> None:
    page = window()
    page.goto(city_site.address)
    press(page, LAUNCH)
    expect(page.get_by_role("button", name="I agree")).to_be_visible()

    box = page.get_by_role("dialog").bounding_box()
    size = page.get_by_label("Your message").evaluate("(field) => getComputedStyle(field).fontSize")
    page.screenshot(path=screenshots / "widget-phone.png")

    assert box == {"x": 0, "y": 0, "width": 390, "height": 844}
    assert size == "16px"


def test_the_site_keeps_its_own_keys_and_focus(city_site: ForeignSite, window: Window) -> None:
    page = window()
    page.goto(city_site.address)
    expect(page.get_by_role("button", name=LAUNCH)).to_be_visible()

    page.keyboard.press("Tab")

    expect(page.get_by_role("link", name="our city")).to_be_focused()
