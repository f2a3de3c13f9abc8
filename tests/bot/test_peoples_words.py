"""What people write is words wherever it comes out: no element, attribute, link, formula, line or sign of its own."""

import csv
import io
import json
import logging
import re
from collections import Counter
from collections.abc import Iterator
from html import escape
from html.parser import HTMLParser

import pytest

from bot.console import shown
from bot.reports.page import page_of
from bot.reports.passport import passport
from bot.reports.printing import Press
from bot.reports.table import FORMULAS, MARK, table
from bot.telegram.writing import Photo, calls_for
from dialogues.message import Reply
from dialogues.phase import standing
from dialogues.reporting import report_of
from dialogues.scene import Scene
from dialogues.script import Script, load_script
from dialogues.showing import reply_as_json
from dialogues.team_board import board
from dialogues.team_result import minutes_as_text, tell_memory
from dialogues.team_scene import team_scene
from dialogues.team_speaking import tell_room, toast
from keeping.codec import Document
from keeping.exported import Exported
from keeping.keys import Keyring
from keeping.logs import FORMS, redacting
from tests.bot.hostile_texts import HOSTILE, MARKUP
from tests.broken.words_as_markup import unescaped
from tests.dialogues.conftest import Person
from tests.dialogues.team import Team

AT = 1_795_000_000
KINDLY, KIND_NOTE = "Mendoza", "The transport office talked about it last week"
"""Words as they should be; only the second are offered as a note."""
IN_A_CHAT = {"b", "i", "a", "br"}
SIGNS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
"""Signs that nobody sees: they steer a terminal, turn the direction of writing, or hide."""


@pytest.fixture(scope="module")
def script() -> Script:
    return load_script()


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
def test_in_a_report_it_changes_nothing_but_words(script: Script, text: str) -> None:
    scene, usual = finished(script, text), (finished(script, each) for each in (KINDLY, KIND_NOTE))

    assert Shape.of(page_of(report_of(scene, AT))) in [Shape.of(page_of(report_of(each, AT))) for each in usual]
    assert not SIGNS.search(page_of(report_of(scene, AT)))
    made = json.loads(json.dumps(passport(scene.session, scene.rubric, AT, Keyring(b"k" * 32))))
    assert made["city"] == (scene.session.city or "")
    exported = Exported.of(Document(session=scene.session), script).as_json()
    assert json.loads(json.dumps(exported)) == exported
    assert not SIGNS.search(json.dumps(exported, ensure_ascii=False))


@pytest.mark.parametrize("text", HOSTILE)
def test_in_a_table_it_is_one_cell_and_no_formula(script: Script, text: str) -> None:
    written, kind = table(finished(script, text)), table(finished(script, KINDLY))

    rows = [*csv.reader(io.StringIO(written.removeprefix(MARK), newline=""))]

    assert [len(row) for row in rows] == [len(row) for row in csv.reader(io.StringIO(kind, newline=""))]
    assert not [cell for row in rows for cell in row if cell.strip("\u00a0\ufeff ").startswith(FORMULAS)]


def test_on_paper_it_is_neither_source_nor_link(script: Script) -> None:
    press, kindly = Press(), press_counts(Press().printed(report_of(finished(script, KINDLY), AT), AT))

    for texts in batches(HOSTILE):
        printed = press.printed(report_of(finished(script, *texts), AT), AT)

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
                  "3", "plan", "plan.take.all", "plan.who.1", text, "plan", "report", "export"):  # fmt: skip
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


def team_over(script: Script, text: str) -> Team:
    """A round that is over, with it as city, names, reason and who could tell."""
    team = Team(script, headcount=9)
    team.does("ana", "city", text)
    team.does("ana", "names", "on")
    team.does("ana", "begin", "quick", who=text)
    for number, vote in enumerate(("1", "4", "unknown")):
        team.does(f"m{number}", "vote", vote, who=text)
    team.does("ana", "reveal")
    team.does("m0", "reason", text)
    team.does("ana", "who")
    team.does("m1", "reason", text)
    team.does("ana", "next")
    team.does("ana", "end")
    return team


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
