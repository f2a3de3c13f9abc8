"""What people write is words wherever it comes out: no element, attribute, link, formula, line or sign of its own."""

import csv
import io
import json
import logging
import re
from collections import Counter
from collections.abc import Callable, Iterator
from html import escape
from html.parser import HTMLParser
from itertools import cycle
from typing import NamedTuple

import pytest

from bot.console import shown
from bot.reports.page import outline_page, page_of
from bot.reports.passport import passport
from bot.reports.printing import Press
from bot.reports.table import FORMULAS, MARK, table
from bot.telegram.writing import Photo, calls_for
from dialogues.guide.outlining import outline_of
from dialogues.message import Reply
from dialogues.reporting import Report, report_of
from dialogues.scene import Scene
from dialogues.script import Script, load_script
from dialogues.showing import reply_as_json
from dialogues.teams.board import board
from dialogues.teams.pages import facts_of
from dialogues.teams.phase import standing
from dialogues.teams.result import minutes_as_text, team_report, tell_memory
from dialogues.teams.scene import team_scene
from dialogues.teams.speaking import tell_room, toast
from keeping.codec import Document
from keeping.exported import Exported
from keeping.keys import Keyring
from keeping.logs import FORMS, redacting
from tests.bot.hostile_texts import HOSTILE, MARKUP
from tests.broken.words_as_markup import unescaped
from tests.dialogues.conftest import Person
from tests.dialogues.teams.team import Team

AT = 1_795_000_000
KINDLY, KIND_NOTE = "Mendoza", "The transport office talked about it last week"
"""Words as they should be; only the second are offered as a note."""
USUAL = (KINDLY, KIND_NOTE, "")
IN_A_CHAT = {"b", "i", "a", "br"}
SIGNS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
"""Signs that nobody sees: they steer a terminal, turn the direction of writing, or hide."""


Usual = dict[tuple[str, str], list["Shape"]]


@pytest.fixture(scope="module")
def script() -> Script:
    return load_script()


@pytest.fixture(scope="module")
def usual(script: Script) -> Usual:
    """How pages look with words as they should be."""
    made = [(whose, HANDED_OUT[whose](script, each).pages) for whose in HANDED_OUT for each in USUAL]
    forms = ("report", "outline")
    return {
        (whose, form): [Shape.of(pages[form]) for of, pages in made if of == whose]
        for whose in HANDED_OUT
        for form in forms
    }


@pytest.mark.parametrize("text", HOSTILE)
def test_in_a_chat_it_is_no_markup(script: Script, text: str) -> None:
    replies = [*told(script, text), *team_told(script, text)]

    for reply in replies:
        assert Shape.of(reply.text).tags.keys() <= IN_A_CHAT
        assert not any("evil" in link for link in Shape.of(reply.text).links)
        assert not SIGNS.search(json.dumps(reply_as_json(reply), ensure_ascii=False))
        for call in calls_for(reply, 1, ""):
            html = call.caption if isinstance(call, Photo) else call.html
            assert Shape.of(html).tags.keys() <= {"b", "i", "a"}
            assert not any("evil" in link for link in Shape.of(html).links)
    assert not any(SIGNS.search(line) for line in shown(tuple(replies)))


def test_it_would_show_if_words_were_not_escaped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dialogues.sentences.environment", unescaped)
    script = load_script()

    found = {tag for text in MARKUP for reply in told(script, text) for tag in Shape.of(reply.text).tags}

    assert found - IN_A_CHAT


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("whose", ["person", "team"])
def test_in_a_report_it_changes_nothing_but_words(script: Script, usual: Usual, whose: str, text: str) -> None:
    made = HANDED_OUT[whose](script, text)

    for form, page in made.pages.items():
        assert Shape.of(page) in usual[whose, form]
        assert not SIGNS.search(page)


@pytest.mark.parametrize("whose", ["person", "team"])
def test_it_would_show_if_words_were_not_escaped_in_a_report(
    script: Script, usual: Usual, whose: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.reports.page.environment", unescaped)

    for form in ("report", "outline"):
        assert any(Shape.of(HANDED_OUT[whose](script, text).pages[form]) not in usual[whose, form] for text in MARKUP)


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("whose", ["person", "team"])
def test_in_a_passport_it_is_at_most_the_city(script: Script, whose: str, text: str) -> None:
    facts = HANDED_OUT[whose](script, text).facts

    made = json.loads(json.dumps(passport(facts.session, facts.rubric, AT, Keyring(b"k" * 32))))

    assert made["city"] == (facts.session.city or "")
    assert "evil" not in json.dumps({**made, "city": ""}).lower()


@pytest.mark.parametrize("text", HOSTILE)
def test_in_an_export_it_is_words(script: Script, text: str) -> None:
    exported = Exported.of(Document(session=finished(script, text).session), script).as_json()

    assert json.loads(json.dumps(exported)) == exported
    assert not SIGNS.search(json.dumps(exported, ensure_ascii=False))


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("whose", ["person", "team"])
def test_in_a_table_it_is_one_cell_and_no_formula(script: Script, whose: str, text: str) -> None:
    written, kind = (table(HANDED_OUT[whose](script, each).facts) for each in (text, KINDLY))

    rows = [*csv.reader(io.StringIO(written.removeprefix(MARK), newline=""))]

    assert [len(row) for row in rows] == [len(row) for row in csv.reader(io.StringIO(kind, newline=""))]
    assert not [cell for row in rows for cell in row if cell.strip("\u00a0\ufeff ").startswith(FORMULAS)]


@pytest.mark.parametrize("whose", ["person", "team"])
def test_on_paper_it_is_neither_source_nor_link(script: Script, whose: str) -> None:
    press, kindly = Press(), press_counts(Press().printed(HANDED_OUT[whose](script, KINDLY).report, AT))

    for texts in batches(HOSTILE):
        printed = press.printed(HANDED_OUT[whose](script, *texts).report, AT)

        assert press_counts(printed) == kindly


@pytest.mark.parametrize("text", HOSTILE)
def test_in_minutes_and_on_the_board_it_is_one_line_or_nothing(script: Script, text: str) -> None:
    team, kind = team_over(script, text), team_over(script, KINDLY)
    scene, like = team_scene(team.room, script), team_scene(kind.room, script)
    assert team.room.round is not None
    assert kind.room.round is not None

    minutes = minutes_as_text(scene, team.room.round)

    # Fewer lines if it was refused as a city, a reason or a name.
    assert len(minutes.splitlines()) <= len(minutes_as_text(like, kind.room.round).splitlines())
    assert not SIGNS.search(minutes)
    shown = board(scene)
    assert not SIGNS.search(json.dumps(shown, ensure_ascii=False))
    assert "evil" not in json.dumps({**shown, "title": "the city"})


@pytest.mark.parametrize("form", FORMS)
def test_a_line_of_a_log_cannot_be_forged(form: str) -> None:
    formatter = FORMS[form](redacting(()))
    line = re.compile(r"^(\d{4}-\d\d-\d\d|\{)", re.MULTILINE)

    for text in HOSTILE:
        record = logging.LogRecord("vara", logging.ERROR, "", 0, "it says %s", (text,), None)

        assert len(line.findall(formatter.format(record))) == 1


class Shape(HTMLParser):
    """What there is in a page beside its words. Two pages of the same shape differ in words only."""

    def __init__(self) -> None:
        super().__init__()
        self.tags, self.links = Counter[str](), set[str]()
        self.attributes = Counter[tuple[str, str | None]]()

    @classmethod
    def of(cls, html: str) -> "Shape":
        shape = cls()
        shape.feed(html)
        shape.close()
        return shape

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Shape) and (self.tags, self.attributes) == (other.tags, other.attributes)

    __hash__ = None  # type: ignore[assignment]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.attributes.update(attrs)
        self.links |= {value or "" for name, value in attrs if name in {"href", "src"}}

    def handle_comment(self, data: str) -> None:
        self.tags["a comment"] += 1

    unknown_decl = handle_pi = handle_comment


def told(script: Script, text: str) -> Iterator[Reply]:
    """Everything that is said to somebody who writes it wherever something can be written."""
    person = Person(script).says("agree")
    for words in (text, "skip", text, "full", text, "note.yes", text, f"Only in a few offices, {text}", text, "quick",
                  "3", "plan", "plan.take.all", "plan.who.1", text, "plan", "report", "outline", "export"):  # fmt: skip
        person.says(words)
        yield from person.turn.replies


def finished(script: Script, *texts: str) -> Scene:
    """A whole check with it as city, note and owner, each as the conversation has kept it."""
    person = Person(script).says("agree", texts[0], "skip", "full")
    waiting = list(texts)
    while person.asked:
        about, words = person.asked, waiting.pop(0) if waiting else KINDLY
        note = Person(script)
        note.session = person.session
        note.says(words)
        if note.session.pending and note.session.pending.kind == "note":
            person.session = note.says("note.yes").session
        assert about == person.asked
        person.says(f"{about}.partly")
    person.says("done", "plan", "plan.take.all", "plan.who.1", texts[-1], "continue")
    return person.scene


def team_over(script: Script, *texts: str) -> Team:
    """A round that is over, with them as city, names, reasons, who could tell, and who has promised a step."""
    team, words = Team(script, headcount=9), cycle(texts)
    team.does("ana", "city", next(words))
    team.does("ana", "names", "on")
    team.does("ana", "begin", "full", who=next(words))
    for number, vote in enumerate(("no", "fully", "unknown")):
        team.does(f"m{number}", "vote", vote, who=next(words))
    team.does("ana", "reveal")
    for member in ("m0", "m1"):
        team.does(member, "reason", next(words))
    team.does("ana", "who")
    team.does("m1", "reason", next(words))
    team.does("ana", "next")
    team.does("ana", "end")
    team.does("ana", "plan", "take.all")
    team.does("m1", "plan", "mine.1", who=next(words))
    team.does("ana", "plan", "who.2")
    team.does("m2", "reason", next(words))
    return team


class HandedOut(NamedTuple):
    """What somebody, or a team, can take away."""

    facts: Scene
    report: Report

    @property
    def pages(self) -> dict[str, str]:
        return {"report": page_of(self.report), "outline": outline_page(outline_of(self.facts, AT))}


def of_person(script: Script, *texts: str) -> HandedOut:
    scene = finished(script, *texts)
    return HandedOut(scene, report_of(scene, AT))


def of_team(script: Script, *texts: str) -> HandedOut:
    scene = team_scene(team_over(script, *texts).room, script)
    return HandedOut(facts_of(scene), team_report(scene, AT))


HANDED_OUT: dict[str, Callable[..., HandedOut]] = {"person": of_person, "team": of_team}


def team_told(script: Script, text: str) -> Iterator[Reply]:
    team = team_over(script, text)
    scene = team_scene(team.room, script)
    assert standing(team.room) is None
    yield from tell_room(scene)
    yield from (Reply(each) for each in team.told)
    yield Reply(tell_memory(scene))
    team.does("ana", "begin", "quick", who=text)
    refused = team.does("eve", "end")
    yield Reply(escape(toast(scene, refused.remark, refused.about)))


def batches(texts: tuple[str, ...], size: int = 15) -> Iterator[tuple[str, ...]]:
    for start in range(0, len(texts), size):
        yield texts[start : start + size]


def press_counts(printed: bytes) -> list[int]:
    """How much there is in a PDF that does something: links, scripts, files, other actions."""
    return [
        printed.count(word) for word in (b"/URI", b"/Link", b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/Action")
    ]
