"""From a finished check to the report for the council, over real HTTP and by pressing in a browser."""

import re

import httpx
import pytest
from playwright.sync_api import expect

from dialogues.script import load_script
from dialogues.words import languages
from tests.bot.web.served import Served, Talk
from tests.bot.web.test_page import Window
from tests.taps import FINISHED, MOST_TAPS, TAPS, wanted


@pytest.mark.parametrize("language", languages())
def test_why_needs_what_if_three_steps_and_report_within_ten_taps(client: httpx.Client, language: str) -> None:
    talk = Talk(client, language)
    for text in FINISHED[:-1]:
        talk.say(text)
    answer, told = talk.say(FINISHED[-1]), []

    for tap in TAPS:
        values = [button["value"] for button in answer.json()["replies"][-1]["buttons"]]
        answer = talk.say(wanted(tap, values))
        told.append(" ".join(reply["text"] for reply in answer.json()["replies"]))

    assert len(TAPS) <= MOST_TAPS
    assert len(set(told)) == len(TAPS)
    assert "→" in told[4]
    assert len(re.findall(r'href="[^"]*/reports/', told[-1])) == 4


@pytest.mark.browser
@pytest.mark.parametrize("language", languages())
def test_the_same_in_a_browser(vara: Served, window: Window, language: str) -> None:
    wording, rubric = load_script().wording(language), load_script().rubric(language)
    page = window()
    page.goto(vara.address)

    def tap(name: str) -> None:
        page.get_by_role("button", name=name).last.click()

    for text in (wording.plain("labels.this_language"), *FINISHED):
        page.get_by_role("textbox").fill(text)
        page.keyboard.press("Enter")
    statement = next(each for each in rubric.competency_by_id["analytics"].statements if each.level == 4)
    unticked = wording.plain("labels.unticked", short=statement.short)
    steps = ("why", "needs", "suppose", "", "", "page_left", "plan", "plan_all", "report")
    names = [wording.plain(f"labels.{each}") if each else "" for each in steps]
    names[3:5] = [rubric.competency_by_id["analytics"].title, unticked]
    for name in names:
        tap(name)

    expect(page.get_by_role("link", name=wording.plain("report.link_pdf"))).to_be_visible()
    assert len(names) <= MOST_TAPS
