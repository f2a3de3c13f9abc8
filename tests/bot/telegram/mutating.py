"""Updates as Telegram sends them, and the same bent in every way that a program could trip over."""

import random
from copy import deepcopy
from typing import Any

Json = dict[str, Any]
Spot = tuple[Any, Any]
"""A container, and the key or place within it."""

ADA, EVE, BEN = 11, 66, 77
"""Ada writes, Eve forges, Ben never does anything: nothing of his may change."""
GROUP, BENS_GROUP = -501, -777
TOPIC = 4
BOT: Json = {"id": 4242, "is_bot": True, "first_name": "Vara", "username": "vara_test_bot"}

TEXTS = (
    "/start", "agree", "skip", "quick", "full", "area", "area.open_data", "1", "2", "3", "back", "in places", "Paris",
    "/help", "/language es", "/result", "/why", "/plan", "/report", "/export", "/forget", "restart", "we do not know",
    "/start team_" + "a" * 32, f"/start why_{BENS_GROUP}_0_1", f"/start why_{GROUP}_{TOPIC}_1",
)  # fmt: skip
IN_A_GROUP = ("/team", "/start@vara_test_bot", "/minutes", "/pause@vara_test_bot", "/end@vara_test_bot", "/owner",
              "/city@vara_test_bot X", "/language@vara_test_bot pt", "/forget@vara_test_bot", "well")  # fmt: skip
PRESSED = ("agree", "quick", "open_data.portal.fully", "quick.open_data.3", "why", "step.1.start", "done", "full")
PRESSED_IN_A_GROUP = ("begin.quick", "begin.full", "vote.2", "vote.fully", "reveal", "next", "again", "skip",
                      "who", "end", "apart", "board", "names.on", "role.it", "menu", "forget",
                      "forget.sure", "nothing")  # fmt: skip


def _deep(depth: int, kind: type) -> Any:
    value: Any = kind()
    for _ in range(depth):
        value = {"text": value} if kind is dict else [value]
    return value


ODD: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 2**31, 2**52, -(2**63), 10**400, 1.5, -1e308, float("nan"), float("inf"),
    "", " ", "\x00", "\ud800", "\udc00\ud83d", "a\ud83d", "\u202e", "x" * 10_000, "🏙" * 5_000, "/", "/@", "/start ",
    "|", "0|", "|fully", "9999999999|agree", "٣|agree", "-1|agree", "²|agree", "--5", "why_--5_0_1",
    "/start why_--5_0_1", "/start why_-5_٣_1", "/start why_²_0_1", "/start why_-5_-_1", "/start team_", "https://t.me/x?start=why_--5_0_1",
    "{{ 7*7 }}", "{0.__class__}", "<b>", "&lt;", "%s%n", "../..", "vote.", ".vote", "step.99.x", "done.-1", "back.x",
    str(BEN), f"telegram:{BEN}", [], {}, [None], [[]], [0] * 1_000, {"id": BEN}, {"id": {"id": 1}},
    _deep(100, list), _deep(100, dict),
)  # fmt: skip
"""Values that stand where something else should."""

PRIVATE: Json = {"id": ADA, "type": "private", "first_name": "Ada"}
TEAM: Json = {"id": GROUP, "type": "supergroup", "title": "Team", "is_forum": True}
WHO: Json = {"id": ADA, "is_bot": False, "first_name": "Ada", "language_code": "es-PE"}
EXTRAS = ("sticker", "photo", "voice", "forward_origin", "sender_chat", "via_bot", "reply_to_message", "text",
          "new_chat_members", "left_chat_member", "migrate_to_chat_id", "migrate_from_chat_id", "pinned_message",
          "poll", "entities", "caption", "message_thread_id", "is_topic_message", "edit_date", "voter_chat",
          "data")  # fmt: skip
"""Parts that a message may have beside the usual ones, here with anything in them."""


def update(chance: random.Random, number: int) -> Json:
    """One that Telegram could send."""
    kind = chance.choice(KINDS)
    return {"update_id": number, **kind(chance, number)}


def bent(chance: random.Random, whole: Json) -> Json:
    """The same with one to four things wrong. Its number stays: without one nothing is ever acknowledged."""
    number = whole["update_id"]
    for _ in range(chance.randint(1, 4)):
        spots = _spots({key: whole[key] for key in whole if key != "update_id"}, whole)
        if not spots:
            break
        holder, key = chance.choice(spots)
        chance.choice(BENDS)(chance, holder, key)
    return {**whole, "update_id": number}


def speaks_for_ben(whole: Json) -> bool:
    """Whether Telegram itself says in it that this happened in Ben's chats: then it is no forgery."""
    bodies = [each for each in whole.values() if isinstance(each, dict)]
    holders = [*bodies, *(each["message"] for each in bodies if isinstance(each.get("message"), dict))]
    chats = [each["chat"].get("id") for each in holders if isinstance(each.get("chat"), dict)]
    moves = [each.get(name) for each in holders for name in ("migrate_to_chat_id", "migrate_from_chat_id")]
    return bool({BEN, BENS_GROUP} & {each for each in (*chats, *moves) if isinstance(each, int)})


def _said(chance: random.Random, number: int) -> Json:
    return {"message": _message(number, PRIVATE, WHO, text=chance.choice(TEXTS))}


def _sent(chance: random.Random, number: int) -> Json:
    part = chance.choice(("sticker", "photo", "voice", "location", "document"))
    return {"message": _message(number, PRIVATE, WHO, **{part: {"file_id": "f"}, "caption": "look"})}


def _edited(chance: random.Random, number: int) -> Json:
    return {"edited_message": _message(number, PRIVATE, WHO, text=chance.choice(TEXTS), edit_date=number)}


def _pressed(chance: random.Random, number: int) -> Json:
    data = f"{chance.randrange(12)}|{chance.choice(PRESSED)}"
    return {"callback_query": _press(number, chance.choice((ADA, EVE)), _message(9, PRIVATE, BOT, text="?"), data)}


def _in_the_group(chance: random.Random, number: int) -> Json:
    answered = {"reply_to_message": _message(chance.randrange(200), TEAM, chance.choice((BOT, WHO)), text="?")}
    where = {"message_thread_id": TOPIC, "is_topic_message": True} if chance.random() < 0.5 else {}
    text = chance.choice(IN_A_GROUP)
    return {"message": _message(number, TEAM, WHO, text=text, **where, **(answered if chance.random() < 0.5 else {}))}


def _pressed_in_the_group(chance: random.Random, number: int) -> Json:
    where = {"message_thread_id": TOPIC, "is_topic_message": True} if chance.random() < 0.5 else {}
    data = f"{chance.randrange(12)}|{chance.choice(PRESSED_IN_A_GROUP)}"
    return {
        "callback_query": _press(number, chance.choice((ADA, EVE)), _message(9, TEAM, BOT, text="?", **where), data)
    }


def _notice(chance: random.Random, number: int) -> Json:
    came, left = {"new_chat_members": [dict(WHO)]}, {"left_chat_member": {"id": EVE, "is_bot": False}}
    return {"message": _message(number, TEAM, WHO, **chance.choice((came, left)))}


def _membership(chance: random.Random, number: int) -> Json:
    states = [{"user": BOT, "status": each} for each in chance.sample(("left", "member", "kicked", "administrator"), 2)]
    chat = chance.choice((PRIVATE, TEAM))
    return {"my_chat_member": {"chat": dict(chat), "from": dict(WHO), "date": 1, "old_chat_member": states[0],
                               "new_chat_member": states[1]}}  # fmt: skip


def _polled(chance: random.Random, number: int) -> Json:
    return {"poll_answer": {"poll_id": "9", "user": dict(WHO), "option_ids": [chance.randrange(6)]}}


KINDS = (_said, _sent, _edited, _pressed, _in_the_group, _pressed_in_the_group, _notice, _membership, _polled)


def _message(number: int, chat: Json, who: Json, **body: Any) -> Json:
    return {"message_id": number, "date": 1, "chat": dict(chat), "from": dict(who), **body}


def _press(number: int, presser: int, message: Json, data: str) -> Json:
    return {"id": f"q{number}", "from": {**WHO, "id": presser}, "chat_instance": "1", "message": message, "data": data}


def _put(chance: random.Random, holder: Any, key: Any) -> None:
    holder[key] = deepcopy(chance.choice(ODD))


def _drop(chance: random.Random, holder: Any, key: Any) -> None:
    del holder[key]


def _add(chance: random.Random, holder: Any, key: Any) -> None:
    if isinstance(holder, dict):
        holder[chance.choice(EXTRAS)] = deepcopy(chance.choice(ODD))


def _swap(chance: random.Random, holder: Any, key: Any) -> None:
    other = chance.choice(list(holder)) if isinstance(holder, dict) else chance.randrange(len(holder))
    holder[key], holder[other] = holder[other], holder[key]


def _retype(chance: random.Random, holder: Any, key: Any) -> None:
    value = holder[key]
    holder[key] = chance.choice(([value], {"id": value}, str(value)[:100], bool(value), [value, value]))


def _scramble(chance: random.Random, holder: Any, key: Any) -> None:
    if isinstance(holder[key], str) and holder[key]:
        letters = list(holder[key])
        letters[chance.randrange(len(letters))] = chr(chance.choice((chance.randrange(0xE000), 0, 0x202E, 0xD800)))
        holder[key] = "".join(letters)
    elif isinstance(holder[key], int):
        holder[key] += chance.choice((-1, 1, BEN, BENS_GROUP, 2**52))


BENDS = (_put, _put, _drop, _add, _swap, _retype, _scramble)


def _spots(value: Any, holder: Any, depth: int = 6) -> list[Spot]:
    """Every place of the tree that can be changed."""
    if not depth or not isinstance(value, dict | list):
        return []
    keys = list(value) if isinstance(value, dict) else list(range(min(len(value), 3)))
    within = [spot for key in keys for spot in _spots(value[key], value[key], depth - 1)]
    return [(holder, key) for key in keys] + within
