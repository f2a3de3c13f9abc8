"""What is taken away: the report on paper and as a page, the passport, the table."""

import asyncio
import csv
import io
import json
import time
from html import escape
from pathlib import Path

import pytest

from bot.cli import main
from bot.reports.handing import TICKET_SECONDS, Handing
from bot.reports.page import outline_page, page_of
from bot.reports.passport import passport, verified
from bot.reports.printing import Press
from bot.reports.table import MARK, harmless, table
from dialogues.guide.outlining import outline_of
from dialogues.message import Message
from dialogues.reporting import Report, report_of
from dialogues.script import Script, load_script
from dialogues.words import languages
from keeping.conversation import Conversation
from keeping.errors import NoSuchConversation
from keeping.keys import Keyring
from keeping.store import Store
from tests.dialogues.conftest import Person

AT = 1_795_000_000
SECONDS = 0.3
KEYRING = Keyring(b"k" * 32)


@pytest.fixture(scope="module")
def script() -> Script:
    return load_script()


@pytest.fixture(scope="module")
def press() -> Press:
    return Press()


def finished(script: Script, language: str = "en") -> Person:
    person = Person(script, language).says("agree", "Mendoza", "full").answers_all("partly").says("done")
    return person.says("plan", "plan.take.all", "plan.who.1", "Ana <b>& co</b>", "continue")


def report(script: Script, language: str = "en") -> Report:
    return report_of(finished(script, language).scene, AT)


# On paper


@pytest.mark.parametrize("language", languages())
def test_the_report_is_tagged_for_screen_readers_and_its_words_are_text(
    script: Script, press: Press, language: str
) -> None:
    printed = press.printed(report(script, language), AT)

    assert printed.startswith(b"%PDF-")
    for mark in (b"/StructTreeRoot", b"/MarkInfo", b"pdfuaid", b"/Lang", b"/ToUnicode"):
        assert mark in printed


def test_the_report_has_two_to_four_pages(script: Script, press: Press) -> None:
    for person in (finished(script), Person(script).says("agree", "A", "quick", "3", "2", "3", "1", "2")):
        printed = press.printed(report_of(person.scene, AT), AT)
        assert 2 <= printed.count(b"/Type /Page\n") + printed.count(b"/Type/Page/") <= 4


def test_the_report_is_printed_in_time(script: Script, press: Press) -> None:
    press.printed(report(script), AT)
    began = time.perf_counter()

    press.printed(report(script, "pt"), AT)

    assert time.perf_counter() - began < SECONDS


async def test_the_report_is_printed_outside_the_event_loop(script: Script, press: Press) -> None:
    first, second = await asyncio.gather(press.pdf(report(script), AT), press.pdf(report(script), AT))

    assert first == second


# As a page


@pytest.mark.parametrize("language", languages())
def test_the_page_says_everything_and_peoples_words_are_no_markup(script: Script, language: str) -> None:
    made = report(script, language)

    page = page_of(made)

    assert f'<html lang="{language}">' in page
    assert "Ana &lt;b&gt;&amp; co&lt;/b&gt;" in page
    assert "<script" not in page
    assert all(line.title in page for line in made.lines)
    assert len(made.steps) == 3
    assert len(made.method) == 5


def test_without_a_plan_steps_are_proposed(script: Script) -> None:
    person = Person(script).says("agree", "skip", "quick", "3", "2", "3", "1", "2")

    made = report_of(person.scene, AT)

    assert [step.when for step in made.steps] == ["", "", ""]


# The passport


def test_a_passport_holds_and_its_profile_is_computed_again(script: Script, tmp_path: Path) -> None:
    person = finished(script)
    made = passport(person.session, person.scene.rubric, AT, KEYRING)

    assert verified(json.loads(json.dumps(made)), person.scene.rubric) == ()
    assert "Ana" not in json.dumps(made)


@pytest.mark.parametrize("field", ["answers", "profile", "city", "made_at", "rubric"])
def test_a_passport_that_was_changed_does_not_hold(script: Script, field: str) -> None:
    person = finished(script)
    made = passport(person.session, person.scene.rubric, AT, KEYRING)

    changed = {**made, field: {} if isinstance(made[field], dict) else f"{made[field]}1"}

    assert any("signature" in each for each in verified(changed, person.scene.rubric))


@pytest.mark.parametrize("broken", [{}, {"kind": 1}, {"signature": 3}, {"signature": {"key": "é", "value": None}}])
def test_anything_else_is_no_passport(script: Script, broken: dict[str, object]) -> None:
    assert verified(broken, script.rubric("en"))


def test_vara_verifies_and_scores_a_passport(
    script: Script, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    person = finished(script)
    made = passport(person.session, person.scene.rubric, AT, KEYRING)
    file = tmp_path / "passport.json"
    file.write_text(json.dumps(made))

    codes = []
    for command in (["verify", str(file)], ["score", str(file), "--json"]):
        with pytest.raises(SystemExit) as left:
            main(command)
        codes.append(left.value.code)
    told = capsys.readouterr().out

    assert codes == [0, 0]
    assert json.loads(told[told.index("{") :]) == made["profile"]


# The table


@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =1", "%x", "|calc"])
def test_no_cell_is_a_formula(formula: str) -> None:
    assert harmless(formula).startswith("'")


def test_the_table_has_a_line_for_each_statement_and_the_notes(script: Script) -> None:
    person = Person(script).says("agree", "A", "full")
    asked = person.asked or ""
    person.session = person.session.model_copy(update={"notes": {asked: "=HYPERLINK(1)"}})

    written = table(person.rates("mostly").scene)

    rows = list(csv.reader(io.StringIO(written.removeprefix(MARK))))

    assert len(rows) == 1 + len(person.scene.rubric.statement_by_id)
    assert any(row[4] == "mostly" for row in rows)
    assert [row[5] for row in rows if "HYPERLINK" in row[5]] == ["'=HYPERLINK(1)"]


# Handing out


async def test_a_ticket_opens_one_report_for_an_hour(store: Store, flushed: str, script: Script) -> None:
    conversation = Conversation(store, script)
    for number, text in enumerate(("agree", "Mendoza", "quick", "3", "2", "3", "1", "2")):
        await conversation.hear("telegram:7", Message(f"m:{number}", text, AT))
    handing = Handing(conversation, script, KEYRING)
    ticket = handing.ticket("telegram:7", AT)

    files = [await handing.behind(ticket, form, AT + 60) for form in ("pdf", "html", "json", "csv")]

    assert all(file.body for file in files)
    for odd, form, at in (
        (ticket, "pdf", AT + TICKET_SECONDS + 1),
        (ticket, "exe", AT),
        ("x" * 40, "pdf", AT),
        ("é", "pdf", AT),
    ):
        with pytest.raises(NoSuchConversation):
            await handing.behind(odd, form, at)


# The outline


@pytest.mark.parametrize("language", languages())
def test_the_outline_is_a_page_of_its_own_in_the_language_of_the_person(script: Script, language: str) -> None:
    page = outline_page(outline_of(finished(script, language).scene, AT))

    headings = script.rubric(language).institutions.master_plan.headings
    assert f'<html lang="{language}">' in page
    assert all(escape(each.title) in page for each in headings)
    assert "Ana &lt;b&gt;&amp; co&lt;/b&gt;" in page
