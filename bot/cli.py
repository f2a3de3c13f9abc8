"""The command line `vara`. Bad input ends in one clear sentence on standard error and exit 2."""

import argparse
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any, NoReturn

from bot.console import lines_of, transcript
from bot.rasa import start_actions, write_project
from bot.replaying import replay
from bot.sheets import answers_in, read_json
from bot.translating import Homes, begin_language, translated
from dialogues.explaining import explain
from dialogues.script import Script, load_script
from dialogues.translations import find_wording_problems
from dialogues.understanding.checking import find_understanding_problems
from keeping.errors import StoreAway, Unreadable, VaraError
from keeping.settings import Settings, load_settings
from rubric.answers import AnswerError, read_sheet
from rubric.loading import PACKAGED, find_problems, find_translation_problems
from rubric.model import Profile, Rubric
from rubric.problems import ContentError
from rubric.scoring import score

BAD_INPUT = 2
PROBLEMS_FOUND = 1


def main(arguments: list[str] | None = None) -> NoReturn:
    """Runs one command and exits: 0 done, 1 problems found by `check`, 2 bad input."""
    try:
        given = _parser().parse_args(arguments)
        code = given.run(given)
        sys.stdout.flush()
    except VaraError as error:
        code = _complain(error.sentence)
    except ContentError as error:
        code = _complain(f"The rubric has problems; vara check lists them. The first: {error.problems[0]}")
    except StoreAway:
        code = _complain("The store does not answer; check VARA_REDIS_URL and whether Redis runs.")
    except Unreadable as error:
        code = _complain(f"What is kept cannot be read: {error}.")
    except KeyboardInterrupt:
        code = 130
    except BrokenPipeError:
        # Whoever read our output has enough of it; nothing of it may be flushed at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    sys.exit(code)


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise VaraError(f"{self.prog}: {message}; see {self.prog} --help.")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="vara", description="Tells a city how well it uses its data, and what to do next.")
    commands = parser.add_subparsers(metavar="COMMAND", required=True, parser_class=_Parser)
    serve = _command(commands, "serve", _serve, "web chat, HTTP interface and, with a token, Telegram")
    serve.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
    serve.add_argument("--port", type=int, default=8080, help="port to listen on (8080)")
    chat = _command(commands, "chat", _chat, "the same conversation in this terminal")
    chat.add_argument("--language", help="language to begin in, such as es")
    check = _command(commands, "check", _check, "every problem in rubric, playbook and wording")
    check.add_argument("folder", nargs="?", type=Path, metavar="FOLDER", help="a folder of content (the one in use)")
    rubric = _command(commands, "rubric", _rubric, "the whole rubric and playbook")
    rubric.add_argument("--json", action="store_true", help="machine readable")
    rubric.add_argument("--language", help="language of the texts")
    scoring = _command(commands, "score", _score, "the profile of a sheet of answers; nothing is stored")
    scoring.add_argument("file", nargs="?", type=Path, metavar="FILE", help="JSON with answers (standard input)")
    scoring.add_argument("--json", action="store_true", help="machine readable")
    checking = _command(commands, "verify", _verify, "whether a passport is as it was signed, and its profile right")
    checking.add_argument("file", nargs="?", type=Path, metavar="FILE", help="a passport (standard input)")
    marks = _command(commands, "translated", _translated, "marks translations as true to the English of today")
    marks.add_argument("language", nargs="?", metavar="LANGUAGE", help="one language (all)")
    begun = _command(commands, "new-language", _new_language, "the empty pages of a new language, for translators")
    begun.add_argument("language", metavar="LANGUAGE", help="its code, such as fr")
    words = _command(commands, "understand", _understand, "how typed words are understood, and why")
    words.add_argument("words", metavar="WORDS", help='what a person types, such as "most, but health is missing"')
    words.add_argument("--language", help="language of the person")
    words.add_argument("--asks", metavar="STATEMENT", help="the statement that is asked, such as open_data.portal")
    actions = _command(commands, "actions", start_actions, "the custom actions of a Rasa assistant")
    actions.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
    actions.add_argument("--port", type=int, default=5055, help="port to listen on (5055)")
    actions.add_argument("--workers", type=int, default=1, help="processes that share the work (1)")
    project = _command(commands, "rasa", write_project, "writes the files of a Rasa project that speaks with Vara")
    project.add_argument("folder", nargs="?", type=Path, metavar="FOLDER", help="where to (dialogues/rasa)")
    again = _command(commands, "replay", replay, "hears messages again that a mistake had set aside")
    again.add_argument("--list", action="store_true", help="only say what is set aside")
    _command(commands, "rotate", _rotate, "a new encryption key, step by step")
    for name, run, help_ in (
        ("export", _export, "all that is kept on a conversation, as JSON"),
        ("erase", _erase, "delete all that is kept on a conversation"),
    ):
        _command(commands, name, run, help_).add_argument("address", metavar="ADDRESS", help="such as telegram:12345")
    return parser


def _command(commands: Any, name: str, run: Callable[[Any], int], help_: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=help_, description=help_)
    parser.set_defaults(run=run)
    return parser


def _serve(given: argparse.Namespace) -> int:
    from bot.serving import run  # noqa: PLC0415 - the web's libraries are heavy, and only this command needs them

    if not 0 <= given.port <= 65535:
        raise VaraError(f"There is no port {given.port}; take one from 1 to 65535.")
    run(load_settings(), given.host, given.port)
    return 0


def _chat(given: argparse.Namespace) -> int:
    settings = load_settings()
    script = _script(settings)
    _known_language(given.language, script)
    if sys.stdin.isatty():
        _stored().talk(settings, script, given.language)
        return 0
    for line in transcript(lines_of(sys.stdin), script, given.language):
        _say(line)
    return 0


def _check(given: argparse.Namespace) -> int:
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
        _say(problem)
    return PROBLEMS_FOUND if problems else 0


def _translated(given: argparse.Namespace) -> int:
    for marked in translated(Homes(_content()), given.language):
        _say(f"{marked.language}: {marked.texts} texts are marked, the English of {marked.changed} had changed.")
    return 0


def _new_language(given: argparse.Namespace) -> int:
    for path in begin_language(Homes(_content()), given.language):
        _say(path)
    _say(
        "Agree on the terms in translations/GLOSSARY.md first, then fill in these pages; vara check lists what is left."
    )
    _say(f"When they are done: vara translated {given.language}. The guide is docs/translating.md.")
    return 0


def _content() -> Path:
    return load_settings().content or PACKAGED


def _rubric(given: argparse.Namespace) -> int:
    script = _script(load_settings())
    _known_language(given.language, script)
    rubric = script.rubric(given.language or "")
    if given.json:
        _say_json(rubric.model_dump(mode="json"))
        return 0
    for area in rubric.competencies:
        _say(area.title)
        for statement in area.statements:
            _say(f"  {statement.level}  {statement.id}: {statement.text}")
    return 0


def _score(given: argparse.Namespace) -> int:
    script = _script(load_settings())
    rubric = script.rubric("")
    try:
        profile = score(rubric, read_sheet(rubric, answers_in(given.file)))
    except AnswerError as error:
        raise VaraError(str(error)) from None
    if given.json:
        _say_json(profile.as_json())
    else:
        _say_profile(rubric, profile)
    return 0


def _say_profile(rubric: Rubric, profile: Profile) -> None:
    for area, standing in profile.competencies.items():
        reach = f"..{standing.high}" if standing.high > standing.level else ""
        _say(f"{rubric.competency_by_id[area].title}: {standing.level}{reach}")


def _verify(given: argparse.Namespace) -> int:
    from bot.reports.passport import verified  # noqa: PLC0415 - the libraries of cryptography take their time

    shown = read_json(given.file)
    wrong = verified(shown, _script(load_settings()).rubric(""))
    for sentence in wrong or (f"It holds. Signed with the key {shown['signature']['key']}.",):
        _say(sentence)
    return PROBLEMS_FOUND if wrong else 0


def _understand(given: argparse.Namespace) -> int:
    script = _script(load_settings())
    _known_language(given.language, script)
    if given.asks and given.asks not in script.rubric("").statement_by_id:
        raise VaraError(f"There is no statement {given.asks}; vara rubric lists them.")
    for name, value in explain(given.words, script, script.language_for(given.language), given.asks):
        _say(f"{name}: {value}")
    return 0


def _export(given: argparse.Namespace) -> int:
    _say_json(_stored().export(load_settings(), given.address))
    return 0


def _erase(given: argparse.Namespace) -> int:
    _stored().erase(load_settings(), given.address)
    return 0


def _rotate(given: argparse.Namespace) -> int:
    from bot.rotating import rotate  # noqa: PLC0415 - as for what is stored

    for sentence in rotate(load_settings()):
        _say(sentence)
    return 0


def _stored() -> ModuleType:
    """The store's libraries are heavy, and most commands do without them."""
    from bot import stored  # noqa: PLC0415 - see above

    return stored


def _script(settings: Settings) -> Script:
    return load_script(settings.content, settings.session_days, settings.language)


def _known_language(language: str | None, script: Script) -> None:
    if language is not None and language not in script.languages:
        raise VaraError(f"There is no language {language} yet; there is {', '.join(script.languages)}.")


def _say_json(value: object) -> None:
    _say(json.dumps(value, ensure_ascii=False, indent=2))


def _say(line: object) -> None:
    sys.stdout.write(f"{line}\n")


def _complain(sentence: str) -> int:
    sys.stderr.write(sentence + "\n")
    return BAD_INPUT
