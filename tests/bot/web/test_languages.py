"""The web in every language: page, widget, errors; and no English word is left where another language is spoken."""

import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from bot.translating import Homes
from dialogues.script import load_script
from dialogues.translations import english_sentences
from rubric.loading import PACKAGED, english_words
from rubric.pages.overlay import leaves
from tests.bot.web.served import Served, Talk

SCRIPT = load_script()
OTHERS = tuple(each for each in SCRIPT.languages if each != "en")
Window = Callable[..., Page]

SHOWN = """() => {
    const root = document.querySelector("[data-vara]").shadowRoot, said = [document.title];
    for (const each of root.querySelectorAll("*")) {
        for (const name of ["aria-label", "placeholder", "alt", "title"]) said.push(each.getAttribute(name) || "");
        for (const node of each.childNodes) if (node.nodeType === Node.TEXT_NODE) said.push(node.textContent);
    }
    return said.map((text) => text.trim()).filter(Boolean);
}"""
"""Every word of the page, seen or only heard."""


@cache
def english() -> frozenset[str]:
    """All that is written in English, whole texts and their lines, unless other languages say the same."""
    homes = Homes(PACKAGED)
    trees = (*english_words(homes.content).values(), *english_sentences(homes.words).values())
    texts = {leaf.piece.text or "" for tree in trees for _, leaf in leaves(tree)}
    lines = {line for text in texts for line in re.split(r"\n|<[^>]*>|{{.*?}}|{%.*?%}|: |\. ", text)}
    return frozenset(clean for line in lines if len(clean := line.strip(" .,:;·")) > 3 and " " in clean)


@pytest.fixture
def abroad(browser: Browser) -> Iterator[Callable[[str], Page]]:
    """A browser in which people read another language."""
    contexts = []

    def open_page(language: str) -> Page:
        context = browser.new_context(viewport={"width": 390, "height": 844}, locale=language, reduced_motion="reduce")
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.parametrize(
    ("wish", "language"),
    [
        ("es-MX,es;q=0.9,en;q=0.5", "es"),
        ("en;q=0.3, pt-BR", "pt"),
        ("de, pt;q=0.2, es;q=0.8", "es"),
        ("es;q=0, en", "en"),
        ("de", "en"),
        (";;q=x,,*", "en"),
    ],
)
def test_the_page_comes_in_the_language_that_is_liked_best(client: httpx.Client, wish: str, language: str) -> None:
    page = client.get("/", headers={"Accept-Language": wish})

    assert f'<html lang="{language}"' in page.text
    assert "Accept-Language" in page.headers["Vary"]


def test_a_language_can_be_asked_for_by_address(client: httpx.Client) -> None:
    page = client.get("/?language=es", headers={"Accept-Language": "pt"})

    assert '<html lang="es"' in page.text


@pytest.mark.parametrize("language", OTHERS)
def test_errors_come_in_the_language_of_the_one_who_asks(client: httpx.Client, language: str) -> None:
    error = client.get("/api/conversations/none", headers={"Accept-Language": language}).json()["error"]

    assert error["message"] == SCRIPT.wording(language).plain("web.error_not_found")
    assert error["message"] != SCRIPT.wording("en").plain("web.error_not_found")


def test_every_answer_tells_its_language(client: httpx.Client) -> None:
    talk = Talk(client, "es")

    assert talk.say("agree").headers["Content-Language"] == "es"
    assert talk.say("/language pt").headers["Content-Language"] == "pt"
    assert client.get(talk.path, headers=talk.headers).headers["Content-Language"] == "pt"


@pytest.mark.parametrize("language", OTHERS)
def test_the_picture_and_its_words_follow(client: httpx.Client, language: str) -> None:
    talk = Talk(client, language).begun()
    answers = [talk.say(f"quick.{area.id}.3").json() for area in SCRIPT.rubric("en").competencies]

    reply = next(each for each in answers[-1]["replies"] if each["picture"])

    assert reply["picture"].startswith(f"/pictures/{language}-")
    assert all(area.title in reply["alt"] for area in SCRIPT.rubric(language).competencies)
    assert client.get(reply["picture"]).status_code == 200


@pytest.mark.browser
@pytest.mark.parametrize("language", OTHERS)
def test_no_english_word_is_left(vara: Served, abroad: Callable[[str], Page], language: str, screenshots: Path) -> None:
    page = abroad(language)
    page.goto(vara.address)
    expect(page.locator(".option").first).to_be_visible()
    seen = set(page.evaluate(SHOWN))

    for number, value in enumerate(_way_through()):
        _say(page, value)
        seen |= set(page.evaluate(SHOWN))
        page.screenshot(path=screenshots / f"phone-{language}-{number:02}.png")

    left = {text for text in seen if text.strip(" .,:;·") in english()}
    assert left == set()


@pytest.mark.browser
def test_the_page_follows_when_the_conversation_changes_its_language(vara: Served, window: Window) -> None:
    page = window()
    page.goto(vara.address)
    expect(page.get_by_role("button", name="I agree")).to_be_visible()
    for value in ("agree", "skip", "quick"):
        _say(page, value)

    page.get_by_role("button", name="Menu").click()
    page.get_by_role("button", name="Español").click()

    words = json.loads(httpx.get(f"{vara.address}/widget.json?language=es").text)["words"]
    expect(page.get_by_label(words["field"])).to_have_attribute("placeholder", words["field_hint"])
    expect(page).to_have_title(words["page_title"])
    assert page.evaluate("document.documentElement.lang") == "es"
    title = SCRIPT.rubric("es").competencies[0].title
    expect(page.locator(".place").last).to_contain_text(title)
    page.reload()
    expect(page.get_by_label(words["field"])).to_be_visible()


def _way_through() -> Iterator[str]:
    yield from ("agree", "skip", "quick", "help")
    yield from (f"quick.{area.id}.2" for area in SCRIPT.rubric("en").competencies)
    yield from ("full", "help", "a remark of mine", "/help", "/privacy", "/steps", "/why", "/export", "/language")


def _say(page: Page, text: str) -> None:
    """Types it, and waits for the answer."""
    before = page.locator(".message").count()
    field = page.locator("textarea")
    field.fill(text)
    field.press("Enter")
    expect(page.locator(".message").nth(before)).to_be_visible()
