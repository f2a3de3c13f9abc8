"""Weights are learned from examples, the same ones each time, and read as they were written."""

from pathlib import Path

import pytest

from dialogues.understanding import judging
from dialogues.understanding.judging import Weights, judge
from dialogues.understanding.learning import Lesson, learn, write

LESSONS = [Lesson(meaning, ("all", word)) for meaning in ("yes", "no") for word in ("one", meaning) for _ in range(40)]


@pytest.fixture
def learned() -> Weights:
    return learn(LESSONS, "here")


def test_the_same_lessons_give_the_same_weights(learned: Weights) -> None:
    assert learn(LESSONS, "here") == learned


def test_what_is_written_is_read_again(learned: Weights, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judging, "WEIGHTS", tmp_path / "weights.bin")
    write(learned, judging.WEIGHTS)

    assert judging.weights.__wrapped__() == learned


def test_a_telling_trait_decides_and_a_common_one_does_not(learned: Weights, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judging, "weights", lambda: learned)

    told, open_ = judge(("all", "yes")), judge(("all", "one"))

    assert told.ranked[0][0] == "yes"
    assert told.because[0] == "yes"
    assert told.ranked[0][1] > open_.ranked[0][1]


def test_a_trait_that_nobody_has_taught_weighs_nothing(learned: Weights, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judging, "weights", lambda: learned)

    assert judge(("never heard",)).because == ()
