"""Mistakes in the tables of meaning and in the examples are told with file, line and remedy."""

import shutil
from pathlib import Path

import pytest

from dialogues.understanding.checking import find_understanding_problems
from dialogues.understanding.examples import EXAMPLES, digest
from dialogues.understanding.judging import weights
from dialogues.understanding.meanings import HERE


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    return Path(shutil.copytree(HERE, tmp_path / "dialogues" / "meanings"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EXAMPLES, tmp_path / "dialogues" / "examples"))


def told(tables: Path = HERE, folder: Path = EXAMPLES) -> list[str]:
    return [str(each) for each in find_understanding_problems(tables, folder)]


def test_ours_have_no_problems() -> None:
    assert told() == []


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("mostlyy: [casi]", "nothing is called mostlyy; did you mean mostly?"),
        ("doubt: casi", "doubt is no list of words"),
        ("doubt: []", "doubt is no list of words"),
        ('doubt: ["", quizas]', "doubt is no list of words"),
        ("commands: [volver]", "commands has no names with words"),
        ("commands: {backk: [volver]}", "nothing is called backk; did you mean back?"),
        ("commands: {back: volver}", "commands back is no list of words"),
        ("ordinal: {11: [undecimo]}", "nothing is called 11"),
        ('abbreviations: {q: ""}', "q stands for nothing"),
        ("doubt: [quizas", "qy.yaml:2"),
    ],
)
def test_a_mistake_in_a_table_is_told_with_its_line(tables: Path, line: str, problem: str) -> None:
    (tables / "qy.yaml").write_text(f"# A made-up language.\n{line}\n", "utf-8")

    found = told(tables=tables)

    assert len(found) == 1
    assert found[0].startswith("dialogues/meanings/qy.yaml:2: ")
    assert problem in found[0]


def test_a_file_that_means_nothing_is_told(folder: Path) -> None:
    (folder / "es" / "allmost.txt").write_text("casi\n", "utf-8")

    assert told(folder=folder) == [
        "dialogues/examples/es/allmost.txt:1: nothing means allmost; name the file like one that is there"
    ]


def test_an_empty_line_is_told(folder: Path) -> None:
    path = folder / "es" / "do_why.txt"
    path.write_text("\n" + path.read_text("utf-8"), "utf-8")

    assert told(folder=folder) == ["dialogues/examples/es/do_why.txt:1: the line is empty; take it out"]


def test_words_that_mean_two_things_are_told(folder: Path) -> None:
    path = folder / "es" / "no.txt"
    path.write_text("¡La Mayoría sí, falta zoonosis nomás!\n" + path.read_text("utf-8"), "utf-8")
    (folder / "es" / "ask_mostly.txt").write_text("la mayoria si falta zoonosis nomas\n", "utf-8")

    elsewhere = "the same words mean ask mostly in dialogues/examples/es/ask_mostly.txt:1"
    assert told(folder=folder) == [f"dialogues/examples/es/no.txt:1: {elsewhere}; take one of the two out"]


def test_weights_that_were_learned_from_other_examples_are_told(folder: Path) -> None:
    path = folder / "pt" / "mostly.txt"
    path.write_text("só falta a zoonoses de Pindamonhangaba\n" + path.read_text("utf-8"), "utf-8")

    assert told(folder=folder) == [
        "dialogues/understanding/weights.bin:1: examples or tables have changed since it was learned; run make learn"
    ]


def test_the_weights_belong_to_the_examples() -> None:
    assert weights().learned_from == digest()


def test_an_installed_vara_has_no_examples_and_needs_none(tmp_path: Path) -> None:
    assert told(folder=tmp_path / "none") == []
