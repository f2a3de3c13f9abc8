"""Looking back and comparing on the web: the drawn trail, and two people with a code between them."""

from collections.abc import Callable
from pathlib import Path

import httpx
from playwright.sync_api import Page

from tests.bot.web.served import Served, Talk

GUESSES = ("agree", "Mendoza", "quick", "3", "2", "3", "1", "2")


def finished(client: httpx.Client) -> Talk:
    talk = Talk(client)
    for text in GUESSES:
        assert talk.say(text).status_code == 200
    return talk


def test_how_it_went_is_a_picture_with_words_beside_it(client: httpx.Client) -> None:
    talk = finished(client)
    for text in ("restart", "quick", "4", "2", "3", "2", "2"):
        talk.say(text)

    reply = talk.say("/history").json()["replies"][-1]
    drawn = client.get(reply["picture"])

    assert drawn.status_code == 200
    assert drawn.headers["content-type"] == "image/svg+xml"
    assert "Open data: 3, 4" in reply["alt"]
    assert "3 → 4" in reply["text"]


def test_two_people_compare_by_a_code_until_it_is_taken_back(client: httpx.Client) -> None:
    ada, ben = finished(client), finished(client)
    made = [ada.say(text) for text in ("/share", "share.make")][-1].json()["replies"]
    code = next(each["text"] for each in made if each["text"].startswith("/compare "))

    seen = ben.say(code).json()["replies"][-1]["text"]
    ada.say("share.withdraw")
    later = ben.say(code).json()["replies"][-1]["text"]

    assert "you 3, your colleague 3" in seen
    assert "leads nowhere" in later


def test_on_a_phone_the_trail_reads_in_the_light_and_in_the_dark(
    vara: Served, window: Callable[..., Page], screenshots: Path
) -> None:
    for scheme in ("light", "dark"):
        page = window(width=360, scheme=scheme)
        page.goto(vara.address)
        box = page.get_by_role("textbox")
        for text in (*GUESSES, "restart", "quick", "4", "2", "3", "2", "2", "/history"):
            box.fill(text)
            box.press("Enter")
            page.wait_for_function("() => !document.querySelector('[aria-busy=true]')")

        picture = page.locator("img").last
        picture.wait_for()
        picture.scroll_into_view_if_needed()
        page.screenshot(path=screenshots / f"trail-{scheme}.png")

        assert picture.evaluate("image => image.naturalWidth > 0")
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
