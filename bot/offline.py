"""What the command line does with content alone: rubric, sheets and words. Nothing here opens a store or a port."""

import argparse
import json
import sys
from pathlib import Path

from bot.sheets import answers_in, read_json
from bot.translating import Homes, begin_language, translated
from dialogues.explaining import explain
from dialogues.script import Script, load_script
from dialogues.translations import find_wording_problems
from dialogues.understanding.checking import find_understanding_problems
from keeping.errors import VaraError
from keeping.settings import Settings, load_settings
from rubric.answers import AnswerError, read_sheet
from rubric.loading import PACKAGED, find_problems, find_translation_problems
from rubric.model import Rubric
from rubric.profile import Profile
from rubric.scoring import score

PROBLEMS_FOUND = 1


def check(given: argparse.Namespace) -> int:
    folder = given.folder or _content()
    if not folder.is_dir():
        raise VaraError(f"There is no folder {folder}; give the folder that holds rubric.yaml.")
    problems = (
        *find_problems(folder),
        *find_translation_problems(folder),
        *find_wording_problems(folder),
        *find_understanding_problems(),
    )
    for problem in problems:
        say(problem)
    return PROBLEMS_FOUND if problems else 0


def mark_translated(given: argparse.Namespace) -> int:
    for marked in translated(Homes(_content()), given.language):
        say(f"{marked.language}: {marked.texts} texts are marked, the English of {marked.changed} had changed.")
    return 0


def new_language(given: argparse.Namespace) -> int:
    for path in begin_language(Homes(_content()), given.language):
        say(path)
    say(
        "Agree on the terms in translations/GLOSSARY.md first, then fill in these pages; vara check lists what is left."
    )
    say(f"When they are done: vara translated {given.language}. The guide is docs/translating.md.")
    return 0


def _content() -> Path:
    return load_settings().content or PACKAGED


def show_rubric(given: argparse.Namespace) -> int:
    script = script_in_use(load_settings())
    require_language(given.language, script)
    rubric = script.rubric(given.language or "")
    if given.json:
        say_json(rubric.model_dump(mode="json"))
        return 0
    for area in rubric.competencies:
        say(area.title)
        for statement in area.statements:
            say(f"  {statement.level}  {statement.id}: {statement.text}")
    return 0


def score_sheet(given: argparse.Namespace) -> int:
    script = script_in_use(load_settings())
    rubric = script.rubric("")
    try:
        profile = score(rubric, read_sheet(rubric, answers_in(given.file)))
    except AnswerError as error:
        raise VaraError(str(error)) from None
    if given.json:
        say_json(profile.as_json())
    else:
        _say_profile(rubric, profile)
    return 0


def _say_profile(rubric: Rubric, profile: Profile) -> None:
    for area, standing in profile.competencies.items():
        reach = f"..{standing.high}" if standing.high > standing.level else ""
        say(f"{rubric.competency_by_id[area].title}: {standing.level}{reach}")


def verify(given: argparse.Namespace) -> int:
    from bot.reports.passport import verified  # noqa: PLC0415 - the libraries of cryptography take their time

    shown = read_json(given.file)
    wrong = verified(shown, script_in_use(load_settings()).rubric(""))
    for sentence in wrong or (f"It holds. Signed with the key {shown['signature']['key']}.",):
        say(sentence)
    return PROBLEMS_FOUND if wrong else 0


def understand(given: argparse.Namespace) -> int:
    script = script_in_use(load_settings())
    require_language(given.language, script)
    if given.asks and given.asks not in script.rubric("").statement_by_id:
        raise VaraError(f"There is no statement {given.asks}; vara rubric lists them.")
    for name, value in explain(given.words, script, script.language_for(given.language), given.asks):
        say(f"{name}: {value}")
    return 0


def script_in_use(settings: Settings) -> Script:
    return load_script(settings.content, settings.session_days, settings.language)


def require_language(language: str | None, script: Script) -> None:
    if language is not None and language not in script.languages:
        raise VaraError(f"There is no language {language} yet; there is {', '.join(script.languages)}.")


def say_json(value: object) -> None:
    say(json.dumps(value, ensure_ascii=False, indent=2))


def say(line: object) -> None:
    sys.stdout.write(f"{line}\n")
