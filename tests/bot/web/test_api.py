"""The HTTP interface as the contract has it, against the shipped server."""

from typing import Any

import httpx
import pytest

from tests.bot.web.served import Talk

REPLY_KEYS = {"text", "buttons", "asks", "picture", "alt", "profile"}


def test_a_new_conversation_is_welcomed_and_gets_a_token(client: httpx.Client) -> None:
    opened = client.post("/api/conversations", json={"language": "en"})

    assert opened.status_code == 201
    assert set(opened.json()) == {"id", "token", "replies"}
    assert set(opened.json()["replies"][0]) == REPLY_KEYS
    assert [button["value"] for button in opened.json()["replies"][0]["buttons"]] == ["agree"]


def test_a_conversation_opens_without_a_body(client: httpx.Client) -> None:
    assert client.post("/api/conversations").status_code == 201


def test_a_question_names_what_it_asks_and_its_ratings(talk: Talk) -> None:
    for text in ("agree", "skip"):
        talk.say(text)

    question = talk.say("full").json()["replies"][-1]

    ratings = [button["value"] for button in question["buttons"] if button["value"].startswith(f"{question['asks']}.")]
    assert [each.rpartition(".")[2] for each in ratings[:5]] == ["fully", "mostly", "partly", "no", "unknown"]


def test_a_quick_check_ends_in_a_profile_with_its_picture(talk: Talk) -> None:
    talk.begun()

    for level in range(1, 6):
        talk.say(f"{standing(talk)[-1]['asks']}.{level}")

    result = next(each for each in standing(talk) if each["profile"])
    assert [each["level"] for each in result["profile"]["competencies"].values()] == [1, 2, 3, 4, 5]
    picture = talk.client.get(result["picture"])
    assert picture.headers["content-type"] == "image/svg+xml"
    assert "sandbox" in picture.headers["content-security-policy"]
    assert "max-age" in picture.headers["cache-control"]


def test_the_same_message_id_again_changes_nothing(talk: Talk) -> None:
    talk.begun()
    first = talk.say("1", "same")

    again = talk.say("1", "same")

    assert again.json() == first.json()


def test_a_typed_number_is_the_option_of_that_number(talk: Talk) -> None:
    talk.begun()

    assert talk.say("1").json()["replies"][-1]["asks"] == "quick.ecosystems"


def test_everything_kept_can_be_taken_and_erased(talk: Talk) -> None:
    talk.begun()

    export = talk.client.get(f"{talk.path}/export", headers=talk.headers)
    erased = talk.client.delete(talk.path, headers=talk.headers)

    assert export.json()["session"]["want"] == "quick"
    assert (erased.status_code, erased.content) == (204, b"")
    assert talk.client.get(talk.path, headers=talk.headers).status_code == 404


def test_three_hundred_people_behind_one_address_are_let_in(client: httpx.Client) -> None:
    answers = {client.post("/api/conversations").status_code for _ in range(300)}

    assert answers == {201}


def test_an_unknown_address_is_refused_in_the_same_form(client: httpx.Client) -> None:
    answer = client.get("/nowhere")

    assert answer.status_code == 404
    assert set(answer.json()["error"]) == {"code", "message"}


def test_a_wrong_way_of_calling_is_refused_in_the_same_form(client: httpx.Client) -> None:
    answer = client.put("/api/conversations")

    assert answer.status_code == 405
    assert answer.json()["error"]["code"] == "not_that_way"


def test_the_webhook_is_not_there_unless_it_is_set_up(client: httpx.Client) -> None:
    assert client.post("/telegram", json={"update_id": 1}).status_code == 404


@pytest.mark.parametrize("path", ["/pictures/x.svg", "/pictures/../app.py", "/pictures/en-.svg", "/pictures/%00.svg"])
def test_a_picture_that_cannot_be_is_not_there(client: httpx.Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_health_readiness_and_figures(client: httpx.Client, talk: Talk) -> None:
    talk.say("agree")

    assert client.get("/healthz").json() == {"alive": True}
    assert client.get("/readyz").json() == {"ready": True, "store": True, "durable": True, "telegram": "off"}
    assert 'vara_turns_total{channel="web"}' in client.get("/metrics").text


def standing(talk: Talk) -> list[dict[str, Any]]:
    """Where the conversation stands now."""
    replies: list[dict[str, Any]] = talk.client.get(talk.path, headers=talk.headers).json()["replies"]
    return replies
