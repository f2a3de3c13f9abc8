"""`validate_vara_form`: what was said is understood as everywhere; what is no level leaves its slot empty."""

from typing import Any

from rasa_sdk import FormValidationAction, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.guessing import LEVELS, guessed, question
from actions.hearing import message_from, pressed
from actions.installation import Installation, installation
from actions.saying import intent_payload, say_one
from dialogues.hearing import hear
from dialogues.message import Remark
from dialogues.rasa_files.names import VALIDATE_FORM, guess_slot
from dialogues.remarks import REMARKS
from keeping.conversation import now

NOTHING = (Remark("not_understood"),)


class ValidateVaraForm(FormValidationAction):
    """Reads every slot that was just filled. It needs no domain: the form's slots follow from the rubric."""

    def name(self) -> str:
        return VALIDATE_FORM

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        vara = await installation()
        given = tracker.slots_to_validate()
        areas = [area.id for area in vara.script.rubric("").competencies if guess_slot(area.id) in given]
        return [SlotSet(guess_slot(each), _level(vara, dispatcher, tracker, each)) for each in areas]


def _level(vara: Installation, dispatcher: CollectingDispatcher, tracker: Tracker, area: str) -> str | None:
    """The level that was said for `area`; None, and a remark is made, if none was."""
    text = _said(tracker.slots.get(guess_slot(area)))
    others = guessed(tracker, vara.script)
    kept = tuple(each for each in others.entries if each.about != f"quick.{area}")
    scene = question(others.model_copy(update={"entries": kept}), vara.script, area)
    heard = hear(scene, message_from(tracker, now())._replace(text=text))
    found = {about: value for about, value, _ in heard.session.entries} if heard.session else {}
    level = found.get(f"quick.{area}")
    if level in LEVELS:
        return level
    for remark in heard.remarks or NOTHING:
        for reply in REMARKS[remark.kind](scene, remark.about):
            say_one(dispatcher, tracker, reply, vara.settings.public_url, intent_payload)
    return None


def _said(value: object) -> str:
    """The words, or the number, in a slot; nothing if it holds something else."""
    if isinstance(value, int):
        return str(value)
    return pressed(value).removeprefix("meant.") if isinstance(value, str) else ""
