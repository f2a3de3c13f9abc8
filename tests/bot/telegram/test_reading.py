"""What raw updates mean; and that no junk whatever raises."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.meanings import Acted, Company, Person, Polled, Reasoned, Removed
from bot.telegram.reading import (
    Heard,
    Ignored,
    Introduced,
    Meaning,
    Moved,
    Press,
    Unusable,
    lane_of,
    read,
    update_id_of,
)
from dialogues.message import Message

ADA = {"id": 7, "is_bot": False, "first_name": "Ada", "language_code": "pt-BR"}
PRIVATE = {"id": 7, "type": "private"}
GROUP = {"id": -5, "type": "supergroup"}

Json = dict[str, Any]


def message(chat: Json = PRIVATE, **body: object) -> Json:
    return {"update_id": 1, "message": {"message_id": 3, "from": ADA, "chat": chat, "date": 0, **body}}


def press(data: object, chat: Json = PRIVATE, **body: object) -> Json:
    on = {"message_id": 9, "chat": chat, "date": 0, **body}
    return {"update_id": 1, "callback_query": {"id": "77", "from": ADA, "message": on, "data": data}}


def membership(before: str, after: str, chat: Json = GROUP) -> Json:
    body = {"chat": chat, "from": ADA, "old_chat_member": {"status": before}, "new_chat_member": {"status": after}}
    return {"update_id": 1, "my_chat_member": body}


def poll_answer(options: list[object], **body: object) -> Json:
    return {"update_id": 1, "poll_answer": {"poll_id": "9", "user": ADA, "option_ids": options, **body}}


def heard(text: str, **more: Any) -> Heard:
    return Heard(7, Message("m:7:3", text, 50, "pt-BR")._replace(**more))


def pressed(text: str, revision: int, *, photo: bool = False) -> Heard:
    return Heard(7, Message("c:77", text, 50, "pt-BR", revision), Press("77", 9, photo))


ACTED = Acted(-5, None, "m:-5:3", 50, Person(7, "Ada", "pt-BR"), "show")
OURS: Json = {"message_id": 9, "from": {"id": 1, "is_bot": True, "username": "vara_bot"}}
LINK = [{"type": "text_link", "offset": 0, "length": 1, "url": "https://t.me/vara_bot?start=why_-5_4_12"}]
ANONYMOUS: Json = {"from": {"id": 1087968824, "is_bot": True, "first_name": "Group"}, "sender_chat": {"id": -5}}
REASON = ACTED._replace(name="reason", argument="So.", press=Press("", 9))
ASKED: Json = {"text": "/help@vara_bot", "message_thread_id": 4}
EDITED = {"update_id": 1, "edited_message": {**message(text="new")["message"], "edit_date": 60}}

TABLE: list[tuple[Json, Meaning]] = [
    (message(text="Springfield"), heard("Springfield")),
    (message(text="/start@Vara_Bot"), heard("/start")),
    (message(text="/start team42"), heard("/start team42")),
    (message(text="/start@vara_bot team42"), heard("/start team42")),
    (message(text="/start@other_bot"), Ignored("a command for another bot")),
    (message(text="me@example.org"), heard("me@example.org")),
    (message(text="a\ud800b"), heard("a\ufffdb")),
    (message(photo=[{}], caption="look"), heard("look", kind="picture")),
    (message(sticker={}), heard("", kind="sticker")),
    (message(video_note={}), heard("", kind="voice")),
    (message(location={}), heard("", kind="other")),
    (message(pinned_message={}), Ignored("a notice of Telegram")),
    (EDITED, heard("new", id="e:7:3:60", kind="edited")),
    (press("4|open_data.portal.fully"), pressed("open_data.portal.fully", 4)),
    (press("0|a|b"), pressed("a|b", 0)),
    (press("4|yes", photo=[]), pressed("yes", 4, photo=True)),
    (press("yes"), Unusable(7, Press("77", 9), "stale", "pt-BR")),
    (press("-1|yes"), Unusable(7, Press("77", 9), "stale", "pt-BR")),
    (press(None), Unusable(7, Press("77", 9), "stale", "pt-BR")),
    (press("4|vote.no", GROUP), ACTED._replace(id="c:77", name="vote", argument="no", turn=4, press=Press("77", 9))),
    (press("4", GROUP), Unusable(None, Press("77", 9), "stale", "pt-BR")),
    (membership("left", "member"), Introduced(-5, None, True, "pt-BR", 7)),
    (membership("member", "administrator"), Ignored("no arrival in a group")),
    (membership("member", "kicked"), Removed(-5)),
    (membership("kicked", "member", PRIVATE), Ignored("blocked or unblocked by a person, or a channel")),
    (message(GROUP, text="/help@vara_bot"), Introduced(-5, None, False, "pt-BR")),
    (message(GROUP, **ASKED, is_topic_message=True), Introduced(-5, 4, False, "pt-BR")),
    (message(GROUP, **ASKED), Introduced(-5, None, False, "pt-BR")),
    (message(GROUP, text="/help"), Ignored("group talk")),
    (message(GROUP, migrate_to_chat_id=-900), Moved(-5, -900)),
    (message(GROUP, migrate_from_chat_id=-4), Moved(-4, -5)),
    (message(GROUP, text="/team"), ACTED),
    (message(GROUP, text="/team@vara_bot"), ACTED),
    (message(GROUP, text="/team@other_bot"), Ignored("group talk")),
    (message(GROUP, text="/end"), Ignored("group talk")),
    (message(GROUP, text="/language@vara_bot es"), ACTED._replace(name="language", argument="es")),
    (message(GROUP, text="/team", forward_origin={}), Ignored("a forwarded message")),
    (message(GROUP, text="/team", sender_chat={"id": -9}), Ignored("a channel or a bot speaks")),
    (message(GROUP, text="/team", **ANONYMOUS), ACTED._replace(person=Person(1087968824, "", None, True))),
    (message(GROUP, text="So.", reply_to_message=OURS), REASON),
    (message(GROUP, text="So.", reply_to_message={}), Ignored("group talk")),
    (message(GROUP, new_chat_members=[ADA, {"id": 1, "is_bot": True}]), Company(-5, "m:-5:3", 50, (7,))),
    (message(GROUP, left_chat_member=ADA), Company(-5, "m:-5:3", 50, (), (7,))),
    (message(text="/start why_-5_4_12"), Reasoned(-5, 4, 12, "m:7:3", 50, ACTED.person)),
    (message(text="So.", reply_to_message={"entities": LINK}), Reasoned(-5, 4, 12, "m:7:3", 50, ACTED.person, "So.")),
    (poll_answer([2]), Polled("9", "u:1", 50, Person(7, "Ada", "pt-BR"), (2,))),
    (poll_answer([]), Polled("9", "u:1", 50, Person(7, "Ada", "pt-BR"), ())),
    (poll_answer(["x"]), Ignored("a poll answered by no option")),
    (poll_answer([2], voter_chat={"id": -9}), Ignored("a poll answered by nobody we know")),
    (message(text="/start why_x"), heard("/start why_x")),
    (message({"id": 1, "type": "channel"}, text="x"), Ignored("neither a private chat nor a group")),
    ({"update_id": 1, "poll": {}}, Ignored("a kind of update we did not ask for")),
]  # fmt: skip


@pytest.mark.parametrize(("update", "meaning"), TABLE)
def test_what_an_update_means(update: Json, meaning: Meaning) -> None:
    assert read(update, 50, "vara_bot") == meaning


@pytest.mark.parametrize(
    ("update", "lane"),
    [
        (message(text="x"), 7),
        (press("1|x"), 7),
        (membership("left", "member"), -5),
        ({"callback_query": {"from": ADA}}, 7),
        (poll_answer([1]), 7),
    ],
)
def test_messages_and_presses_of_a_chat_share_a_lane(update: Json, lane: int) -> None:
    assert lane_of(update) == lane


JUNK = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from(["private", "member", "/start@vara_bot"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["id", "chat", "from", "type", "text", "message", "message_id", "data", "status", "language_code"]
            )
            | st.sampled_from(["poll_id", "user", "option_ids"])
            | st.text(max_size=3),
            inner,
            max_size=6,
        )
    ),
    max_leaves=25,
)
FIELDS = st.sampled_from(
    ["update_id", "message", "edited_message", "callback_query", "my_chat_member", "poll", "poll_answer"]
)


@given(st.dictionaries(FIELDS, JUNK) | JUNK)
def test_no_junk_raises(junk: object) -> None:
    assert isinstance(read(junk, 0, "vara_bot"), Heard | Unusable | Introduced | Moved | Polled | Ignored)
    assert isinstance(lane_of(junk), int | None)
    assert isinstance(update_id_of(junk), int | None)


@given(JUNK, JUNK, JUNK, st.sampled_from(["private", "group"]))
def test_no_junk_within_a_message_raises(number: object, text: object, sender: object, kind: str) -> None:
    body = {"message_id": number, "text": text, "from": sender, "chat": {"id": 7, "type": kind}, "edit_date": number}

    for field in ("message", "edited_message"):
        meaning = read({field: body}, 0, "vara_bot")

        if isinstance(meaning, Heard):
            meaning.message.text.encode()
