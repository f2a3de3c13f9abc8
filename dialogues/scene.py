"""A session seen at its position: the facts, where they put us, and the words to speak with."""

from collections.abc import Hashable
from typing import NamedTuple

from dialogues.position import Position, position, sheet_of
from dialogues.script import Script
from dialogues.sentences import Wording
from dialogues.session import Session
from rubric.model import Rubric
from rubric.profile import Profile, Sheet
from rubric.scoring import score


class Scene(NamedTuple):
    """One session at one position, in the person's language. Made once for a session, read by many."""

    session: Session
    script: Script
    where: Position
    rubric: Rubric
    wording: Wording
    sheet: Sheet

    def say(self, key: str, **data: object) -> str:
        """A sentence of the conversation as HTML."""
        return self.wording.say(f"conversation.{key}", **data)

    def plain(self, key: str, **data: object) -> str:
        """A sentence of the conversation as plain text."""
        return self.wording.plain(f"conversation.{key}", **data)

    def recite(self, key: str, **data: Hashable) -> str:
        """As `say`, for data that come from the rubric alone."""
        return self.wording.recite(f"conversation.{key}", **data)

    def label(self, name: str) -> str:
        return self.wording.recite_plain(f"labels.{name}")

    def profile(self) -> Profile:
        return score(self.rubric, self.sheet)

    def title(self, competency: str) -> str:
        return self.rubric.competency_by_id[competency].title


def scene_of(session: Session, script: Script) -> Scene:
    """The scene that a session sets."""
    rubric = script.rubric(session.language)
    sheet = sheet_of(session, rubric)
    where = position(session, rubric, sheet)
    return Scene(session, script, where, rubric, script.wording(session.language), sheet)
