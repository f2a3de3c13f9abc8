"""The report on what a team came to: on paper, as a page, as passport and table."""

import csv
import io

import pytest

from bot.reports.page import page_of
from bot.reports.passport import passport, verified
from bot.reports.printing import Press
from bot.reports.table import MARK, table
from dialogues.script import Script, load_script
from dialogues.teams.pages import facts_of
from dialogues.teams.result import team_report
from dialogues.teams.scene import TeamScene, team_scene
from dialogues.words import languages
from keeping.keys import Keyring
from tests.dialogues.teams.team import Team
from tests.dialogues.teams.test_plan import runs

AT = 1_795_000_000
KEYRING = Keyring(b"k" * 32)
REASON = "=Nobody finds <the> files."


@pytest.fixture(scope="module")
def team() -> Team:
    """IT and planning disagree, one of them says why, and Carla has taken a step on."""
    made = Team(load_script())
    made.does("m0", "role", "it")
    made.does("m1", "role", "planning")
    made.does("ana", "begin", "full")
    made.votes_are("no", "mostly", "partly")
    made.does("ana", "reveal")
    made.does("m0", "reason", REASON)
    made.does("ana", "end")
    made.does("ana", "plan", "take.all")
    made.does("carla", "plan", "mine.1")
    return made


def scene(team: Team, language: str = "en") -> TeamScene:
    return team_scene(team.room, team.script, language)


@pytest.mark.parametrize("language", languages())
def test_on_paper_it_is_tagged_and_has_two_to_four_pages(team: Team, language: str) -> None:
    printed = Press().printed(team_report(scene(team, language), AT), AT)

    for mark in (b"/StructTreeRoot", b"/MarkInfo", b"pdfuaid", b"/Lang", b"/ToUnicode"):
        assert mark in printed
    assert 2 <= printed.count(b"/Type /Page\n") + printed.count(b"/Type/Page/") <= 4


def test_a_long_round_with_many_disagreements_stays_within_four_pages() -> None:
    long = Team(load_script())
    runs(long, "full", "no", "fully", "mostly")

    printed = Press().printed(team_report(scene(long), AT), AT)

    assert printed.count(b"/Type /Page\n") + printed.count(b"/Type/Page/") <= 4


@pytest.mark.parametrize("language", languages())
def test_the_page_tells_disagreements_reasons_and_owners_and_nothing_is_markup(team: Team, language: str) -> None:
    report = team_report(scene(team, language), AT)

    page = page_of(report)

    assert len(report.disputes) == 1
    assert "Carla" in page
    assert "&lt;the&gt; files" in page
    assert report.words["disputes"] in page


def test_the_passport_holds_and_neither_it_nor_the_table_names_anybody(team: Team, script: Script) -> None:
    facts = facts_of(scene(team))

    made, written = passport(facts.session, facts.rubric, AT, KEYRING), table(facts)

    rows = list(csv.reader(io.StringIO(written.removeprefix(MARK))))
    assert verified(made, script.rubric("en")) == ()
    assert len(made["answers"]) == 1
    assert [row[5] for row in rows if row[5] and row[5] != "note"] == [f"'{REASON}"]
    assert not any(name in str(made) + written for name in ("Carla", "Ana", "m0"))


def test_an_ordinary_report_has_no_disagreements(script: Script) -> None:
    assert team_report(scene(Team(script)), AT).disputes == ()


@pytest.fixture(scope="module")
def script() -> Script:
    return load_script()
