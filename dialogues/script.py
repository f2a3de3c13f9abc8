"""The script: a rubric, a wording and phrases for each language, loaded once at start."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path

from dialogues.cleaning import folded
from dialogues.commands import GROUP_MENU, LEADER_MENU, MENU
from dialogues.formats import names_in
from dialogues.message import Menu
from dialogues.sentences import Wording
from dialogues.understanding import Phrases
from dialogues.understanding.judging import weights
from dialogues.understanding.meanings import meanings_for
from dialogues.words import HERE, NAME, ORIGINAL, languages, read_phrases, read_wording
from rubric.loading import load_rubrics
from rubric.model import Rubric


class Script:
    """What the dialogue needs to speak and to understand, by language.

    `days_kept`: how long a session is kept. `zone`: the time zone of the installation, if it has one.
    """

    def __init__(
        self,
        rubrics: Mapping[str, Rubric],
        wordings: Mapping[str, Wording],
        phrases: Mapping[str, Phrases],
        days_kept: int,
        fallback: str = ORIGINAL,
        zone: str | None = None,
    ) -> None:
        self._rubrics = rubrics
        self._wordings = wordings
        self._phrases = phrases
        self.days_kept = days_kept
        self.zone = zone
        self._fallback = fallback if fallback in wordings else ORIGINAL

    @cached_property
    def languages(self) -> tuple[str, ...]:
        return tuple(self._wordings)

    def language_named(self, text: str) -> str | None:
        """The language of ours that the text names, in that language or any other of ours; None if it names none."""
        return self._names.get(folded(text))

    def language_in(self, text: str) -> str | None:
        """The one language of ours that is named anywhere in the text; None if none is, or several."""
        named = {self._names[word] for word in folded(text).split() if word in self._names}
        return named.pop() if len(named) == 1 else None

    @cached_property
    def _names(self) -> Mapping[str, str]:
        foreign = {name: each for own in self._wordings for each, name in names_in(own, self._wordings).items()}
        own_names = {wording.plain(NAME): each for each, wording in self._wordings.items()}
        return {folded(name): each for name, each in {**foreign, **own_names}.items()}

    def language_for(self, hint: str | None) -> str:
        """The best language we have for a hint such as `pt-BR`; the installation's own if we have none."""
        known = (hint or "").replace("_", "-").partition("-")[0].lower()
        return known if known in self._wordings else self._fallback

    def rubric(self, language: str) -> Rubric:
        return self._rubrics.get(language) or self._rubrics[self.language_for(language)]

    def wording(self, language: str) -> Wording:
        return self._wordings.get(language) or self._wordings[self.language_for(language)]

    def phrases(self, language: str) -> Phrases:
        return self._phrases.get(language) or self._phrases[self.language_for(language)]

    def warm(self) -> None:
        """Reads what only typed words need, so that nobody's first words wait for it. May be left out."""
        for language in self.languages:
            meanings_for(language)
        weights()

    def menu(self, language: str, names: Iterable[str] = MENU) -> tuple[Menu, ...]:
        """The commands that a channel lists for people, what matters most first."""
        wording = self.wording(language)
        return tuple(Menu(name, wording.plain(f"commands.{name}")) for name in names)

    def group_menu(self, language: str, *, leaders: bool) -> tuple[Menu, ...]:
        """The commands that a channel lists in groups: for everyone, or for administrators."""
        wording = self.wording(language)
        names = LEADER_MENU if leaders else GROUP_MENU
        return tuple(Menu(name, wording.plain(f"team.command_{name}")) for name in names)


def load_script(
    content: Path | None = None,
    days_kept: int = 365,
    fallback: str = ORIGINAL,
    words: Path = HERE,
    zone: str | None = None,
) -> Script:
    """The script with the rubric of `content` (ours if None) and the wording and phrases in `words`.

    A language is there when its rubric is translated and its wording says how it is called. A sentence that it
    lacks is English: `vara check` tells it. Raises ContentError with every problem of the originals.
    """
    rubrics = load_rubrics(content)
    sentences = {each: read_wording(each, words) for each in languages(words)}
    original = sentences[ORIGINAL]
    offered = [each for each, said in sentences.items() if each in rubrics and NAME in said]
    return Script(
        {each: rubrics[each] for each in offered},
        {each: Wording(each, {**original, **sentences[each]}) for each in offered},
        {each: Phrases({**read_phrases(ORIGINAL, words), **read_phrases(each, words)}) for each in offered},
        days_kept,
        fallback,
        zone,
    )
