"""The files of a Rasa project that speaks with Vara, made from the rubric: domain, examples, rules, flows.

Pure: the texts by their names. `vara rasa` writes them to `dialogues/rasa`, and a test says when they are stale.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from dialogues.rasa_files.flows import flow_files
from dialogues.rasa_files.names import (
    ACTION_ASK_TEXT,
    ACTION_EXPLAIN,
    ACTION_FORGET,
    ACTION_PROFILE,
    ACTION_STEPS,
    ACTION_TURN,
    ENTITY_VALUE,
    FORM,
    INTENT_CHECK,
    INTENT_EXPLAIN,
    INTENT_FORGET,
    INTENT_PROFILE,
    INTENT_QUICK,
    INTENT_SAY,
    INTENT_STEPS,
    SLOT_BLOCKING,
    SLOT_COMPETENCY,
    SLOT_LANGUAGE,
    SLOT_LEVEL,
    SLOT_OPEN,
    SLOT_STATE,
    SLOT_TEXT,
    SLOT_TYPICAL,
    TALK_FORM,
    VALIDATE_FORM,
    ask_action,
    guess_slots,
    level_slot,
)
from dialogues.rasa_files.said import nlu_file
from dialogues.script import Script
from rubric.model import Rubric

HEADER = "# Written by `vara rasa` from the rubric; what is changed here is lost when it is written anew.\n\n"
VERSION = "3.1"
TO_TURN = (INTENT_CHECK, INTENT_SAY, INTENT_FORGET)
"""Intents by which somebody comes to the conversation with Vara."""
DIRECT = {INTENT_STEPS: ACTION_STEPS, INTENT_EXPLAIN: ACTION_EXPLAIN, INTENT_PROFILE: ACTION_PROFILE}
"""Intents that one action answers."""

Tree = dict[str, Any]
GOES_ON: Tree = {"wait_for_user_input": False}
"""What happens after the turn stands in rules of its own."""


class _Plain(yaml.SafeDumper):
    """Writes everything out where it stands, without anchors."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def project_files(script: Script) -> Mapping[str, str]:
    """Text by file name."""
    rubric = script.rubric("")
    return {
        "domain/vara.yml": HEADER + written(_domain(rubric)),
        "data/vara_nlu.yml": HEADER + nlu_file(script),
        "data/vara_rules.yml": HEADER + written({"version": VERSION, "rules": list(_rules())}),
        "config.yml": HEADER + written(CONFIG),
        "endpoints.yml": HEADER + written(ENDPOINTS),
        "credentials.yml": HEADER + written({"rest": {}}),
        **{name: HEADER + written(tree) for name, tree in flow_files(rubric).items()},
    }


def written(tree: Tree) -> str:
    text: str = yaml.dump(tree, Dumper=_Plain, sort_keys=False, allow_unicode=True, width=120)
    return text


CONFIG: Tree = {
    "recipe": "default.v1",
    "assistant_id": "city_with_vara",
    "language": "es",
    "pipeline": [
        {"name": "WhitespaceTokenizer"},
        {"name": "RegexFeaturizer"},
        {"name": "CountVectorsFeaturizer"},
        {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
        {"name": "DIETClassifier", "epochs": 40, "entity_recognition": False, "constrain_similarities": True},
        {"name": "FallbackClassifier", "threshold": 0.4},
    ],
    "policies": [{"name": "RulePolicy"}],
}
ENDPOINTS: Tree = {
    "action_endpoint": {
        "url": "http://127.0.0.1:5055/webhook",
        "headers": {"Authorization": "Bearer ${VARA_RASA_TOKEN}"},
    }
}


def _domain(rubric: Rubric) -> Tree:
    return {
        "version": VERSION,
        "intents": [*TO_TURN, INTENT_QUICK, *DIRECT],
        "entities": [ENTITY_VALUE, SLOT_COMPETENCY, SLOT_LEVEL],
        "slots": dict(_slots(rubric)),
        "forms": {
            FORM: {"required_slots": list(guess_slots(rubric))},
            TALK_FORM: {"required_slots": [SLOT_TEXT]},
        },
        "actions": [
            ACTION_TURN,
            ACTION_ASK_TEXT,
            VALIDATE_FORM,
            *(ask_action(area.id) for area in rubric.competencies),
            *DIRECT.values(),
            ACTION_FORGET,
        ],
    }


def _slots(rubric: Rubric) -> Iterator[tuple[str, Tree]]:
    yield SLOT_OPEN, {"type": "bool", "influence_conversation": True, "mappings": [{"type": "custom"}]}
    yield SLOT_TEXT, _slot("text", _asked_in(TALK_FORM, SLOT_TEXT))
    for each in guess_slots(rubric):
        yield each, _slot("text", _asked_in(FORM, each))
    for each in (SLOT_COMPETENCY, SLOT_LEVEL):
        yield each, _slot("text", {"type": "from_entity", "entity": each})
    for each in (SLOT_LANGUAGE, SLOT_STATE):
        yield each, _slot("text", {"type": "custom"})
    for each in (*(level_slot(area.id) for area in rubric.competencies), SLOT_TYPICAL, SLOT_BLOCKING):
        yield each, _slot("any", {"type": "custom"})


def _slot(kind: str, mapping: Tree) -> Tree:
    return {"type": kind, "influence_conversation": False, "mappings": [mapping]}


def _asked_in(form: str, slot: str) -> Tree:
    """Whatever is said while the form asks for the slot."""
    return {"type": "from_text", "conditions": [{"active_loop": form, "requested_slot": slot}]}


def _rules() -> Iterator[Tree]:
    for intent in TO_TURN:
        yield {"rule": f"{intent} comes to Vara", "steps": [{"intent": intent}, {"action": ACTION_TURN}], **GOES_ON}
    yield {
        "rule": "Vara hears what was said",
        "condition": [{"active_loop": TALK_FORM}],
        "steps": [*_ended(TALK_FORM), {"action": ACTION_TURN}],
        **GOES_ON,
    }
    turned = {"action": ACTION_TURN}
    waits = [{"slot_was_set": [{SLOT_OPEN: True}]}, {"action": TALK_FORM}, {"active_loop": TALK_FORM}]
    yield {"rule": "Vara waits for an answer", "steps": [turned, *waits]}
    yield {"rule": "Vara rests", "steps": [turned, {"slot_was_set": [{SLOT_OPEN: False}]}]}
    yield {
        "rule": "Rasa asks the quick check",
        "steps": [{"intent": INTENT_QUICK}, {"action": FORM}, {"active_loop": FORM}],
    }
    yield {
        "rule": "Rasa has asked the quick check",
        "condition": [{"active_loop": FORM}],
        "steps": [*_ended(FORM), {"action": ACTION_PROFILE}],
    }
    for intent, action in DIRECT.items():
        yield {"rule": f"{intent} is answered", "steps": [{"intent": intent}, {"action": action}]}


def _ended(form: str) -> list[Tree]:
    return [{"action": form}, {"active_loop": None}, {"slot_was_set": [{"requested_slot": None}]}]
