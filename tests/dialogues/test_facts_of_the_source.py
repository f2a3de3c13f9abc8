"""Every fact of the source on steps, institutions and uses is told in the conversation; what is not is listed.

The table stands in `facts_of_the_source.txt`: each fact with its lines in the source, what holds it, and words of it.
"""

import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

import rubric
from dialogues.script import Script, load_script
from dialogues.words import languages
from rubric.model import Frozen, Rubric
from rubric.values import WORDS
from tests.dialogues.conftest import Person
from tests.dialogues.walking import walked

CONTENT = Path(rubric.__file__).parent / "content"
TABLE = Path(__file__).with_name("facts_of_the_source.txt")


class Fact(NamedTuple):
    """`about` is an id of the content, a page, or a part of one; `words` tell the fact in English."""

    lines: str
    text: str
    about: str
    words: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.lines} {self.text} ({self.about})"


def read_facts() -> list[Fact]:
    rows = (line.split(" | ") for line in TABLE.read_text("utf-8").splitlines() if line and not line.startswith("#"))
    return [Fact(lines, text, about, tuple(words.split(" + "))) for lines, text, about, words in rows]


FACTS = read_facts()


def items(content: Rubric) -> Mapping[str, Frozen]:
    """What facts are about, by id: tactics, cards and what stands on them, whole pages, the warning on money."""
    pages = {name: getattr(content.institutions, name) for name in type(content.institutions).model_fields}
    found: dict[str, Frozen] = {each.id: each for each in content.tactics}
    for page in pages.values():
        found |= dict(identified(page))
    return {**found, **pages, "financing.warning": content.institutions.financing.warning}


def identified(value: object) -> Iterator[tuple[str, Frozen]]:
    if isinstance(value, Frozen):
        if hasattr(value, "id"):
            yield value.id, value
        for name in type(value).model_fields:
            yield from identified(getattr(value, name))
    elif isinstance(value, tuple):
        for each in value:
            yield from identified(each)


def name_of(item: Frozen) -> str:
    """What stands above an item where it is told."""
    return str(getattr(item, "title", "") or getattr(item, "place", ""))


def words_in(item: Frozen) -> Iterator[str]:
    """The words of an item itself, as far as they are sentences of its own."""
    for name, field in type(item).model_fields.items():
        value = getattr(item, name)
        if WORDS in field.metadata and value:
            yield value
        elif WORDS in str(field.annotation) and isinstance(value, tuple):
            yield from (each for each in value if isinstance(each, str))
        elif name == "example" and value:
            yield from (value.place, value.text)


def unreached(facts: Iterable[Fact], content: Rubric, replies: Iterable[str]) -> list[str]:
    """The facts that no reply tells under the name of what holds them."""
    told, known = list(replies), items(content)
    return [
        str(fact)
        for fact in facts
        if fact.about not in known
        or not any(name_of(known[fact.about]) in each and all(word in each for word in fact.words) for each in told)
    ]


def changed(folder: Path, page: str, old: str, new: str) -> Script:
    """A script whose content lacks something that ours has."""
    shutil.copytree(CONTENT, folder, ignore=shutil.ignore_patterns("translations"))
    path = folder / page
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    return load_script(folder)


@pytest.fixture(scope="module")
def replies(script: Script) -> list[str]:
    return walked(script)


def test_every_fact_is_told_somewhere(script: Script, replies: list[str]) -> None:
    assert unreached(FACTS, script.rubric("en"), replies) == []


@pytest.mark.parametrize("language", languages())
def test_all_words_of_what_holds_a_fact_are_told_in_every_language(script: Script, language: str) -> None:
    told, known = "\n".join(walked(script, language)), items(script.rubric(language))

    missing = [f"{about}: {words}" for about in {each.about for each in FACTS} for words in words_in(known[about])]

    assert [each for each in missing if each.partition(": ")[2] not in told] == []


def test_nothing_of_the_playbook_and_the_institutions_is_without_a_fact(script: Script) -> None:
    """Whoever adds a card says which lines of the source it follows."""
    content, named = script.rubric("en"), {each.about for each in FACTS}
    means = set(content.institutions.financing.means_by_id)

    cards = {about for about, _ in identified(content.institutions)} - means

    assert cards - named - {"authority.procurement"} == set()


def test_every_line_range_is_one_of_the_source() -> None:
    ends = [end for fact in FACTS for each in fact.lines.split(", ") for end in each.split("-")]

    assert all(end.isdecimal() and 1 <= int(end) <= 1759 for end in ends)
    assert len({(each.text, each.about) for each in FACTS}) == len(FACTS)


@pytest.mark.parametrize(
    ("page", "old", "new", "lost"),
    [
        ("playbook/open_data.yaml", "Data Mill North", "A portal", "Data Mill North in Leeds"),
        ("institutions/risks.yaml", "Utilities and suppliers often", "Some", "utilities and suppliers hold the key"),
        ("institutions/authority.yaml", "amended in 2015", "amended later", "Local Law 11 of 2012, amended in 2015"),
        ("institutions/innovation.yaml", "People outside can examine", "Nobody can see", "at the fifth"),
        ("institutions/leadership.yaml", "lasting money", "help", "lasting money"),
    ],
)
def test_a_fact_that_is_taken_out_is_listed(tmp_path: Path, page: str, old: str, new: str, lost: str) -> None:
    poorer = changed(tmp_path / "content", page, old, new)

    listed = unreached(FACTS, poorer.rubric("en"), walked(poorer))

    assert len(listed) == 1
    assert lost in listed[0]


@pytest.mark.parametrize("language", languages())
def test_every_risk_that_a_profile_calls_for_comes_as_a_card(script: Script, language: str) -> None:
    """The other areas stand at level 1, so nothing guards the one that runs ahead."""
    for risk in script.rubric(language).institutions.risks.risks:
        if risk.when:
            person = Person(script, language).says("agree", "Mendoza", "quick")
            while person.asked:
                level = risk.when.at_least if person.asked == f"quick.{risk.when.competency}" else 1
                person.says(f"{person.asked}.{level}")

            told = " ".join(reply.text for reply in person.says("/risks").turn.replies)

            assert risk.danger[:40] in told
            assert risk.guard[:40] in told
