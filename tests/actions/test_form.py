"""The quick check as a form of Rasa's, and the questions about levels, each through rasa-sdk's own executor."""

import pytest

from keeping.conversation import Conversation
from tests.actions.calls import Assistant, Call, body
from tests.actions.test_turn import LEVELS, quick_check


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ("2", "number one", '/vara_say{"vara_value": "quick.analytics.3"}', "quick.decisions.2", "4")),
        ("es", ("2", "la primera", "la tercera", "2", "4")),
        ("pt", ("2", "a primeira", "3", "2", "4")),
    ],
)
async def test_a_form_is_filled_to_its_end_and_gives_the_same_levels(
    anna: Assistant, language: str, said: tuple[str, ...]
) -> None:
    anna.slots["vara_language"] = language
    for area, words in zip(LEVELS, said, strict=True):
        await anna.run(f"action_ask_vara_guess_{area}")
        assert len(anna.payloads) == 6
        await anna.fill(f"vara_guess_{area}", words)

    await anna.run("action_vara_profile")

    assert {area: anna.slots[f"vara_guess_{area}"] for area in LEVELS} == LEVELS
    assert {area: str(anna.slots[f"vara_level_{area}"]) for area in LEVELS} == LEVELS
    assert anna.slots["vara_typical"] == 2
    assert "open_data.mandate" in str(anna.slots["vara_blocking"])


@pytest.mark.parametrize("wrong", ["", "9", "qwertz uiop", "quick.analytics.3", 7.5, None, {"a": 1}, ["2"], "x" * 5000])
async def test_what_is_no_level_leaves_its_slot_empty_and_is_remarked(anna: Assistant, wrong: object) -> None:
    await anna.fill("vara_guess_open_data", wrong)

    assert anna.slots["vara_guess_open_data"] is None
    assert anna.text


async def test_what_counts_is_told_without_filling_the_slot(anna: Assistant) -> None:
    await anna.fill("vara_guess_open_data", '/vara_say{"vara_value": "help"}')

    assert anna.slots["vara_guess_open_data"] is None
    assert "What counts?" in anna.text


async def test_the_profile_of_a_conversation_is_put_into_slots(anna: Assistant) -> None:
    await quick_check(anna)

    await anna.run("action_vara_profile")

    assert {area: str(anna.slots[f"vara_level_{area}"]) for area in LEVELS} == LEVELS


async def test_without_answers_there_is_no_profile(anna: Assistant) -> None:
    await anna.run("action_vara_profile")

    assert anna.slots["vara_typical"] is None
    assert "no result yet" in anna.text


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("how do we get from 2 to 3 in open data?", "Steps: Open data"),
        ("¿cómo pasamos de 2 a 3 en datos abiertos?", "Pasos: Datos abiertos"),
        ("como passamos de 2 para 3 em dados abertos?", "Passos: Dados abertos"),
    ],
)
async def test_next_steps_are_told_without_any_check_and_in_the_language_of_the_question(
    anna: Assistant, question: str, title: str
) -> None:
    await anna.run("action_vara_next_steps", question, intent="vara_next_steps")

    assert anna.text.startswith(title)


async def test_next_steps_take_slots_and_ask_for_what_is_missing(anna: Assistant) -> None:
    await anna.run("action_vara_next_steps", "what next?")
    areas = anna.payloads
    anna.slots["vara_competency"] = "open_data"
    await anna.run("action_vara_next_steps", areas[0])
    levels = anna.payloads
    anna.slots |= {"vara_competency": "open_data", "vara_level": "2"}
    await anna.run("action_vara_next_steps", levels[1])

    assert areas[0] == '/vara_next_steps{"vara_competency": "open_data"}'
    assert levels[1] == '/vara_next_steps{"vara_competency": "open_data", "vara_level": "2"}'
    assert anna.text.startswith("Steps: Open data")
    assert (anna.slots["vara_competency"], anna.slots["vara_level"]) == (None, None)


@pytest.mark.parametrize(("area", "level"), [("roads", "2"), ("open_data", "7"), (5, None), ("open_data", {"a": 1})])
async def test_wrong_slots_are_asked_for_again(anna: Assistant, area: object, level: object) -> None:
    anna.slots |= {"vara_competency": area, "vara_level": level}

    await anna.run("action_vara_next_steps", "what next?")

    assert anna.payloads


async def test_at_the_top_there_is_no_next_step(anna: Assistant) -> None:
    anna.slots |= {"vara_competency": "open_data", "vara_level": "5"}

    await anna.run("action_vara_next_steps", "/vara_next_steps")

    assert "no further step" in anna.text


async def test_after_a_check_the_known_level_is_used(anna: Assistant) -> None:
    await quick_check(anna)

    await anna.run("action_vara_next_steps", "what should we do in open data?")

    assert anna.text.startswith("Steps: Open data")


async def test_a_level_is_explained(anna: Assistant) -> None:
    await anna.run("action_vara_explain", "why are we at level 2 in open data?")
    supposed = anna.text
    await quick_check(anna)
    await anna.run("action_vara_explain", "explain our data levels")

    assert "Open data: level 2" in supposed
    assert "Data ecosystems: level 1" in anna.text


async def test_everything_is_forgotten_at_once(anna: Assistant, conversation: Conversation) -> None:
    await quick_check(anna)
    await anna.run("action_vara_profile")

    await anna.run("action_vara_forget")

    assert await conversation.session("rasa:anna") is None
    assert {name for name, value in anna.slots.items() if value} <= {"vara_language"}


async def test_the_form_that_keeps_the_conversation_asks_nothing_of_its_own(anna: Assistant, call: Call) -> None:
    asked = await call(body("action_ask_vara_text"))

    assert asked == {"events": [], "responses": []}
