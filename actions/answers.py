"""What a person's answers are for the actions that look at them: the form's if it was filled, else the kept ones."""

from rasa_sdk import Tracker

from actions.guessing import guessed, supposed
from actions.hearing import address_of, area_meant, language_hint, level_meant
from actions.installation import Installation
from actions.slot_keeper import SlotKeeper
from dialogues.rasa_files.names import SLOT_STATE
from dialogues.scene import Scene, scene_of
from dialogues.session import Session


async def answers_of(tracker: Tracker, vara: Installation) -> Session:
    """The session with the answers, without a question of ours that may be open. Maybe without any answer."""
    in_form = guessed(tracker, vara.script)
    if in_form.entries:
        return in_form
    slot = SlotKeeper(vara.keyring, tracker.slots.get(SLOT_STATE))
    kept = await vara.conversation(slot).session(address_of(tracker))
    return kept or in_form


async def asked_about(tracker: Tracker, vara: Installation) -> tuple[Scene, str | None]:
    """The scene in which an answer is to be spoken, and the competency that is asked about, if one is.

    A level that the person just named goes before a different one that is known.
    """
    session = await answers_of(tracker, vara)
    area, language = area_meant(tracker, vara.script) or (None, "")
    if not session.entries and language and language_hint(tracker) is None:
        session = session.model_copy(update={"language": language})
    level = level_meant(tracker)
    scene = scene_of(session, vara.script)
    known = scene.profile().competencies.get(area or "")
    if area and level and (known is None or known.level != level):
        scene = scene_of(supposed(session.language, {area: str(level)}), vara.script)
    return scene, area
