"""The full-page chat in a real Chromium."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route, expect

from tests.bot.web.served import Served

pytestmark = pytest.mark.browser

Window = Callable[..., Page]
WCAG = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).click()


def begin(page: Page, address: str) -> None:
    """Up to the first quick question."""
    page.goto(address)
    press(page, "I agree")
    press(page, "Skip")
    press(page, "Quick check")
    expect(page.get_by_text("question 1 of 5")).to_be_visible()


def focused(page: Page) -> str:
    """The words of the button or line that has focus inside the chat."""
    found: str = page.evaluate("document.querySelector('[data-vara]').shadowRoot.activeElement?.innerText || ''")
    return found


def tab_to(page: Page, name: str) -> None:
    for _ in range(20):
        if focused(page).removeprefix("1\n").startswith(name):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"{name} cannot be reached by Tab", pytrace=False)


def test_a_quick_check_by_keyboard_only_ends_in_a_result(vara: Served, window: Window) -> None:
    page = window()
    page.goto(vara.address)
    expect(page.get_by_role("button", name="I agree")).to_be_visible()

    for name in ("I agree", "Skip", "Quick check"):
        tab_to(page, name)
        page.keyboard.press("Enter")
        expect(page.get_by_text(re.compile(f"You chose: {name}"))).to_be_focused()
    for number in range(1, 6):
        question = page.get_by_text(f"question {number} of 5")
        expect(question).to_be_visible()
        page.keyboard.press("Tab")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Space")

    expect(page.locator("img.picture")).to_have_attribute("alt", re.compile("level 2"))
    expect(page.get_by_role("button", name="Full check")).to_be_visible()
    assert focused(page).startswith("You chose")


def test_a_full_check_by_keyboard_goes_through_a_reload_and_a_restart(own_vara: Served, window: Window) -> None:
    page = window()
    page.goto(own_vara.address)
    expect(page.get_by_role("button", name="I agree")).to_be_visible()
    for name in ("I agree", "Skip", "2\nFull check"):
        tab_to(page, name)
        page.keyboard.press("Enter")
        expect(page.get_by_text(f"You chose: {name.rpartition(chr(10))[2]}")).to_be_visible()

    answers_until_the_result(page, {4: page.reload, 8: lambda: restarted(own_vara)})

    expect(page.locator("img.picture")).to_have_attribute("alt", re.compile("Open data: level 5"))


def answers_until_the_result(page: Page, interruptions: Mapping[int, Callable[[], object]]) -> None:
    """Answers every question by keyboard with *Mostly*; before some of them something happens."""
    here = 0
    for answers in range(60):
        if answers in interruptions:
            interruptions[answers]()
            here = page.get_by_text("You chose: Mostly").count()
        expect(page.get_by_role("button", name="Mostly").or_(page.locator("img.picture"))).to_be_visible()
        if page.locator("img.picture").count():
            return
        tab_to(page, "2\nMostly")
        page.keyboard.press("Enter")
        here += 1
        expect(page.get_by_text("You chose: Mostly")).to_have_count(here)
    pytest.fail("there was no result", pytrace=False)


def restarted(served: Served) -> None:
    served.stop()
    served.start()


def test_typing_keeps_focus_in_the_field(vara: Served, window: Window) -> None:
    page = window()
    begin(page, vara.address)
    field = page.get_by_label("Your message")

    field.fill("2")
    field.press("Enter")

    expect(page.get_by_text("question 2 of 5")).to_be_visible()
    expect(field).to_be_focused()
    expect(field).to_have_value("")


def test_what_is_typed_before_the_conversation_is_open_is_heard(vara: Served, window: Window) -> None:
    page, openings = window(), list[Route]()

    def hold(route: Route) -> None:
        openings.append(route)

    page.route("**/api/conversations", hold)
    page.goto(vara.address)
    expect(page.get_by_role("status")).to_contain_text("Connecting")

    for words in ("agree", "Mendoza"):
        page.get_by_label("Your message").fill(words)
        page.get_by_label("Your message").press("Enter")
    openings[0].continue_()

    expect(page.locator(".said").filter(has_text="Mendoza")).to_be_visible()
    expect(page.get_by_role("button", name="Quick check")).to_be_visible()
    assert len(openings) == 1


def test_what_is_typed_after_the_browser_has_forgotten_is_heard_too(vara: Served, window: Window) -> None:
    page = window()
    begin(page, vara.address)
    page.evaluate("localStorage.clear()")

    page.get_by_label("Your message").fill("agree")
    page.get_by_label("Your message").press("Enter")

    expect(page.get_by_role("button", name="Skip")).to_be_visible()


def test_it_goes_on_after_a_reload(vara: Served, window: Window) -> None:
    page = window()
    begin(page, vara.address)
    page.get_by_role("button", name=re.compile("^1 ")).click()
    expect(page.get_by_text("question 2 of 5")).to_be_visible()

    page.reload()

    expect(page.get_by_text("question 2 of 5")).to_be_visible()


def test_it_goes_on_after_the_server_was_away(own_vara: Served, window: Window) -> None:
    page = window()
    begin(page, own_vara.address)

    own_vara.kill()
    page.get_by_role("button", name=re.compile("^1 ")).click()
    press(page, "Try now")
    expect(page.get_by_role("status")).to_contain_text("Not sent yet")
    own_vara.start()
    page.evaluate("dispatchEvent(new Event('online'))")

    expect(page.get_by_text("question 2 of 5")).to_be_visible()
    expect(page.get_by_role("button", name="Try now")).to_be_hidden()


def test_a_conversation_that_is_gone_begins_anew_kindly(vara: Served, window: Window) -> None:
    page = window()
    begin(page, vara.address)
    page.evaluate(
        """async () => {
            const [kept] = Object.values(localStorage), { id, token } = JSON.parse(kept);
            const headers = { Authorization: `Bearer ${token}` };
            await fetch(`/api/conversations/${id}`, { method: "DELETE", headers });
        }"""
    )

    page.get_by_role("button", name=re.compile("^1 ")).click()

    expect(page.get_by_text("we begin a new one")).to_be_visible()
    expect(page.get_by_role("button", name="I agree")).to_be_visible()


def test_after_erasing_everything_agreeing_begins_anew(vara: Served, window: Window) -> None:
    page = window()
    begin(page, vara.address)
    press(page, "Menu")
    press(page, "Erase everything")
    press(page, "Yes, erase everything")
    expect(page.get_by_text("is erased")).to_be_visible()

    press(page, "I agree")

    expect(page.get_by_role("button", name="Skip")).to_be_visible()


def test_two_tabs_are_told_once_and_show_the_same(vara: Served, window: Window) -> None:
    first = window()
    begin(first, vara.address)
    second = first.context.new_page()
    second.goto(vara.address)
    expect(second.get_by_text("also open in another tab")).to_be_visible()

    first.get_by_role("button", name=re.compile("^1 ")).click()

    expect(second.get_by_text("question 2 of 5")).to_be_visible()


def test_html_in_a_city_name_stays_text(vara: Served, window: Window) -> None:
    page = window()
    page.goto(vara.address)
    press(page, "I agree")
    name = "<img src=x onerror=alert(1)><b>X</b>"

    page.get_by_label("Your message").fill(name)
    press(page, "Send")

    expect(page.locator(".said").filter(has_text=name)).to_be_visible()
    assert page.locator("img").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_stands_in_the_way_of_anyone(vara: Served, window: Window, screenshots: Path, scheme: str) -> None:
    page = window(scheme=scheme)
    page.goto(vara.address)
    expect(page.get_by_role("button", name="I agree")).to_be_visible()
    audit(page, screenshots / f"phone-{scheme}-1-welcome.png")

    begin(page, vara.address)
    audit(page, screenshots / f"phone-{scheme}-2-question.png")

    for number in range(1, 6):
        expect(page.get_by_text(f"question {number} of 5")).to_be_visible()
        page.get_by_role("button", name=re.compile(f"^{1 + number % 3} ")).click()
    expect_picture(page)
    audit(page, screenshots / f"phone-{scheme}-3-result.png")

    press(page, "Full check")
    expect(page.get_by_role("button", name="Mostly")).to_be_visible()
    page.screenshot(path=screenshots / f"phone-{scheme}-4-statement.png")
    page.set_viewport_size({"width": 1280, "height": 800})
    audit(page, screenshots / f"desktop-{scheme}-4-statement.png")


@pytest.mark.parametrize(("width", "height"), [(320, 640), (640, 400)])
def test_it_fits_small_and_enlarged_screens(vara: Served, window: Window, width: int, height: int) -> None:
    page = window(width=width, height=height)
    begin(page, vara.address)

    wider = page.evaluate(
        """() => [document.documentElement, ...document.querySelector("[data-vara]").shadowRoot.querySelectorAll("*")]
            .filter((each) => each.scrollWidth > each.clientWidth + 1 && getComputedStyle(each).overflowX !== "visible"
                && !each.classList.contains("unseen")).map((each) => each.className || each.tagName)"""
    )

    assert wider == []
    expect(page.get_by_label("Your message")).to_be_in_viewport()


def test_a_long_conversation_scrolls_in_its_log_and_never_the_page(vara: Served, window: Window) -> None:
    page = window(390, 844)
    begin(page, vara.address)

    for number in range(1, 6):
        expect(page.get_by_text(f"question {number} of 5")).to_be_visible()
        page.get_by_role("textbox").fill("2")
        page.keyboard.press("Enter")
    expect(page.get_by_text("Why this level?").last).to_be_attached()

    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")


def test_targets_are_large_enough_for_fingers(vara: Served, window: Window) -> None:
    page = window()
    begin(page, vara.address)

    boxes = [each.bounding_box() for each in page.get_by_role("button").all()]

    assert all(box and box["height"] >= 44 and box["width"] >= 44 for box in boxes)


def expect_picture(page: Page) -> None:
    """The result's picture is there and drawn."""
    picture = page.locator("img.picture")
    expect(picture).to_have_js_property("complete", value=True)
    assert picture.evaluate("(image) => image.naturalWidth") > 0


def audit(page: Page, picture: Path) -> None:
    """A screenshot, and what axe-core finds."""
    page.screenshot(path=picture)
    results = Axe().run(page, options=WCAG)
    assert results.violations_count == 0, results.generate_report()
