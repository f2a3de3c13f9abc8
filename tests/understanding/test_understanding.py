"""What officials type is read as they meant it, and never is a rating recorded that they did not mean."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogues.cleaning import folded
from dialogues.understanding.examples import examples
from dialogues.understanding.folding import words_of
from dialogues.understanding.meanings import meanings_for
from rubric.model import Rating
from tests.broken.keyword_matching import got_by_keyword
from tests.understanding.corpus import LANGUAGES, PARTS, Line, context, fits, got, lines, recorded

WHERE = {each: context(each) for each in LANGUAGES}
SHORT = 6
"""Words of a message that two people may well write alike."""
ALL = [line for language in LANGUAGES for part in PARTS for line in lines(language, part)]
CHATTER = {
    language: [each.text for each in examples() if (each.language, each.meaning) == (language, "chat")]
    for language in LANGUAGES
}
"""What people say to be polite."""


def traps() -> list[Line]:
    wanted, found = "", []
    for text in (Path(__file__).parent / "traps.txt").read_text("utf-8").splitlines():
        if text.startswith("["):
            wanted = text.strip("[]")
        elif text and not text.startswith("#"):
            found.append(Line("", wanted, text))
    return found


def came(line: Line) -> str:
    return got(line.text, WHERE[line.language])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_corpus_is_large_and_nothing_was_learned_from_it(language: str) -> None:
    said = [line.text for line in ALL if line.language == language]
    learned = {folded(each.text) for each in examples() if each.language == language}

    assert len(said) >= 300
    assert [each for each in said if len(each.split()) > SHORT and folded(each) in learned] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_clear_ratings_and_commands_are_understood(language: str) -> None:
    clear = [each for each in ALL if each.language == language and not each.wanted.startswith(("ask", "note", "chat"))]

    missed = [each for each in clear if not fits(each.wanted, came(each))]

    assert len(missed) <= 0.05 * len(clear), missed


@pytest.mark.parametrize("language", LANGUAGES)
def test_hardly_ever_is_a_rating_recorded_that_was_not_meant(language: str) -> None:
    own = [each for each in ALL if each.language == language]

    misread = [each for each in own if recorded(came(each)) and _differs(each)]

    assert len(misread) <= 0.005 * len(own), misread


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_asked_back_offers_the_right_rating(language: str) -> None:
    asked = [each for each in ALL if each.language == language and each.wanted.startswith("ask ")]

    wrong = [each for each in asked if not fits(each.wanted, came(each))]

    assert len(wrong) <= 0.1 * len(asked), wrong


@pytest.mark.parametrize("language", LANGUAGES)
def test_remarks_and_chatter_are_hardly_ever_scored(language: str) -> None:
    quiet = [each for each in ALL if each.language == language and each.wanted in {"note", "chat"}]

    scored = [each for each in quiet if recorded(came(each))]

    assert len(scored) <= 0.03 * len(quiet), scored


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_to_be_asked_back_is_hardly_ever_recorded(language: str) -> None:
    own = [each for each in ALL if each.language == language]

    unasked = [each for each in own if each.wanted.startswith("ask ") and recorded(came(each))]

    assert len(unasked) <= 0.02 * len(own), unasked


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_trap_is_walked_into(language: str) -> None:
    caught = [each for each in traps() if recorded(got(each.text, WHERE[language])) and not fits(
        each.wanted, got(each.text, WHERE[language]))]  # fmt: skip

    assert caught == []


def test_a_reader_of_keywords_walks_into_most_traps() -> None:
    caught = [each for each in traps() if not fits(each.wanted, got_by_keyword(each.text))]

    assert len(caught) > len(traps()) / 2


@given(st.sampled_from(ALL), st.sampled_from(["upper", "title", "bare", "dots", "spaced", "commas", "exclaimed"]))
def test_accents_capitals_punctuation_and_spaces_change_nothing(line: Line, change: str) -> None:
    changes = {
        "upper": line.text.upper(),
        "title": line.text.title(),
        "bare": _without_accents(line.text),
        "dots": f"{line.text}...",
        "spaced": f"  {line.text.replace(' ', '   ')} ",
        "commas": line.text.replace(",", ""),
        "exclaimed": f"¡{line.text}!!",
    }

    assert got(changes[change].strip(), WHERE[line.language]) == came(line)


@given(st.sampled_from(LANGUAGES), st.data())
def test_pure_chatter_is_never_a_rating(language: str, data: st.DataObject) -> None:
    said = data.draw(st.lists(st.sampled_from(CHATTER[language]), min_size=1, max_size=4))

    assert not recorded(got(" ".join(said), WHERE[language]))


@given(st.sampled_from(LANGUAGES), st.text(max_size=200))
def test_whatever_is_typed_is_read(language: str, text: str) -> None:
    assert got(text.strip(), WHERE[language])


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_of_every_language_are_understood_always(language: str) -> None:
    read = [got(text, WHERE[language]) for text in ("la mayoría", "a maioria", "most of them")]

    assert read == [Rating.MOSTLY] * 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_phrase_in_the_tables_is_made_of_words(language: str) -> None:
    known = meanings_for(language)

    assert all(words_of(word, known.signs) for word in known.vocabulary)


def _differs(line: Line) -> bool:
    """Whether something else was meant; what was only to be asked back is counted apart."""
    return not line.wanted.startswith("ask ") and not fits(line.wanted, came(line))


def _without_accents(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(each for each in decomposed if not unicodedata.combining(each))
