"""The conversation, turn by turn, through `action_vara_turn`."""

import asyncio
from typing import Any

import pytest

from actions.installation import Installation, installation, use
from actions.slot_keeper import SlotKeeper
from dialogues.message import Message
from dialogues.script import Script
from keeping.conversation import Conversation
from keeping.settings import load_settings
from rubric.answers import read_sheet
from rubric.scoring import score
from tests.actions.calls import Assistant, Body, Call, body, pro_body
from tests.bot.sheets import answer_to, random_sheet

LEVELS = {"open_data": "2", "ecosystems": "1", "analytics": "3", "decisions": "2", "services": "4"}


async def quick_check(assistant: Assistant) -> Assistant:
    await assistant.run("action_vara_turn", "how well does our city use data", intent="vara_check")
    for value in ("agree", "skip", "quick", *(f"quick.{area}.{level}" for area, level in LEVELS.items())):
        await assistant.turn(value)
    return assistant


async def test_a_quick_check_ends_in_the_levels_that_the_web_gives(anna: Assistant, conversation: Conversation) -> None:
    opened = await conversation.open("en")
    said = ("agree", "skip", "quick", *(f"quick.{area}.{level}" for area, level in LEVELS.items()))
    for number, text in enumerate(said):
        await conversation.hear(f"web:{opened.id}", Message(str(number), text, number), opened.token)
    on_the_web = await conversation.export(f"web:{opened.id}", opened.token)

    await quick_check(anna)

    assert anna.profile == on_the_web["profile"]
    assert {area: str(each["level"]) for area, each in on_the_web["profile"]["competencies"].items()} == LEVELS


@pytest.mark.parametrize("seed", range(4))
async def test_a_full_check_ends_in_the_levels_of_its_answers(anna: Assistant, seed: int, script: Script) -> None:
    sheet = random_sheet(script.rubric("en"), seed)
    value: str | None = "agree"
    while value:
        await anna.turn(value)
        last = anna.responses[-1]["custom"]["vara"]
        value = None if anna.profile else answer_to(last["asks"], [each["value"] for each in last["buttons"]], sheet)

    given = await _given(anna)

    assert anna.profile == score(script.rubric("en"), read_sheet(script.rubric("en"), given)).as_json()


async def _given(anna: Assistant) -> dict[str, object]:
    """The answers that are kept, as a sheet."""
    held = await installation()
    session = await held.conversation(SlotKeeper(held.keyring, None)).session("rasa:anna")
    assert session is not None
    return {each.about: each.value for each in session.entries if not each.about.startswith("symptoms")}


async def test_vara_waits_during_a_check_and_rests_at_its_end(anna: Assistant) -> None:
    await anna.run("action_vara_turn", "hello", intent="vara_check")
    waits = [anna.slots["vara_open"]]
    await anna.turn("agree")
    waits.append(anna.slots["vara_open"])
    await quick_check(anna)
    waits.append(anna.slots["vara_open"])

    assert waits == [True, True, False]


async def test_whoever_is_welcomed_twice_is_let_go(anna: Assistant) -> None:
    await anna.run("action_vara_turn", "hello", intent="vara_check")

    await anna.run("action_vara_turn", "where is the registry office?")

    assert anna.slots["vara_open"] is False
    assert anna.payloads == ['/vara_say{"vara_value": "agree"}']


async def test_nothing_is_kept_of_a_sender_who_has_not_agreed(anna: Assistant, vara: Installation) -> None:
    await anna.run("action_vara_turn", "hello", intent="vara_check")

    assert vara.store is not None
    assert await vara.store.load("rasa:anna") is None
    assert anna.responses


async def test_the_same_message_twice_is_recorded_once_and_answered_again(
    anna: Assistant, call: Call, conversation: Conversation
) -> None:
    for value in ("agree", "skip", "quick"):
        await anna.turn(value)
    answer = body("action_vara_turn", '/vara_say{"vara_value": "quick.open_data.2"}', intent="vara_say", message_id="x")

    first = await call(answer)
    second = await call(answer)

    session = await conversation.session("rasa:anna")
    assert first["responses"] == second["responses"]
    assert session is not None
    assert [each.about for each in session.entries] == ["quick.open_data"]


async def test_senders_at_the_same_time_keep_their_own_answers(vara: Installation, call: Call) -> None:
    people = [Assistant(call, f"sender-{number}") for number in range(20)]

    await asyncio.gather(*(quick_check(each) for each in people))

    assert all(each.profile == people[0].profile and each.profile for each in people)


async def test_typed_words_are_understood_as_everywhere(anna: Assistant) -> None:
    for value in ("agree", "skip", "quick"):
        await anna.turn(value)

    await _typed(anna, "the second one")

    assert "question 2 of 5" in anna.text


async def _typed(anna: Assistant, words: str) -> Assistant:
    anna.slots["vara_text"] = words
    return await anna.run("action_vara_turn", words)


async def test_what_is_said_in_the_conversation_is_no_request_to_begin_it(anna: Assistant) -> None:
    await anna.turn("agree")
    anna.slots["vara_text"] = "Mendoza"

    await anna.run("action_vara_turn", "Mendoza", intent="vara_check")

    assert "Mendoza" in anna.text


async def test_the_language_of_rasas_side_is_spoken(vara: Installation, call: Call) -> None:
    by_slot, by_channel = Assistant(call, "a"), Assistant(call, "b", metadata={"language": "pt-BR"})
    by_slot.slots["language"] = "es"

    await by_slot.run("action_vara_turn", "hola", intent="vara_check")
    await by_channel.run("action_vara_turn", "oi", intent="vara_check")

    assert (by_slot.slots["vara_language"], by_channel.slots["vara_language"]) == ("es", "pt")


async def test_custom_holds_the_reply_of_the_contract_but_for_services_that_take_orders(
    anna: Assistant, call: Call
) -> None:
    on_telegram = Assistant(call, "t", channel="telegram")

    await anna.run("action_vara_turn", "hello", intent="vara_check")
    await on_telegram.run("action_vara_turn", "hello", intent="vara_check")

    assert set(anna.responses[0]["custom"]["vara"]) == {"text", "buttons", "asks", "picture", "alt", "profile"}
    assert on_telegram.responses[0]["custom"] in (None, {})
    assert "<b>" not in anna.text


async def test_a_picture_has_an_address_where_the_public_one_is_known(anna: Assistant, vara: Installation) -> None:
    use(vara._replace(settings=load_settings({"VARA_PUBLIC_URL": "https://vara.example.org"})))

    await quick_check(anna)

    images = [each["image"] for each in anna.responses if each["image"]]
    assert len(images) == 1
    assert images[0].startswith("https://vara.example.org/pictures/en-quick-open_data.2.2-")


async def test_buttons_of_an_assistant_with_flows_set_its_slot(vara: Installation, call: Call) -> None:
    flows = Assistant(call, make=_with_domain)

    await flows.run("action_vara_turn", "check our data")
    await flows.run("action_vara_turn", "check our data")
    flows.slots["vara_text"] = "agree"
    await flows.run("action_vara_turn", "/SetSlots(vara_text=agree)")

    assert flows.payloads == ["/SetSlots(vara_text=skip)"]


def _with_domain(*given: str, **named: Any) -> Body:
    return {**pro_body(*given, **named), "domain": {}}


@pytest.mark.parametrize("slot", [None, "", "garbage", 7, {"a": 1}, "A" * 400])
async def test_a_wrong_slot_begins_anew(in_slot: Installation, call: Call, slot: object) -> None:
    anna = Assistant(call)
    anna.slots["vara_state"] = slot

    await anna.run("action_vara_turn", "hello", intent="vara_check")

    assert anna.payloads == ['/vara_say{"vara_value": "agree"}']


async def test_without_a_store_the_conversation_travels_encrypted_in_one_slot(
    in_slot: Installation, call: Call
) -> None:
    anna = await quick_check(Assistant(call))
    held = str(anna.slots["vara_state"])

    stolen = Assistant(call, "mallory")
    stolen.slots["vara_state"] = held
    await stolen.run("action_vara_turn", "hello", intent="vara_check")

    assert anna.profile is not None
    assert "open_data" not in held
    assert stolen.payloads == ['/vara_say{"vara_value": "agree"}']


async def test_forgetting_in_the_conversation_empties_the_slots(anna: Assistant, conversation: Conversation) -> None:
    await quick_check(anna)
    await anna.run("action_vara_profile")
    for value in ("forget", "forget.yes"):
        await anna.turn(value)

    held = {name: value for name, value in anna.slots.items() if value is not None}

    assert await conversation.session("rasa:anna") is None
    assert set(held) <= {"vara_open", "vara_language"}
