"""A folder of content -> the rubric, or every mistake in it at once."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rubric.institutions import Institutions
from rubric.model import Competency, Rubric
from rubric.pages.areas import area_problems, front_problems
from rubric.pages.content import Content, institution_kinds, read_content
from rubric.pages.ids import id_problems, index_of
from rubric.pages.pieces import Page, Piece
from rubric.pages.shapes import Front, Plays, shaped
from rubric.pages.texts import text_problems
from rubric.pages.ways import institution_problems, way_problems
from rubric.problems import ContentError, Problem, nearest, problem

__all__ = ["PACKAGED", "SOURCE_LANGUAGE", "ContentError", "Problem", "find_problems", "load_rubric"]

PACKAGED = Path(__file__).parent / "content"
SOURCE_LANGUAGE = "en"


def load_rubric(folder: Path | None = None, language: str = SOURCE_LANGUAGE) -> Rubric:
    """The rubric in `folder` (by default the one that comes with the package) in a language.

    Raises ContentError with every problem when there is any.
    """
    if language != SOURCE_LANGUAGE:
        raise ContentError((problem("translations", 1, "translation.missing", language=language),))
    rubric, problems = _examine(folder or PACKAGED)
    if rubric is None or problems:
        raise ContentError(problems)
    return rubric


def find_problems(folder: Path) -> tuple[Problem, ...]:
    """Every mistake in a content folder, by file and line; empty when all is well. Never raises."""
    return _examine(folder)[1]


def _examine(folder: Path) -> tuple[Rubric | None, tuple[Problem, ...]]:
    content = read_content(folder)
    if isinstance(content, Problem):
        return None, (content,)
    values, problems = _values(content)
    index = index_of(content)
    found = (
        *content.problems,
        *problems,
        *(each for page in content.pages for each in (*page.problems, *text_problems(page))),
        *front_problems(content),
        *area_problems(content, index),
        *id_problems(index),
        *way_problems(content, index),
        *institution_problems(content, index, tuple(institution_kinds())),
    )
    if found:
        return None, tuple(sorted(set(found)))
    return _rubric(content, values), ()


def _values(content: Content) -> tuple[Mapping[str, Any], list[Problem]]:
    """Each page's value by its file, as far as it has one, and what is wrong with single values."""
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for page, kind in _kinds(content):
        values[page.file], found = shaped(page, kind)
        problems.extend(found)
    fields = Institutions.model_fields
    lacking = [name for name in fields if name not in content.institutions and fields[name].is_required()]
    misnamed = {nearest(name, lacking) for name in content.institutions if name not in fields}
    problems += [problem(f"institutions/{name}.yaml", 1, "file.missing") for name in lacking if name not in misnamed]
    return values, problems


def _kinds(content: Content) -> list[tuple[Page, Any]]:
    """What each page should be."""
    institutions = [
        (content.institutions[name], kind) for name, kind in institution_kinds().items() if name in content.institutions
    ]
    return [
        (content.front, Front),
        *((page, Competency) for page in content.competencies.values()),
        *((_addressed(page, area), Plays) for area, page in content.playbook.items()),
        *institutions,
    ]


def _addressed(page: Page, area: str) -> Page:
    """The page with its competency written into each tactic."""
    if page.root is None:
        return page
    tactics = page.root.get("tactics")
    if not tactics.items():
        return page
    told = tuple(_with_competency(each, area) for each in tactics.items())
    return page._replace(root=page.root._replace(value={**page.root.parts, "tactics": tactics._replace(value=told)}))


def _with_competency(tactic: Piece, area: str) -> Piece:
    if not isinstance(tactic.value, dict):
        return tactic
    return tactic._replace(value={**tactic.value, "competency": Piece(area, tactic.line)})


def _rubric(content: Content, values: Mapping[str, Any]) -> Rubric:
    """The whole, in the order that rubric.yaml gives."""
    front: Front = values[content.front.file]
    plays = [values[content.playbook[area].file] for area in front.competencies]
    institutions = {name: values[page.file] for name, page in content.institutions.items()}
    return Rubric(
        version=front.version,
        language=SOURCE_LANGUAGE,
        scoring=front.scoring,
        levels=tuple(sorted(front.levels, key=lambda each: each.level)),
        competencies=tuple(values[content.competencies[area].file] for area in front.competencies),
        tactics=tuple(tactic for page in plays for tactic in page.tactics),
        institutions=Institutions(**institutions),
    )
