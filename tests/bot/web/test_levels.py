"""Random sheets over HTTP end in exactly the profile of an independent reading of the scoring rule."""

from typing import Any

import httpx
import pytest

from rubric.loading import load_rubric
from tests.bot.sheets import answer_to, random_sheet
from tests.bot.web.served import Talk
from tests.rubric.independent import independent_profile, table_of

RUBRIC = load_rubric()
TABLE = table_of(RUBRIC)


@pytest.mark.parametrize("seed", range(6))
def test_a_random_sheet_over_http_gets_its_levels(client: httpx.Client, seed: int) -> None:
    sheet = random_sheet(RUBRIC, seed)
    talk = Talk(client)
    said: dict[str, str] = {}

    replies = filled_in(talk, sheet, said)

    profile = next(reply["profile"] for reply in replies if reply["profile"])
    assert profile == independent_profile(TABLE, said)
    assert set(profile["competencies"]) == {area.id for area in RUBRIC.competencies}


def test_a_result_names_every_competency_with_its_level(client: httpx.Client) -> None:
    replies = filled_in(Talk(client), random_sheet(RUBRIC, 99), {})

    text = " ".join(reply["text"] for reply in replies)
    levels = next(reply["profile"] for reply in replies if reply["profile"])["competencies"]
    for area in RUBRIC.competencies:
        assert f"{area.title}: level {levels[area.id]['level']}" in text


def filled_in(talk: Talk, sheet: dict[str, str], said: dict[str, str]) -> list[dict[str, Any]]:
    """Answers every question from the sheet and notes what was asked in `said`; the replies at the end."""
    replies: list[dict[str, Any]] = list(talk.replies)
    while True:
        last = replies[-1]
        value = answer_to(last["asks"], [button["value"] for button in last["buttons"]], sheet)
        if value is None:
            return replies
        if last["asks"]:
            said[last["asks"]] = sheet[last["asks"]]
        heard = talk.say(value)
        assert heard.status_code == 200
        replies = heard.json()["replies"]
