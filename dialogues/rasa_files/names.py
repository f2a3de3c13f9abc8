"""The names that Vara has in a Rasa project: slots, intents, forms, actions. A city's own stories rely on them."""

from rubric.model import Rubric

SLOT_TEXT = "vara_text"
"""What the person said to Vara; filled by the form or the flow that keeps the conversation with Vara."""
SLOT_OPEN = "vara_open"
"""Whether Vara waits for an answer. When it is false, Rasa's own dialogue goes on."""
SLOT_LANGUAGE = "vara_language"
SLOT_COMPETENCY = "vara_competency"
SLOT_LEVEL = "vara_level"
SLOT_TYPICAL = "vara_typical"
SLOT_BLOCKING = "vara_blocking"
SLOT_STATE = "vara_state"
"""The conversation itself, encrypted; only with VARA_RASA_STATE=slot."""

ENTITY_VALUE = "vara_value"
"""The value of a button that was pressed, within the intent `vara_say`."""

INTENT_SAY = "vara_say"
INTENT_CHECK = "vara_check"
INTENT_QUICK = "vara_quick"
INTENT_PROFILE = "vara_profile"
INTENT_STEPS = "vara_next_steps"
INTENT_EXPLAIN = "vara_explain"
INTENT_FORGET = "vara_forget"

FORM = "vara_form"
"""The quick check, with Rasa asking."""
TALK_FORM = "vara_talk_form"
"""The conversation with Vara: it takes whatever is said, until Vara asks nothing more."""

ACTION_TURN = "action_vara_turn"
ACTION_PROFILE = "action_vara_profile"
ACTION_STEPS = "action_vara_next_steps"
ACTION_EXPLAIN = "action_vara_explain"
ACTION_FORGET = "action_vara_forget"
ACTION_ASK_TEXT = f"action_ask_{SLOT_TEXT}"
VALIDATE_FORM = f"validate_{FORM}"


def guess_slot(area: str) -> str:
    """Where the form keeps the level that was guessed for a competency, "1" to "5"."""
    return f"vara_guess_{area}"


def level_slot(area: str) -> str:
    """Where the profile puts the level of a competency, 1 to 5."""
    return f"vara_level_{area}"


def ask_action(area: str) -> str:
    """The action by which the form asks for a competency's level."""
    return f"action_ask_{guess_slot(area)}"


def guess_slots(rubric: Rubric) -> tuple[str, ...]:
    return tuple(guess_slot(area.id) for area in rubric.competencies)


def result_slots(rubric: Rubric) -> tuple[str, ...]:
    """The slots that hold something of a person, besides the form's."""
    levels = tuple(level_slot(area.id) for area in rubric.competencies)
    return (*levels, SLOT_TYPICAL, SLOT_BLOCKING, SLOT_COMPETENCY, SLOT_LEVEL, SLOT_TEXT, SLOT_STATE)
