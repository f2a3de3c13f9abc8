"""Answers as they come from outside, from a file or another program: read into a sheet, or refused in one sentence."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from rubric.model import HIGHEST_LEVEL, LOWEST_LEVEL, Rating, Rubric
from rubric.profile import Sheet

SHOWN = 40
"""So many characters of a wrong value are repeated in an error."""


class AnswerError(ValueError):
    """An answer that this rubric cannot take. Its text is one sentence: which answer, and what is possible."""


def read_sheet(rubric: Rubric, raw: Mapping[str, object]) -> Sheet:
    """A sheet from answers as they come from outside.

    Keys are statement ids, `quick.<competency>` (a level, 1 to 5) and `symptoms` (ids, listed or joined by spaces).
    Raises AnswerError at the first answer that the rubric cannot take.
    """
    if not isinstance(raw, Mapping):
        raise AnswerError(
            f"answers: {_shown(raw)} is not a table of ids and ratings, like {{'open_data.portal': 'no'}}."
        )
    ratings: dict[str, Rating] = {}
    guesses: dict[str, int] = {}
    symptoms: frozenset[str] = frozenset()
    for key, value in raw.items():
        about = str(key)
        if about in rubric.statement_by_id:
            ratings[about] = _read_rating(rubric, about, value)
        elif about == "symptoms":
            symptoms = frozenset(_read_symptoms(rubric, value))
        elif about.startswith("quick.") and about.removeprefix("quick.") in rubric.competency_by_id:
            guesses[about.removeprefix("quick.")] = _read_level(about, value)
        else:
            raise AnswerError(f"{_shown(about)} is not in this rubric{_meant(about, _answerable(rubric))}.")
    return Sheet(ratings, guesses, symptoms)


def _read_rating(rubric: Rubric, about: str, value: object) -> Rating:
    possible = [each for each in Rating if each != Rating.NA or rubric.statement_by_id[about].may_not_apply]
    if isinstance(value, str) and value in possible:
        return Rating(value)
    raise AnswerError(f"{about}: {_shown(value)} is not possible here, but one of {', '.join(possible)} is.")


def _read_level(about: str, value: object) -> int:
    possible = {str(level): level for level in range(LOWEST_LEVEL, HIGHEST_LEVEL + 1)}
    if isinstance(value, int | str) and str(value) in possible:
        return possible[str(value)]
    raise AnswerError(f"{about}: {_shown(value)} is not a level, but one of {', '.join(possible)} is.")


def _read_symptoms(rubric: Rubric, value: object) -> Iterator[str]:
    ids = value.split() if isinstance(value, str) else value
    if not isinstance(ids, list | tuple | set | frozenset):
        raise AnswerError(f"symptoms: {_shown(value)} is not a list of symptom ids, like ['ecosystems.poor_quality'].")
    for each in ids:
        if not isinstance(each, str) or each not in rubric.symptom_by_id:
            raise AnswerError(f"symptoms: {_shown(each)} is not in this rubric{_meant(each, rubric.symptom_by_id)}.")
        yield each


def _answerable(rubric: Rubric) -> Mapping[str, object]:
    return dict.fromkeys([*rubric.statement_by_id, *(f"quick.{area}" for area in rubric.competency_by_id), "symptoms"])


def _meant(wrong: object, possible: Mapping[str, object]) -> str:
    """What to write instead: the id that looks most like the wrong one, otherwise how ids look."""
    near = get_close_matches(str(wrong)[:SHOWN], possible, n=1)
    return f"; did you mean {near[0]}" if near else f"; ids look like {next(iter(possible), 'open_data.portal')}"


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= SHOWN else text[:SHOWN] + "…"
