"""The wording: whole, well formed, and short where a phone is narrow."""

import inspect
import re

import pytest

from dialogues import answering, commanding, hearing
from dialogues.commands import MENU, NAMES
from dialogues.hearing import COMMANDS
from dialogues.offers import BUTTONS
from dialogues.position import Place
from dialogues.remarks import REMARKS
from dialogues.script import Script
from dialogues.sentences import Wording
from dialogues.speaking import PROMPTS
from dialogues.translations import find_wording_problems
from dialogues.words import LONGEST_LABEL, languages, read_phrases, read_wording
from rubric.model import Rating

TAGS = re.compile(r"<[^>]*>")


def test_the_wording_has_no_problems() -> None:
    assert find_wording_problems() == ()


def test_every_place_has_a_prompt_and_buttons() -> None:
    assert set(PROMPTS) == set(Place) == set(BUTTONS)


def test_every_command_does_something_and_is_described(script: Script) -> None:
    assert set(COMMANDS) == NAMES
    for language in script.languages:
        assert [each.name for each in script.menu(language)] == list(MENU)
        assert all(3 <= len(each.description) <= 256 for each in script.menu(language))


@pytest.mark.parametrize("language", languages())
def test_every_rating_and_command_has_phrases(language: str) -> None:
    phrases = read_phrases(language)

    assert {*Rating} <= set(phrases)
    assert NAMES - {"start", "cancel"} <= set(phrases)


def test_every_remark_that_hearing_can_make_is_spoken() -> None:
    source = "".join(inspect.getsource(each) for each in (hearing, answering, commanding))
    made = set(re.findall(r'(?:Remark|\bremark|answered_only)\("([a-z_]+)"', source))

    assert made <= set(REMARKS)
    assert len(made) > 10


def test_values_are_escaped_in_html_and_plain_elsewhere() -> None:
    wording = Wording("en", {"a.b": "<b>{{ name }}</b>"})

    assert wording.say("a.b", name="<i>&") == "<b>&lt;i&gt;&amp;</b>"
    assert wording.plain("a.b", name="<i>&") == "<b><i>&</b>"


def test_peoples_text_is_never_a_template() -> None:
    wording = Wording("en", {"a.b": "{{ name }}"})

    assert wording.say("a.b", name="{{ 7 * 7 }}") == "{{ 7 * 7 }}"


@pytest.mark.parametrize("language", languages())
def test_labels_fit_on_a_phone(language: str, script: Script) -> None:
    labels = {key: text for key, text in read_wording(language).items() if key.startswith("labels.")}
    titles = [area.title for area in script.rubric(language).competencies]

    assert all(len(text) <= LONGEST_LABEL for text in labels.values() if "{{" not in text)
    assert all(len(title) <= 2 * LONGEST_LABEL for title in titles)
