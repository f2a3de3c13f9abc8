"""Every mistake in a translation is told with its file, its line and its remedy."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.translating import Homes, translated
from dialogues.translations import find_wording_problems
from rubric.loading import PACKAGED, find_problems, find_translation_problems
from rubric.problems import Problem
from tests.translations.made_up import CODE

PAGE = f"content/translations/{CODE}/competencies/open_data.yaml"
FRONT = f"content/translations/{CODE}/rubric.yaml"
PLAYS = f"content/translations/{CODE}/playbook/open_data.yaml"
CASES = f"content/translations/{CODE}/institutions/cases.yaml"
LABELS = f"dialogues/wording/{CODE}/labels.yaml"
ROOM = f"dialogues/wording/{CODE}/conversation.yaml"
ENGLISH_PAGE = "content/competencies/open_data.yaml"
ENGLISH_ROOM = "dialogues/wording/en/conversation.yaml"


def problems(homes: Homes) -> list[Problem]:
    return [*find_translation_problems(homes.content), *find_wording_problems(homes.content, homes.words)]


def change(file: str, old: str, new: str) -> Callable[[Path], None]:
    """Another text in place of the first that fits a pattern."""

    def changed(root: Path) -> None:
        text = (root / file).read_text("utf-8")
        assert re.search(old, text), old
        (root / file).write_text(re.sub(old, new, text, count=1), encoding="utf-8")

    return changed


def remove(file: str) -> Callable[[Path], None]:
    return lambda root: (root / file).unlink()


MISTAKES: tuple[tuple[str, Callable[[Path], None], str], ...] = (
    ("a page is lacking", remove(PAGE), "open_data.yaml:1: .* is not translated; write this page"),
    ("a text is lacking", change(PAGE, r'"about": .*\n(  .*\n)*', ""), "about is not translated; add"),
    ("a text is empty", change(PAGE, r'"title": .*', '"title": ""'), "title is not translated; write its words"),
    ("a statement is lacking", change(PAGE, r'"open_data.portal":', '"open_data.portall":'), 'no "open_data.portall"'),
    ("a key is misspelt", change(PAGE, r'"title":', '"titel":'), 'no "titel" here; did you mean "title"'),
    ("a flag stands among words", change(PAGE, r'"title":', '"id": open_data\n"title":'), '"id" holds no words'),
    (
        "a level stands among words",
        change(PAGE, r'( *)"short":', r'\1"level": 2\n\1"short":'),
        'the key "level" holds no words of this language.*remove it',
    ),
    ("a list is shorter", change(CASES, r'( *)- ".*\n(?=\1- )', ""), "items, the English page has"),
    ("a text is a number", change(PAGE, r'"title": .*', '"title": 4'), "title should be text"),
    ("a text is a group", change(PAGE, r'"title": .*', '"title": {"a": "b"}'), "title should be text"),
    ("markup", change(PAGE, r'"title": .*', '"title": "<b>«Offen</b>"'), "title holds markup"),
    ("unfinished", change(PAGE, r'"title": .*', '"title": "«TODO"'), "title is unfinished"),
    ("left in English", change(PAGE, r'"title": .*', '"title": "Open data"'), "title is still in English"),
    ("a name that is the same in both", change(PAGE, r'"title": .*', '"title": "São Bernardo do Campo"'), "^$"),
    (
        "a sentence left in English",
        change(ROOM, r'"no_name": .*', '"no_name": "I did not see a name there."'),
        "no_name is still in English; translate it",
    ),
    (
        "a description's button is too long",
        change(PAGE, r'"label": .*', '"label": "«This is much too long a label"'),
        "label .* has 30 characters, at most 24 fit",
    ),
    ("a button is too long", change(LABELS, r'"skip": .*', f'"skip": "{"«" * 29}"'), "skip is longer than 28"),
    ("two alike", change(PAGE, r'("2":\s+"label": ).*', r'\1"«cattered sharing"'), "says the same as the one in line"),
    ("a placeholder is lacking", change(ROOM, r"{{ label }}", "label"), r"does not fill in the same.*lacking: label"),
    ("a placeholder is unknown", change(ROOM, r"{{ label }}", "{{ lable }}"), r"unknown: lable"),
    ("a condition is lost", change(ROOM, r"{% elif begun %}", "{% elif done %}"), "lacking: begun"),
    ("a placeholder is broken", change(ROOM, r"{{ label }}", "{{ label "), "broken placeholder"),
    ("a sentence is lacking", change(ROOM, r'"no_name": .*\n', ""), "no_name is not translated; add"),
    ("a strange sentence", change(ROOM, r'"no_name":', '"noname":'), 'no "noname" here; did you mean "no_name"'),
    ("a room is lacking", remove(ROOM), "conversation.yaml:1: .* is not translated"),
    (
        "the English page has changed",
        change(ENGLISH_PAGE, "title: .*", 'title: "Free data"'),
        f"{CODE}/competencies/open_data.yaml:1: the English words of title have changed.*vara translated {CODE}",
    ),
    (
        "the English sentence has changed",
        change(ENGLISH_ROOM, "I did not see a name", "I saw no name"),
        f"wording/{CODE}/conversation.yaml:.*English words of no_name have changed",
    ),
    (
        "it was never marked",
        remove(f"content/translations/{CODE}/digests.yaml"),
        f"never marked as translated; .*vara translated {CODE}",
    ),
    ("it does not say its name", change(LABELS, r'"this_language": .*\n', ""), "does not say how it is called"),
)


@pytest.mark.parametrize(("spoil", "said"), [each[1:] for each in MISTAKES], ids=[each[0] for each in MISTAKES])
def test_a_mistake_is_told(spoil: Callable[[Path], None], said: str, homes: Homes) -> None:
    spoil(homes.content.parent)

    told = [str(each) for each in problems(homes)]

    if said == "^$":
        assert told == []
    else:
        assert any(re.search(said, each) for each in told), told
    assert find_problems(homes.content) == ()


def test_a_language_with_only_half_of_its_words_is_told(homes: Homes) -> None:
    for file in ("wording", "content"):
        lonely = homes.words / "wording" / "xx" if file == "wording" else homes.content / "translations" / "yy"
        lonely.mkdir()

    told = "\n".join(str(each) for each in problems(homes))

    assert "the wording is translated into xx, the rubric is not" in told
    assert "the rubric is translated into yy, the wording is not" in told


def test_marking_ends_what_was_stale(homes: Homes) -> None:
    change(ENGLISH_PAGE, "title: .*", 'title: "Free data"')(homes.content.parent)
    assert len(problems(homes)) == 1

    (marked,) = translated(homes, CODE)

    assert marked.changed == 1
    assert problems(homes) == []


def test_the_packaged_translations_have_no_problems() -> None:
    assert find_translation_problems(PACKAGED) == ()
    assert find_wording_problems(PACKAGED) == ()
