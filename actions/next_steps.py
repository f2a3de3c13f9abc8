"""`action_vara_next_steps`: how to get from one level to the next in one competency, also without any check."""

import json
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.answers import asked_about
from actions.guessing import question
from actions.installation import installation
from actions.saying import say_one
from dialogues.message import Button, Reply
from dialogues.rasa_files.names import ACTION_STEPS, INTENT_STEPS, SLOT_COMPETENCY, SLOT_LEVEL
from dialogues.results import tell_steps
from dialogues.scene import Scene
from dialogues.speaking import speak


class VaraNextSteps(Action):
    """Slots in: the competency, by id or title, and its level; asks for what is missing.

    Both are used once, so the next question is not answered with the last one's.
    """

    def name(self) -> str:
        return ACTION_STEPS

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        vara = await installation()
        scene, area = await asked_about(tracker, vara)
        for reply in _replies(scene, area):
            say_one(dispatcher, tracker, reply, vara.settings.public_url, _payload)
        still_asked = area if area and area not in scene.profile().competencies else None
        return [SlotSet(SLOT_COMPETENCY, still_asked), SlotSet(SLOT_LEVEL, None)]


def _replies(scene: Scene, area: str | None) -> tuple[Reply, ...]:
    if area is None:
        ways = tuple(Button(each.title, f"area.{each.id}") for each in scene.rubric.competencies)
        return (Reply(scene.say("choose_area"), ways),)
    if area in scene.profile().competencies:
        return tell_steps(scene, area)
    asked = speak(question(scene.session, scene.script, area))
    return tuple(each._replace(buttons=tuple(way for way in each.buttons if "." in way.value)) for each in asked)


def _payload(value: str) -> str:
    """`area.open_data` names a competency, `quick.open_data.2` its level too; both come back to this action."""
    _, area, *level = value.split(".")
    slots = {SLOT_COMPETENCY: area} | ({SLOT_LEVEL: level[0]} if level else {})
    return f"/{INTENT_STEPS}{json.dumps(slots)}"
