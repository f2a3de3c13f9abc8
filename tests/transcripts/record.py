"""Writes every transcript anew from what is typed in it: `make record`. Read the difference before you keep it."""

from pathlib import Path

from bot.console import PROMPT, transcript
from dialogues.script import load_script
from tests.transcripts.teams import HERE as TEAMS
from tests.transcripts.teams import team_transcript

HERE = Path(__file__).parent


def typed_in(text: str) -> list[str]:
    """The lines that a person types in a transcript."""
    return [line.removeprefix(PROMPT) for line in text.splitlines() if line.startswith(PROMPT)]


def main() -> None:
    script = load_script()
    for path in sorted(HERE.glob("*.txt")):
        lines = transcript(typed_in(path.read_text("utf-8")), script)
        path.write_text("\n".join(lines) + "\n", "utf-8")
    for path in sorted(TEAMS.glob("*.txt")):
        lines = team_transcript(typed_in(path.read_text("utf-8")), script)
        path.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
