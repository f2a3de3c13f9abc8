"""The same for assistants with flows (CALM): domain and flows. Made from Rasa's documentation."""

from typing import Any

from dialogues.rasa_files.names import (
    ACTION_ASK_TEXT,
    ACTION_EXPLAIN,
    ACTION_FORGET,
    ACTION_PROFILE,
    ACTION_STEPS,
    ACTION_TURN,
    SLOT_BLOCKING,
    SLOT_COMPETENCY,
    SLOT_LANGUAGE,
    SLOT_LEVEL,
    SLOT_OPEN,
    SLOT_STATE,
    SLOT_TEXT,
    SLOT_TYPICAL,
    level_slot,
)
from rubric.model import Rubric

Tree = dict[str, Any]
VERSION = "3.1"

CONVERSATION: Tree = {
    "name": "data maturity check",
    "description": (
        "Lets an official of a city check how well the city uses its data: levels from 1 to 5 in five areas, what "
        "holds each back, and next steps. Also continues a check that was begun."
    ),
    "steps": [
        {
            "id": "turn",
            "action": ACTION_TURN,
            "next": [{"if": f"slots.{SLOT_OPEN}", "then": "said"}, {"else": "END"}],
        },
        {
            "id": "said",
            "collect": SLOT_TEXT,
            "description": "Whatever the person replies, word for word.",
            "ask_before_filling": True,
            "reset_after_flow_ends": True,
            "next": "turn",
        },
    ],
}
FLOWS: dict[str, Tree] = {
    "vara_check": CONVERSATION,
    "vara_next_steps": {
        "name": "next steps in one area of data",
        "description": "Tells how a city gets from its level to the next one in one area of its work with data.",
        "steps": [
            {"collect": SLOT_COMPETENCY, "description": "The area, in the person's words, such as open data."},
            {"collect": SLOT_LEVEL, "description": "The level where the city stands now, from 1 to 5."},
            {"action": ACTION_STEPS},
        ],
    },
    "vara_profile": {
        "name": "data levels of the city",
        "description": "Shows the levels that the city has reached in the data maturity check so far.",
        "steps": [{"action": ACTION_PROFILE}],
    },
    "vara_explain": {
        "name": "why a data level",
        "description": "Explains why the city stands at its data levels and what the next ones would take.",
        "steps": [{"action": ACTION_EXPLAIN}],
    },
    "vara_forget": {
        "name": "erase the data maturity check",
        "description": "Erases everything that is kept of the person's data maturity check.",
        "steps": [
            {"collect": "vara_sure", "description": "Whether the person is sure, true or false."},
            {"if": "slots.vara_sure", "then": [{"action": ACTION_FORGET, "next": "END"}]},
        ],
    },
}


def flow_files(rubric: Rubric) -> dict[str, Tree]:
    return {"calm/domain/vara.yml": _domain(rubric), "calm/flows/vara.yml": {"flows": FLOWS}}


def _domain(rubric: Rubric) -> Tree:
    said = {SLOT_TEXT: "text", SLOT_COMPETENCY: "text", SLOT_LEVEL: "text", "vara_sure": "bool"}
    levels = [level_slot(area.id) for area in rubric.competencies]
    ours = {SLOT_OPEN: "bool", SLOT_LANGUAGE: "text", SLOT_STATE: "text"}
    ours |= dict.fromkeys([*levels, SLOT_TYPICAL, SLOT_BLOCKING], "any")
    return {
        "version": VERSION,
        "slots": {
            **{name: {"type": kind, "mappings": [{"type": "from_llm"}]} for name, kind in said.items()},
            **{name: {"type": kind, "mappings": [{"type": "controlled"}]} for name, kind in ours.items()},
        },
        "actions": [ACTION_TURN, ACTION_ASK_TEXT, ACTION_STEPS, ACTION_EXPLAIN, ACTION_PROFILE, ACTION_FORGET],
    }
