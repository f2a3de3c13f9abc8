"""The command line `vara`. Bad input ends in one clear sentence on standard error and exit 2."""

import argparse
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any, NoReturn

from bot.console import lines_of, transcript
from bot.offline import (
    check,
    mark_translated,
    new_language,
    require_language,
    say,
    say_json,
    score_sheet,
    script_in_use,
    show_rubric,
    understand,
    verify,
)
from bot.rasa import start_actions, write_project
from bot.replaying import replay
from keeping.errors import StoreAway, Unreadable, VaraError
from keeping.settings import load_settings
from rubric.problems import ContentError

BAD_INPUT = 2


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
    checking = _command(commands, "check", check, "every problem in rubric, playbook and wording")
    checking.add_argument("folder", nargs="?", type=Path, metavar="FOLDER", help="a folder of content (the one in use)")
    whole = _command(commands, "rubric", show_rubric, "the whole rubric and playbook")
    whole.add_argument("--json", action="store_true", help="machine readable")
    whole.add_argument("--language", help="language of the texts")
    scoring = _command(commands, "score", score_sheet, "the profile of a sheet of answers; nothing is stored")
    scoring.add_argument("file", nargs="?", type=Path, metavar="FILE", help="JSON with answers (standard input)")
    scoring.add_argument("--json", action="store_true", help="machine readable")
    verifying = _command(commands, "verify", verify, "whether a passport is as it was signed, and its profile right")
    verifying.add_argument("file", nargs="?", type=Path, metavar="FILE", help="a passport (standard input)")
    marks = _command(commands, "translated", mark_translated, "marks translations as true to the English of today")
    marks.add_argument("language", nargs="?", metavar="LANGUAGE", help="one language (all)")
    begun = _command(commands, "new-language", new_language, "the empty pages of a new language, for translators")
    begun.add_argument("language", metavar="LANGUAGE", help="its code, such as fr")
    words = _command(commands, "understand", understand, "how typed words are understood, and why")
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
    script = script_in_use(settings)
    require_language(given.language, script)
    if sys.stdin.isatty():
        _stored().talk(settings, script, given.language)
        return 0
    for line in transcript(lines_of(sys.stdin), script, given.language, int(time.time())):
        say(line)
    return 0


def _export(given: argparse.Namespace) -> int:
    say_json(_stored().export(load_settings(), given.address))
    return 0


def _erase(given: argparse.Namespace) -> int:
    _stored().erase(load_settings(), given.address)
    return 0


def _rotate(given: argparse.Namespace) -> int:
    from bot.rotating import rotate  # noqa: PLC0415 - as for what is stored

    for sentence in rotate(load_settings()):
        say(sentence)
    return 0


def _stored() -> ModuleType:
    """The store's libraries are heavy, and most commands do without them."""
    from bot import stored  # noqa: PLC0415 - see above

    return stored


def _complain(sentence: str) -> int:
    sys.stderr.write(sentence + "\n")
    return BAD_INPUT
