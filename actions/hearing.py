"""From Rasa's tracker to what Vara hears: pure, and patient with what a tracker may lack."""

import json
import re
from collections.abc import Mapping
from typing import Any

from rasa_sdk import Tracker

from dialogues.cleaning import folded
from dialogues.message import Message
from dialogues.rasa_files.names import (
    ENTITY_VALUE,
    INTENT_CHECK,
    INTENT_FORGET,
    INTENT_SAY,
    SLOT_COMPETENCY,
    SLOT_LANGUAGE,
    SLOT_LEVEL,
    SLOT_TEXT,
)
from dialogues.script import Script
from rubric.model import HIGHEST_LEVEL, LOWEST_LEVEL

SET_SLOTS = "/SetSlots("
"""How a button of an assistant with flows says what it sets."""

_NUMBER = re.compile(r"(?<!\d)\d(?!\d)", re.ASCII)

COMMAND_OF = {INTENT_CHECK: "/start", INTENT_FORGET: "/forget"}
"""What is heard in place of the words by which the person came to Vara."""


def address_of(tracker: Tracker) -> str:
    """Where the conversation lives."""
    return f"rasa:{tracker.sender_id}"


def message_from(tracker: Tracker, at: int) -> Message:
    """What the person said last. The same call again gives the same message."""
    latest: Mapping[str, Any] = tracker.latest_message
    text = latest.get("text")
    said = text if isinstance(text, str) else ""
    timestamp = tracker.events[-1].get("timestamp") if tracker.events else None
    identity = latest.get("message_id") or f"{timestamp}:{said}"
    return Message(str(identity), _words(tracker, said), at, language_hint(tracker))


def pressed(text: str) -> str:
    """The value of a button that came as the text of an intent; other text as it is."""
    head, brace, rest = text.partition("{")
    if head.strip() != f"/{INTENT_SAY}" or not brace:
        return text
    try:
        value = json.loads(brace + rest).get(ENTITY_VALUE)
    except (ValueError, RecursionError):
        return text
    return value if isinstance(value, str) else text


def language_hint(tracker: Tracker) -> str | None:
    """The language that Rasa's side tells: our slot, its own, or the channel's."""
    metadata = tracker.latest_message.get("metadata")
    told = metadata.get("language") if isinstance(metadata, dict) else None
    wishes = (tracker.slots.get(SLOT_LANGUAGE), tracker.slots.get("language"), told)
    return next((each for each in wishes if isinstance(each, str) and each), None)


def area_named(words: object, script: Script) -> tuple[str, str] | None:
    """The competency that is named, by id or title, and the language in which it is; "" if by id."""
    named = folded(words) if isinstance(words, str) else ""
    for language in script.languages:
        for area in script.rubric(language).competencies:
            if words == area.id:
                return area.id, ""
            title = folded(area.title)
            if named and (named == title or f" {title} " in f" {named} "):
                return area.id, language
    return None


def area_meant(tracker: Tracker, script: Script) -> tuple[str, str] | None:
    """The competency in the slot, else the one that the person's words name."""
    return area_named(tracker.slots.get(SLOT_COMPETENCY), script) or area_named(_own_words(tracker), script)


def level_meant(tracker: Tracker) -> int | None:
    """The level that the person's words name, of two ("from 2 to 3") the lower one; else the one in the slot."""
    named = [int(each) for each in _NUMBER.findall(_own_words(tracker))]
    held = _NUMBER.fullmatch(str(tracker.slots.get(SLOT_LEVEL)).strip())
    possible = [each for each in named if LOWEST_LEVEL <= each <= HIGHEST_LEVEL]
    if possible:
        return min(possible)
    level = int(held[0]) if held else 0
    return level if LOWEST_LEVEL <= level <= HIGHEST_LEVEL else None


def _own_words(tracker: Tracker) -> str:
    """What was typed last; nothing if a button was pressed."""
    text = tracker.latest_message.get("text")
    return text if isinstance(text, str) and not text.startswith("/") else ""


def _words(tracker: Tracker, said: str) -> str:
    latest = tracker.latest_message
    if said.startswith(SET_SLOTS):
        held = tracker.slots.get(SLOT_TEXT)
        return held if isinstance(held, str) else ""
    intent = _part(latest.get("intent"), "name")
    if intent == INTENT_SAY:
        return _value_told(latest.get("entities")) or pressed(said)
    came_by_intent = not tracker.slots.get(SLOT_TEXT)
    return COMMAND_OF.get(str(intent), said) if came_by_intent else pressed(said)


def _value_told(entities: object) -> str:
    """The value of the pressed button among what was found in a message; "" if there is none."""
    found = entities if isinstance(entities, list) else []
    values = [_part(each, "value") for each in found if _part(each, "entity") == ENTITY_VALUE]
    return next((each for each in values if isinstance(each, str)), "")


def _part(value: object, name: str) -> object:
    """A part of what should be an object; None if it is none."""
    return value.get(name) if isinstance(value, dict) else None
