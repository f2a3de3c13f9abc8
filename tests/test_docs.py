"""What is written down is true: commands exist, and whatever exists is written down."""

import re
from pathlib import Path

import pytest

from bot.cli import main
from dialogues.commands import GROUP_MENU, LEADER_MENU, MENU

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
OPERATORS = (
    "serve",
    "chat",
    "check",
    "rubric",
    "score",
    "verify",
    "export",
    "erase",
    "rotate",
    "translated",
    "new-language",
    "understand",
    "actions",
    "rasa",
    "replay",
)


@pytest.mark.parametrize("command", sorted({*MENU, *GROUP_MENU, *LEADER_MENU}))
def test_every_command_that_people_type_is_in_the_readme(command: str) -> None:
    assert re.search(rf"`/{command}\b", README)


@pytest.mark.parametrize("command", OPERATORS)
def test_every_command_of_the_operator_is_in_the_readme_and_exists(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert f"`vara {command}" in README

    with pytest.raises(SystemExit) as left:
        main([command, "--help"])

    assert left.value.code == 0
    assert command in capsys.readouterr().out


def test_no_other_command_exists(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])

    listed = re.findall(r"^    ([\w-]+)(?: |$)", capsys.readouterr().out, re.MULTILINE)

    assert set(listed) == set(OPERATORS)


@pytest.mark.parametrize("target", ["run", "test", "bench"])
def test_the_makefile_has_what_the_readme_promises(target: str) -> None:
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
