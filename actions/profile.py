"""`action_vara_profile`: the result so far, in words and in slots."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.answers import answers_of
from actions.installation import installation
from actions.saying import say
from dialogues.rasa_files.names import ACTION_PROFILE, SLOT_BLOCKING, SLOT_TYPICAL, level_slot
from dialogues.remarks import REMARKS
from dialogues.results import tell_result
from dialogues.scene import scene_of
from rubric.model import Rubric
from rubric.profile import Profile


class VaraProfile(Action):
    """Slots out: each competency's level, the typical level, and the ids of what stands in the way.

    It offers no buttons: what comes next is for the assistant that calls it.
    """

    def name(self) -> str:
        return ACTION_PROFILE

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        vara = await installation()
        scene = scene_of(await answers_of(tracker, vara), vara.script)
        profile = scene.profile()
        replies = tell_result(scene) if profile.competencies else REMARKS["no_result"](scene, "")
        told = [each._replace(buttons=()) for each in replies]
        say(dispatcher, tracker, told, vara.settings.public_url)
        return [SlotSet(name, value) for name, value in _slots(scene.rubric, profile).items()]


def _slots(rubric: Rubric, profile: Profile) -> dict[str, object]:
    standings = profile.competencies
    levels: dict[str, object] = {level_slot(each.id): None for each in rubric.competencies}
    levels |= {level_slot(area): standing.level for area, standing in standings.items()}
    blocking = [about for standing in standings.values() for about in standing.blocking]
    return {**levels, SLOT_TYPICAL: profile.typical, SLOT_BLOCKING: blocking}
