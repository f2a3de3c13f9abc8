"""`action_ask_vara_text`: the form or flow that keeps the conversation asks through it, but Vara has asked already."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from dialogues.rasa_files.names import ACTION_ASK_TEXT


class AskText(Action):
    """Says nothing."""

    def name(self) -> str:
        return ACTION_ASK_TEXT

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        return []
