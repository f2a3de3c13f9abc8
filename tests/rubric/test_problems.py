"""How a mistake is told."""

import pytest

from rubric.problems import ContentError, Problem, guess, nearest, problem
from rubric.remedies import REMEDIES


def test_a_problem_reads_as_file_line_what_and_remedy() -> None:
    one = Problem("rubric.yaml", 7, "the level is missing", "write it")

    assert str(one) == "rubric.yaml:7: the level is missing; write it"


def test_the_error_lists_every_problem() -> None:
    error = ContentError((Problem("a.yaml", 1, "one", "mend it"), Problem("b.yaml", 2, "two", "mend it")))

    assert str(error).splitlines() == ["a.yaml:1: one; mend it", "b.yaml:2: two; mend it"]


def test_problems_sort_by_file_and_line() -> None:
    late, early, first = Problem("b", 10, "", ""), Problem("b", 9, "", ""), Problem("a", 99, "", "")

    assert sorted([late, early, first]) == [first, early, late]


def test_hidden_characters_of_a_value_are_made_visible() -> None:
    one = problem("rubric.yaml", 1, "id.twice", written="a\u202e\nb\x1b[31m")

    assert "a\\u202e\\u000ab\\u001b[31m" in str(one)
    assert str(one).isprintable()


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("txet", "text"),
        ("TEXT", "text"),
        ("open_data.portl", "open_data.portal"),
        ("opendata.portal", "open_data.portal"),
    ],
)
def test_a_misspelt_word_is_recognised(written: str, meant: str) -> None:
    assert nearest(written, ["text", "level", "open_data.portal", "open_data.review"]) == meant


def test_a_strange_word_is_taken_for_no_other() -> None:
    assert nearest("open_data.zebra", ["open_data.portal", "text"]) is None
    assert guess("zebra", ["text"]) == ""


@pytest.mark.parametrize("kind", sorted(REMEDIES))
def test_every_kind_says_what_is_wrong_and_what_to_do(kind: str) -> None:
    what, fix = REMEDIES[kind]

    assert what
    assert fix
    assert not f"{what}{fix}".endswith(".")
