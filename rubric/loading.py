"""A folder of content -> the rubric, or every mistake in it at once."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rubric.institutions import Institutions
from rubric.model import Competency, Rubric
from rubric.pages.areas import area_problems, front_problems
from rubric.pages.comparing import Marks
from rubric.pages.content import Content, institution_kinds, read_content
from rubric.pages.ids import id_problems, index_of
from rubric.pages.overlay import Tree, laid_over
from rubric.pages.pieces import Page, Piece
from rubric.pages.shapes import Front, Plays, shaped
from rubric.pages.texts import text_problems
from rubric.pages.translations import (
    Overlay,
    marks_of,
    overlay_problems,
    read_overlay,
    translated_into,
    words_by_page,
)
from rubric.pages.ways import institution_problems, way_problems
from rubric.problems import ContentError, Problem, nearest, problem

__all__ = [
    "PACKAGED",
    "SOURCE_LANGUAGE",
    "ContentError",
    "Problem",
    "english_words",
    "find_problems",
    "find_translation_problems",
    "load_rubric",
    "load_rubrics",
    "translated_into",
    "translation_marks",
]

PACKAGED = Path(__file__).parent / "content"
SOURCE_LANGUAGE = "en"


def load_rubric(folder: Path | None = None, language: str = SOURCE_LANGUAGE) -> Rubric:
    """The rubric in `folder` (by default the one that comes with the package) in a language.

    Raises ContentError with every problem when there is any, and when nothing is translated into the language.
    """
    folder = folder or PACKAGED
    if language != SOURCE_LANGUAGE and language not in translated_into(folder):
        raise ContentError((problem("translations", 1, "translation.missing", language=language),))
    return _rubric(_sound(folder), folder, language)


def load_rubrics(folder: Path | None = None) -> Mapping[str, Rubric]:
    """The rubric in English and in every language that its folder is translated into, by language.

    A text that a translation lacks is English there: a person is better served by that than by nothing, and
    `find_translation_problems` tells it. Raises ContentError with every problem of the English pages.
    """
    folder = folder or PACKAGED
    content = _sound(folder)
    return {each: _rubric(content, folder, each) for each in (SOURCE_LANGUAGE, *translated_into(folder))}


def find_problems(folder: Path) -> tuple[Problem, ...]:
    """Every mistake in the pages of a content folder, by file and line; empty when all is well. Never raises."""
    return _examine(folder)[1]


def find_translation_problems(folder: Path) -> tuple[Problem, ...]:
    """Every mistake in the translations of a folder. Empty while its English pages have mistakes of their own."""
    content, problems = _examine(folder)
    if content is None or problems:
        return ()
    kinds = _kinds(content)
    found = [each for language in translated_into(folder) for each in overlay_problems(folder, language, kinds)]
    return tuple(sorted(set(found)))


def translation_marks(folder: Path, language: str) -> Mapping[str, Marks]:
    """By page, the digest of the English text behind each text that is translated into a language now.

    Raises ContentError if the English pages have problems.
    """
    return marks_of(folder, language, _kinds(_sound(folder)))


def english_words(folder: Path) -> Mapping[str, Tree]:
    """By page, the words that a translation has to hold. Raises ContentError if the pages have problems."""
    return words_by_page(_kinds(_sound(folder)))


def _sound(folder: Path) -> Content:
    """The English pages. Raises ContentError with every problem in them."""
    content, problems = _examine(folder)
    if content is None or problems:
        raise ContentError(problems)
    return content


def _examine(folder: Path) -> tuple[Content | None, tuple[Problem, ...]]:
    """The English pages, and every mistake in them."""
    content = read_content(folder)
    if isinstance(content, Problem):
        return None, (content,)
    problems = _value_problems(content)
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
    return content, tuple(sorted(set(found)))


def _value_problems(content: Content) -> list[Problem]:
    """What is wrong with single values, and pages that are missing."""
    problems = [each for page, kind in _kinds(content) for each in shaped(page, kind)[1]]
    fields = Institutions.model_fields
    lacking = [name for name in fields if name not in content.institutions and fields[name].is_required()]
    misnamed = {nearest(name, lacking) for name in content.institutions if name not in fields}
    problems += [problem(f"institutions/{name}.yaml", 1, "file.missing") for name in lacking if name not in misnamed]
    return problems


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


def _rubric(content: Content, folder: Path, language: str) -> Rubric:
    """The whole in one language, in the order that rubric.yaml gives."""
    overlay = read_overlay(folder, language) if language != SOURCE_LANGUAGE else {}
    values = {page.file: shaped(_in_words_of(overlay, page, kind), kind)[0] for page, kind in _kinds(content)}
    front: Front = values[content.front.file]
    plays = [values[content.playbook[area].file] for area in front.competencies]
    institutions = {name: values[page.file] for name, page in content.institutions.items()}
    return Rubric(
        version=front.version,
        language=language,
        scoring=front.scoring,
        impact=front.impact,
        levels=tuple(sorted(front.levels, key=lambda each: each.level)),
        competencies=tuple(values[content.competencies[area].file] for area in front.competencies),
        tactics=tuple(tactic for page in plays for tactic in page.tactics),
        institutions=Institutions(**institutions),
    )


def _in_words_of(overlay: Overlay, page: Page, kind: Any) -> Page:
    """The page with the words that a translation has for it."""
    over = overlay.get(page.file)
    if page.root is None or over is None or over.root is None:
        return page
    return page._replace(root=laid_over(page.root, kind, over.root))
