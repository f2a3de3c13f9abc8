"""The script: a rubric, a wording and phrases for each language, loaded once at start."""

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from dialogues.commands import MENU
from dialogues.message import Menu
from dialogues.sentences import Wording
from dialogues.understanding import Phrases
from dialogues.words import languages, read_phrases, read_wording
from rubric.loading import load_rubric
from rubric.model import Rubric

ORIGINAL = "en"
"""The language in which everything is written first."""


class Script:
    """What the dialogue needs to speak and to understand, by language. `days_kept`: how long a session is kept."""

    def __init__(
        self,
        rubrics: Mapping[str, Rubric],
        wordings: Mapping[str, Wording],
        phrases: Mapping[str, Phrases],
        days_kept: int,
        fallback: str = ORIGINAL,
    ) -> None:
        self._rubrics = rubrics
        self._wordings = wordings
        self._phrases = phrases
        self.days_kept = days_kept
        self._fallback = fallback if fallback in wordings else ORIGINAL

    @cached_property
    def languages(self) -> tuple[str, ...]:
        return tuple(self._wordings)

    def language_for(self, hint: str | None) -> str:
        """The best language we have for a hint such as `pt-BR`; the installation's own if we have none."""
        known = (hint or "").replace("_", "-").partition("-")[0].lower()
        return known if known in self._wordings else self._fallback

    def rubric(self, language: str) -> Rubric:
        return self._rubrics[self.language_for(language)]

    def wording(self, language: str) -> Wording:
        return self._wordings[self.language_for(language)]

    def phrases(self, language: str) -> Phrases:
        return self._phrases[self.language_for(language)]

    def menu(self, language: str) -> tuple[Menu, ...]:
        """The commands that a channel lists for people, in the order of their use."""
        wording = self.wording(language)
        return tuple(Menu(name, wording.plain(f"commands.{name}")) for name in MENU)


def load_script(content: Path | None = None, days_kept: int = 365, fallback: str = ORIGINAL) -> Script:
    """The script with the rubric of `content` (ours if None). Raises ContentError with every problem at once."""
    return Script(
        {each: load_rubric(content, each) for each in languages()},
        {each: Wording(each, read_wording(each)) for each in languages()},
        {each: Phrases(read_phrases(each)) for each in languages()},
        days_kept,
        fallback,
    )
