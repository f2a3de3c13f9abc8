"""The quick check as Rasa's form sees it: its slots as a session of ours, and one question of it as a scene."""

from rasa_sdk import Tracker

from actions.hearing import language_hint
from dialogues.position import Place, Position
from dialogues.rasa_files.names import guess_slot
from dialogues.scene import Scene, scene_of
from dialogues.script import Script
from dialogues.session import Entry, Session
from rubric.model import HIGHEST_LEVEL, LOWEST_LEVEL

LEVELS = frozenset(str(each) for each in range(LOWEST_LEVEL, HIGHEST_LEVEL + 1))


def guessed(tracker: Tracker, script: Script) -> Session:
    """A session that holds what the form's slots hold. Wrong slots count as empty."""
    areas = script.rubric("").competencies
    held = ((area.id, str(tracker.slots.get(guess_slot(area.id)))) for area in areas)
    entries = {area: level for area, level in held if level in LEVELS}
    return supposed(script.language_for(language_hint(tracker)), entries)


def supposed(language: str, levels: dict[str, str]) -> Session:
    """A session of somebody who placed the city at these levels in a quick check."""
    entries = tuple(Entry(f"quick.{area}", level) for area, level in levels.items())
    return Session(language=language, agreed_at=0, city="", want="quick", entries=entries)


def question(session: Session, script: Script, area: str) -> Scene:
    """The scene in which the level of `area` is asked, whatever else is open."""
    return scene_of(session, script)._replace(where=Position(Place.GUESSING, area))
