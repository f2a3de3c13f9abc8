"""A team's room in one language, and the names of what is asked and answered there."""

from typing import NamedTuple

from dialogues.message import Button
from dialogues.script import Script
from dialogues.sentences import Wording
from dialogues.teams.phase import options
from dialogues.teams.round import Room
from rubric.model import Rating, Rubric
from rubric.team import competency_of


class TeamScene(NamedTuple):
    """A room seen in one language: the room's own for the shared message, a person's for toasts."""

    room: Room
    rubric: Rubric
    wording: Wording
    script: Script

    def say(self, key: str, **data: object) -> str:
        return self.wording.say(f"team.{key}", **data)

    def plain(self, key: str, **data: object) -> str:
        return self.wording.plain(f"team.{key}", **data)

    def label(self, name: str) -> str:
        return self.wording.recite_plain(f"labels.{name}")

    def title(self, about: str) -> str:
        area = self.rubric.competency_by_id.get(competency_of(about))
        return area.title if area else about

    def text(self, about: str) -> str:
        """What is asked: the statement, or what the area is about."""
        statement = self.rubric.statement_by_id.get(about)
        area = self.rubric.competency_by_id.get(competency_of(about))
        return statement.text if statement else area.about if area else ""

    def name(self, about: str) -> str:
        """A short name for a question, for lists."""
        statement = self.rubric.statement_by_id.get(about)
        return f"{self.title(about)}, {statement.short}" if statement else self.title(about)

    def value(self, about: str, value: str) -> str:
        """An answer as its button shows it."""
        area = self.rubric.competency_by_id.get(competency_of(about))
        if value in set(Rating):
            return self.label(value)
        found = (each.label for each in (area.descriptions if area else ()) if str(each.level) == value)
        return f"{value} · {next(found, '')}".removesuffix(" · ")

    def choices(self, about: str) -> tuple[Button, ...]:
        """What can be chosen on a question."""
        return tuple(Button(self.value(about, each), f"vote.{each}") for each in options(about, self.rubric))

    def named(self, *ways: tuple[str, str]) -> tuple[Button, ...]:
        """Buttons by their labels' names and their values."""
        return tuple(Button(self.label(name), value) for name, value in ways)

    def role(self, role: str) -> str:
        return self.wording.recite_plain(f"team.role_{role or 'none'}")


def team_scene(room: Room, script: Script, language: str | None = None) -> TeamScene:
    spoken = script.language_for(language or room.language)
    return TeamScene(room, script.rubric(spoken), script.wording(spoken), script)
