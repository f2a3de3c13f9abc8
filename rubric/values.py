"""The smallest pieces that every page of content is made of: frozen values, words, names, ids, sources."""

from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field

LOWEST_LEVEL: Final = 1
HIGHEST_LEVEL: Final = 5

WORDS: Final = "words"
"""Marks a type as words: a translation may replace a field that has this mark, and no other."""

Text = Annotated[str, Field(min_length=1), WORDS]
"""Words that people read: the only kind of field that a translation may replace."""

Name = Annotated[str, Field(min_length=1)]
"""A proper name, such as a company's: the same in every language."""

LevelNumber = Annotated[int, Field(ge=LOWEST_LEVEL, le=HIGHEST_LEVEL)]
CompetencyId = Annotated[str, Field(pattern=r"^[a-z][a-z_]*$")]
FullId = Annotated[str, Field(pattern=r"^[a-z][a-z_]*\.[a-z][a-z0-9_]*$")]
FullIds = Annotated[tuple[FullId, ...], Field(min_length=1)]


class Frozen(BaseModel):
    """A value read from content: unknown keys are errors, nothing changes after loading."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Source(Frozen):
    """Where in the source note a fact stands."""

    section: str


class Example(Frozen):
    """A real city that did it. `as_of` is the year for which the fact is known to hold."""

    place: Text
    year: int | None = None
    text: Text
    as_of: int
