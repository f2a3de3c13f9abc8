"""The bot's own sentences in one language: a flat key to a Jinja2 template.

`wording/<language>/<room>.yaml` holds the keys of one room; its sentences are called `room.key`.
People's text is always data of a template, never a template.
"""

import re
from collections.abc import Hashable, Mapping
from functools import lru_cache

from jinja2 import Environment, StrictUndefined, Template

from dialogues.formats import filters

MOST_RECITED = 4096
"""Sentences that are remembered: a question with its numbers is one."""

_MORE_THAN_A_BLANK_LINE = re.compile(r"\n(?:[ \t]*\n){2,}")


class Wording:
    """Says a sentence by its key. `say` gives safe HTML, `plain` gives words for labels and logs."""

    def __init__(self, language: str, sentences: Mapping[str, str]) -> None:
        self.language = language
        self._sentences = sentences
        self._compiled: dict[tuple[str, bool], Template] = {}
        self._recited = lru_cache(MOST_RECITED)(self._recited_once)

    def say(self, key: str, **data: object) -> str:
        """The sentence as HTML of `b i a br`; every value in `data` is escaped."""
        return self._spoken(key, True, data)

    def plain(self, key: str, **data: object) -> str:
        """The sentence as plain text, for places that are no HTML: labels, toasts, `alt`."""
        return self._spoken(key, False, data)

    def recite(self, key: str, **data: Hashable) -> str:
        """As `say`, and remembered: for data that come from the rubric, never for what a person wrote."""
        return self._recited(key, True, tuple(data.items()))

    def recite_plain(self, key: str, **data: Hashable) -> str:
        """As `plain`, and remembered like `recite`."""
        return self._recited(key, False, tuple(data.items()))

    def all(self, room: str) -> dict[str, str]:
        """Every sentence of a room as it is written, by its key without the room's name."""
        prefix = room + "."
        return {key.removeprefix(prefix): text for key, text in self._sentences.items() if key.startswith(prefix)}

    def _recited_once(self, key: str, html: bool, data: tuple[tuple[str, Hashable], ...]) -> str:
        return self._spoken(key, html, dict(data))

    def _spoken(self, key: str, html: bool, data: Mapping[str, object]) -> str:
        text = _MORE_THAN_A_BLANK_LINE.sub("\n\n", self._template(key, html).render(data)).strip()
        return text.replace("\n", "<br>") if html else text

    def _template(self, key: str, html: bool) -> Template:
        compiled = self._compiled.get((key, html))
        if compiled is None:
            compiled = environment(autoescape=html, language=self.language).from_string(self._sentences[key])
            self._compiled[key, html] = compiled
        return compiled


@lru_cache(maxsize=64)
def environment(*, autoescape: bool, language: str = "en") -> Environment:
    """How templates are compiled: unknown names are errors, and nothing is loaded from anywhere."""
    made = Environment(  # nosec B701
        autoescape=autoescape,  # noqa: S701 - off only for plain text, which is never put into a page
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(filters(language))
    return made
