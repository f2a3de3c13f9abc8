"""The content is read whole, or every mistake in it is told at once."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rubric.loading import PACKAGED, ContentError, find_problems, load_rubric
from rubric.pages.reading import LARGEST_KB
from rubric.remedies import REMEDIES
from tests.rubric.broken_pieces import BrokenPiece, broken_pieces
from tests.rubric.sound import sound_pages, write_sound_content

PIECES = broken_pieces()
PAGE = "competencies/open_data.yaml"
ANY_FOLDER = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A content folder without a mistake."""
    return write_sound_content(tmp_path / "content")


def lines(folder: Path) -> list[str]:
    return [str(each) for each in find_problems(folder)]


def test_the_packaged_content_has_no_problems() -> None:
    assert lines(PACKAGED) == []


def test_sound_content_becomes_a_rubric(folder: Path) -> None:
    rubric = load_rubric(folder)

    assert find_problems(folder) == ()
    assert [each.id for each in rubric.competencies] == ["open_data", "ecosystems"]
    assert [each.level for each in rubric.levels] == [1, 2, 3, 4, 5]
    assert rubric.scoring.points == {"fully": 3, "mostly": 2, "partly": 1, "no": 0}
    assert {each.competency for each in rubric.tactics} == {"open_data", "ecosystems"}
    assert rubric.language == "en"


def test_competencies_stand_in_the_order_of_the_list(folder: Path) -> None:
    front = folder / "rubric.yaml"
    front.write_text(front.read_text().replace("[open_data, ecosystems]", "[ecosystems, open_data]"))

    rubric = load_rubric(folder)

    assert [each.id for each in rubric.competencies] == ["ecosystems", "open_data"]
    assert rubric.tactics[0].competency == "ecosystems"


@pytest.mark.parametrize("piece", PIECES, ids=lambda piece: piece.name)
def test_a_mistake_is_told_with_its_line_and_remedy_and_nothing_else_is(piece: BrokenPiece, folder: Path) -> None:
    pages = sound_pages()
    (folder / piece.page).write_text(piece.broken_page(pages), encoding="utf-8")

    problems = find_problems(folder)

    expected = piece.expected(pages)
    assert sorted((each.file, each.line) for each in problems) == sorted((each.file, each.line) for each in expected)
    for one in expected:
        told = [str(each) for each in problems if (each.file, each.line) == (one.file, one.line)]
        assert any(all(words in each for words in one.words) for each in told), told


def test_loading_raises_every_problem(folder: Path) -> None:
    for piece in (PIECES[0], PIECES[1]):
        (folder / piece.page).write_text(piece.broken_page(sound_pages()), encoding="utf-8")

    with pytest.raises(ContentError) as caught:
        load_rubric(folder)

    assert caught.value.problems == find_problems(folder)
    assert str(caught.value).splitlines() == lines(folder)


def test_a_language_without_translation_is_refused(folder: Path) -> None:
    with pytest.raises(ContentError, match="no translation into xx"):
        load_rubric(folder, "xx")


TEN_MISTAKES = (
    ("rubric.yaml", 'version: "1.0"', "version: 1.10"),
    ("rubric.yaml", "holds_at: 2", "holds_at: 4"),
    ("competencies/open_data.yaml", 'title: "The', 'titel: "The'),
    ("competencies/open_data.yaml", 'label: "Label 2"', "label: Label: 2"),
    ("competencies/open_data.yaml", "id: open_data.reached_4", "id: open_data.reached_3"),
    ("competencies/ecosystems.yaml", 'label: "Label 4"', 'label: "Label 4 "'),
    ("competencies/ecosystems.yaml", "level: 5\n    text", "level: 55\n    text"),
    ("playbook/open_data.yaml", "people: low", "people: few"),
    ("playbook/ecosystems.yaml", "helps: [ecosystems.reached_2]", "helps: [ecosystems.raeched_2]"),
    ("playbook/ecosystems.yaml", "year: 2012", "year: soon"),
)


def test_many_mistakes_are_told_at_once(folder: Path) -> None:
    expected = set()
    for file, sound, broken in TEN_MISTAKES:
        path = folder / file
        text = path.read_text()
        expected.add((file, text[: text.index(sound)].count("\n") + 1))
        path.write_text(text.replace(sound, broken, 1))

    problems = find_problems(folder)

    assert {(each.file, each.line) for each in problems} >= expected
    assert [(each.file, each.line) for each in problems] == sorted((each.file, each.line) for each in problems)
    assert len(problems) == len(TEN_MISTAKES)


def test_two_mistakes_of_yaml_in_one_file_are_both_told(folder: Path) -> None:
    path = folder / PAGE
    text = (
        path.read_text().replace('"Label 2"', "Label: 2").replace('"Label 4"', "@four").replace("level: 3", "level: x")
    )
    path.write_text(text)

    told = [each.line for each in find_problems(folder)]

    expected = [at for at, line in enumerate(text.splitlines(), 1) if line.endswith(("Label: 2", "@four", "level: x"))]
    assert told == expected


def remove(file: str) -> Callable[[Path], object]:
    return lambda folder: (folder / file).unlink()


def rename(file: str, name: str) -> Callable[[Path], object]:
    return lambda folder: (folder / file).rename(folder / name)


def write(file: str, raw: bytes) -> Callable[[Path], object]:
    return lambda folder: (folder / file).write_bytes(raw)


def make_folder(file: str) -> Callable[[Path], object]:
    def change(folder: Path) -> None:
        (folder / file).unlink(missing_ok=True)
        (folder / file).mkdir()

    return change


def link(file: str, target: str) -> Callable[[Path], object]:
    def change(folder: Path) -> None:
        (folder / file).unlink(missing_ok=True)
        (folder / file).symlink_to(target)

    return change


def replace_folder_with_file(name: str) -> Callable[[Path], object]:
    def change(folder: Path) -> None:
        shutil.rmtree(folder / name)
        (folder / name).write_text("x")

    return change


def pipe(file: str) -> Callable[[Path], object]:
    def change(folder: Path) -> None:
        (folder / file).unlink()
        os.mkfifo(folder / file)

    return change


OUTSIDE = "../outside.yaml"
FILES: tuple[tuple[str, Callable[[Path], object], str], ...] = (
    ("the front is missing", remove("rubric.yaml"), "rubric.yaml:1: the page is missing"),
    ("the front has another name", rename("rubric.yaml", "rubric.yml"), 'rubric.yml:1: nothing reads.*"rubric.yaml"'),
    ("a page is missing", remove(PAGE), 'rubric.yaml:5: "open_data" has no page competencies/open_data.yaml'),
    ("a playbook is missing", remove("playbook/open_data.yaml"), "rubric.yaml:5: .*no page playbook/open_data.yaml"),
    ("a page has another ending", rename(PAGE, "competencies/open_data.yml"), "open_data.yml:1: .*ends in .yml"),
    ("a page has a misspelt name", rename(PAGE, "competencies/opendata.yaml"), "opendata.yaml:1: .*named opendata"),
    ("an institution is missing", remove("institutions/risks.yaml"), "institutions/risks.yaml:1: the page is missing"),
    (
        "an institution is misspelt",
        rename("institutions/risks.yaml", "institutions/risk.yaml"),
        'institutions/risk.yaml:1: nothing reads this file; did you mean "risks"',
    ),
    ("a strange file", write("notes.txt", b"x"), "notes.txt:1: nothing reads this file"),
    ("a strange page", write("playbook/notes.txt", b"x"), "playbook/notes.txt:1: nothing reads this file"),
    ("a strange folder", make_folder("compentencies"), 'compentencies:1: .*did you mean "competencies"'),
    ("a page is a folder", make_folder(PAGE), f"{PAGE}:1: this is a folder"),
    ("the front is a folder", make_folder("rubric.yaml"), "rubric.yaml:1: this is a folder"),
    ("a page is a pipe", pipe(PAGE), f"{PAGE}:1: this is not an ordinary file"),
    ("a link leads outside", link(PAGE, OUTSIDE), f"{PAGE}:1: the link leads out"),
    ("a link leads nowhere", link(PAGE, "nowhere.yaml"), f"{PAGE}:1: the link leads out"),
    ("a link leads in a circle", link(PAGE, "open_data.yaml"), f"{PAGE}:1: the link leads out"),
    ("a page is too large", write(PAGE, b"#" * (LARGEST_KB * 1024 + 1)), f"{PAGE}:1: the file is larger than 256 kB"),
    ("a page is Latin-1", write(PAGE, 'id: "x"\nname: "café"'.encode("latin-1")), f"{PAGE}:2: .*not UTF-8"),
    ("a page is UTF-16", write(PAGE, 'id: "x"'.encode("utf-16")), f"{PAGE}:1: .*not UTF-8"),
    ("a page is empty", write(PAGE, b""), f"{PAGE}:1: the page is empty"),
    ("a page has only comments", write(PAGE, b"# later\n\n"), f"{PAGE}:1: the page is empty"),
    (
        "a page is a list",
        write(PAGE, b"- id: open_data\n"),
        f"{PAGE}:1: the page should be made of keys, but is a list",
    ),
    ("a page is a text", write(PAGE, b"open data\n"), f"{PAGE}:1: the page should be made of keys, but is the text"),
    ("a page is a number", write(PAGE, b"42\n"), f"{PAGE}:1: the page should be made of keys, but is the number"),
    ("a page is a bomb", write(PAGE, b"a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]\n"), f"{PAGE}:3: .*another place"),
    ("a page is deep", write(PAGE, b"[" * 100_000), f"{PAGE}:1: values are nested more than 12 deep"),
    ("a page is deep in blocks", write(PAGE, b"- " * 50_000), f"{PAGE}:1: values are nested more than 12 deep"),
)
CASCADING = ("a page is a bomb",)


@pytest.mark.parametrize(("change", "said"), [each[1:] for each in FILES], ids=[each[0] for each in FILES])
def test_a_mistake_with_files_is_told(change: Callable[[Path], object], said: str, folder: Path) -> None:
    (folder / OUTSIDE).write_text("id: open_data\n")

    change(folder)

    told = lines(folder)
    expected = pytest.RaisesExc(AssertionError, match=said)
    assert any(expected.matches(AssertionError(each)) for each in told), told
    assert len(told) == 1 or "another place" in said, told


def test_a_playbook_that_is_a_file_is_told(folder: Path) -> None:
    replace_folder_with_file("playbook")(folder)

    assert "playbook:1: this should be a folder of pages" in "\n".join(lines(folder))


@pytest.mark.parametrize(
    ("name", "said"),
    [("nowhere", "no such folder"), ("content/rubric.yaml", "a file, not a folder"), ("x\0y", "no such folder")],
)
def test_a_folder_that_is_none_is_told(name: str, said: str, folder: Path) -> None:
    told = lines(folder.parent / name)

    assert len(told) == 1
    assert said in told[0]


def test_what_editors_and_systems_leave_behind_is_no_mistake(folder: Path) -> None:
    (folder / ".DS_Store").write_bytes(b"\0")
    (folder / "competencies" / ".open_data.yaml.swp").write_bytes(b"\0")
    (folder / "NOTICE.md").write_text("Where this comes from")
    (folder / "translations" / "es").mkdir(parents=True)

    assert lines(folder) == []


@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"], ids=["plain", "with byte order mark"])
def test_files_from_other_systems_are_read(start: bytes, folder: Path) -> None:
    path = folder / PAGE
    path.write_bytes(start + path.read_bytes().replace(b"\n", b"\r\n"))

    assert lines(folder) == []


def test_lines_are_counted_in_files_from_other_systems(folder: Path) -> None:
    path = folder / PAGE
    text = path.read_text().replace('"Label 2"', '""')
    path.write_bytes(text.replace("\n", "\r\n").encode())

    assert [each.line for each in find_problems(folder)] == [text.splitlines().index('    label: ""') + 1]


def test_a_text_may_run_over_lines(folder: Path) -> None:
    path = folder / PAGE
    path.write_text(path.read_text().replace('"What it is about."', ">\n  What it\n  is about."))

    assert load_rubric(folder).competencies[0].about == "What it is about."


def test_the_order_of_levels_in_the_file_does_not_matter(folder: Path) -> None:
    path = folder / "rubric.yaml"
    front = yaml.safe_load(path.read_text())
    front["levels"].reverse()
    path.write_text(yaml.safe_dump(front))

    assert [each.level for each in load_rubric(folder).levels] == [1, 2, 3, 4, 5]


def test_every_way_of_being_wrong_has_words_that_fit() -> None:
    for what, fix in REMEDIES.values():
        assert "None" not in what + fix


@ANY_FOLDER
@given(raw=st.binary(max_size=400))
def test_any_bytes_are_told_and_never_raised(raw: bytes, folder: Path) -> None:
    (folder / PAGE).write_bytes(raw)

    problems = find_problems(folder)

    assert problems
    assert all(each.line >= 1 and str(each).isprintable() for each in problems)


YAML_SIGNS = st.text(alphabet="abno \n\t:-#\"'{}[]&*!|>%@`,?~<0123.é\u202e\x00", max_size=12)


@ANY_FOLDER
@given(data=st.data(), signs=YAML_SIGNS, page=st.sampled_from(sorted(sound_pages())))
def test_any_change_of_a_page_is_read_or_told_and_never_raised(
    data: st.DataObject, signs: str, page: str, folder: Path
) -> None:
    text = sound_pages()[page]
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 30)))
    (folder / page).write_bytes((text[:start] + signs + text[end:]).encode())

    problems = find_problems(folder)

    (folder / page).write_text(text, encoding="utf-8")
    assert all(each.line >= 1 and each.what and each.fix and str(each).isprintable() for each in problems)
    assert len(problems) == len(set(problems))
