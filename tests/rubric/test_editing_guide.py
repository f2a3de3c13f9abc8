"""The guide for editors is true: its samples can be used, and its problems read as `vara check` says them."""

import json
import re
import shutil
from pathlib import Path

import pytest
import yaml

from rubric.institutions import Institutions
from rubric.loading import PACKAGED, find_problems
from rubric.model import Statement, Tactic

GUIDE = (Path(__file__).parents[2] / "docs" / "editing-the-rubric.md").read_text(encoding="utf-8")
SAMPLES = [yaml.safe_load(block)[0] for block in re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)]


def without_line(problem: str) -> str:
    return re.sub(r":\d+:", ":", problem)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(PACKAGED, tmp_path / "our-rubric"))


def replace(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def add(file: Path, group: str, sample: object) -> None:
    page = yaml.safe_load(file.read_text(encoding="utf-8"))
    page[group].append(sample)
    file.write_text(json.dumps(page, ensure_ascii=False, indent=2), encoding="utf-8")


def test_the_sample_statement_and_tactic_are_whole() -> None:
    statement, tactic = SAMPLES

    assert Statement.model_validate_json(json.dumps(statement)).competency == "open_data"
    assert Tactic.model_validate_json(json.dumps({**tactic, "competency": "open_data"})).helps == (statement["id"],)


def test_the_samples_can_be_added_to_a_copy(copy: Path) -> None:
    statement, tactic = SAMPLES

    add(copy / "competencies" / "open_data.yaml", "statements", statement)
    add(copy / "playbook" / "open_data.yaml", "tactics", tactic)

    assert find_problems(copy) == ()


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("playbook/services.yaml", "helps: [services.pockets]", "helps: [services.pocket]"),
        ("competencies/analytics.yaml", '"no":', "no:"),
        ("institutions/risks.yaml", "danger:", "dangr:"),
    ],
)
def test_problems_read_as_the_guide_shows_them(copy: Path, file: str, old: str, new: str) -> None:
    replace(copy / file, old, new)

    (found,) = find_problems(copy)

    assert without_line(str(found)) in without_line(GUIDE)


@pytest.mark.parametrize("page", Institutions.model_fields)
def test_every_page_of_the_institutions_is_on_the_map(page: str) -> None:
    assert f"`institutions/{page}.yaml`" in GUIDE
