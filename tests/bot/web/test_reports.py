"""The report on the web: links in the conversation, and what stands behind them."""

import re

import httpx
import pytest

from tests.bot.web.served import Talk

GUESSES = ("quick", "3", "2", "3", "1", "2")


@pytest.fixture
def links(talk: Talk) -> dict[str, str]:
    """The links of a report, by their form."""
    talk.begun()
    for text in GUESSES:
        talk.say(text)
    text = talk.say("report").json()["replies"][-1]["text"]
    return {address.rpartition(".")[2]: address for address in re.findall(r'href="([^"]*)"', text)}


def test_each_form_opens_without_a_token_and_asks_nobody_else(links: dict[str, str]) -> None:
    answers = {form: httpx.get(address) for form, address in links.items()}

    assert set(answers) == {"pdf", "html", "json", "csv"}
    assert {each.status_code for each in answers.values()} == {200}
    assert answers["pdf"].content.startswith(b"%PDF-")
    assert "default-src 'none'" in answers["html"].headers["content-security-policy"]
    assert answers["html"].headers["cache-control"] == "no-store"
    assert "attachment" in answers["csv"].headers["content-disposition"]


def test_the_outline_has_a_link_of_its_own(talk: Talk) -> None:
    talk.begun()
    for text in GUESSES:
        talk.say(text)

    text = talk.say("/outline").json()["replies"][-1]["text"]

    (address,) = re.findall(r'href="([^"]*)"', text)
    page = httpx.get(address)
    assert page.status_code == 200
    assert "<h2>1. " in page.text
    assert page.headers["content-disposition"].startswith("inline")


def test_a_made_up_ticket_opens_nothing(client: httpx.Client) -> None:
    for name in ("x.pdf", "é.html", ".pdf", "x", "A" * 500 + ".csv"):
        assert client.get(f"/reports/{name}").status_code == 404
