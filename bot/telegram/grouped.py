"""What happens in a group, and what of it is for us. Pure, and it never raises.

In groups we hear commands with our name, `/team` also without it, presses of our buttons, replies to our messages, and
Telegram's own notices: all of that reaches a bot in privacy mode. Channels and forwarded messages are not heard.
"""

import re
from collections.abc import Mapping

from bot.telegram.meanings import (
    Acted,
    Company,
    Ignored,
    Introduced,
    Meaning,
    Moved,
    Person,
    Polled,
    Press,
    Reasoned,
    Unusable,
)
from bot.telegram.raw import Raw, chat_id, identity, language, mapping, topic, words

GROUPS = frozenset({"group", "supergroup"})
ANONYMOUS = 1087968824
"""Telegram's own account in whose name anonymous administrators speak."""

INTRODUCTIONS = frozenset({"/start", "/help"})
COMMANDS: Mapping[str, str] = {
    "/team": "show",
    "/plan": "plan",
    "/report": "report",
    "/minutes": "minutes",
    "/pause": "pause",
    "/end": "end",
    "/language": "language",
    "/city": "city",
    "/owner": "owner",
    "/handover": "handover",
    "/forget": "forget",
}
"""Commands of a group, and what they do in its room."""
ABOUT_SOMEBODY = frozenset({"/owner", "/handover"})
"""Commands that answer a message of the person whom they are about."""
UNNAMED = frozenset({"/team", "/minutes", "/owner", "/handover"})
"""Understood without our name, too: no other bot is asked for these."""

REASON = "why"
"""How the start of a private chat begins in which somebody gives a reason."""
REASON_START = re.compile(rf"{REASON}_(-?[0-9]{{1,17}})_([0-9]{{1,17}})_([0-9]{{1,17}})")
LONGEST_TURN = 9


def read_group_message(raw: Raw, at: int, username: str) -> Meaning:
    """A message or a notice in a group."""
    chat, number = chat_id(raw), identity(raw.get("message_id"))
    if chat is None or number is None:
        return Ignored("a message without chat or number")
    notice = _notice(raw, chat, number, at, username)
    if notice is not None:
        return notice
    if "forward_origin" in raw or "forward_date" in raw:
        return Ignored("a forwarded message")
    person = _sender(raw, chat)
    if person is None:
        return Ignored("a channel or a bot speaks")
    return _spoken(raw, Acted(chat, topic(raw), f"m:{chat}:{number}", at, person, ""), username)


def read_group_press(raw: Raw, press: Press, at: int) -> Meaning:
    """A button of ours that was pressed in a group."""
    holder, who = mapping(raw.get("message")), mapping(raw.get("from"))
    chat, number = chat_id(holder), identity(who.get("id"))
    turn, bar, value = words(raw.get("data")).partition("|")
    if chat is None or number is None or not bar or not value or not _is_turn(turn):
        return Unusable(None, press, "stale", language(raw))
    name, _, argument = value.partition(".")
    person = Person(number, words(who.get("first_name")), language(raw))
    return Acted(chat, topic(holder), f"c:{press.query}", at, person, name, argument, int(turn), press)


def read_poll_answer(raw: Raw, update: int, at: int) -> Meaning:
    """An answer to a poll. It has no identity but its update's, and tells no chat. Who votes as a chat is nobody."""
    poll, who, options = words(raw.get("poll_id")), mapping(raw.get("user")), raw.get("option_ids")
    number = identity(who.get("id"))
    if not poll or number is None or not isinstance(options, list) or "voter_chat" in raw:
        return Ignored("a poll answered by nobody we know")
    chosen = tuple(each for each in map(identity, options) if each is not None)
    if len(chosen) != len(options):
        return Ignored("a poll answered by no option")
    person = Person(number, words(who.get("first_name")), language({"from": who}))
    return Polled(poll, f"u:{update}", at, person, chosen)


def reasoned(raw: Raw, text: str, at: int) -> Reasoned | None:
    """In a private chat: the start that our link leads to, or a reply to our message that holds this link."""
    chat, number, who = chat_id(raw), identity(raw.get("message_id")), mapping(raw.get("from"))
    person = Person(identity(who.get("id")) or 0, words(who.get("first_name")), language(raw))
    started = text.removeprefix("/start ").strip() if text.startswith("/start ") else ""
    room = payload(started)
    if room is not None:
        return Reasoned(*room, f"m:{chat}:{number}", at, person)
    room = next((found for found in map(payload, _links(mapping(raw.get("reply_to_message")))) if found), None)
    return Reasoned(*room, f"m:{chat}:{number}", at, person, text) if room is not None and text else None


def reason_start(chat: int, of_topic: int | None, turn: int) -> str:
    """What a link to us carries, so that the reason finds the room: letters that Telegram allows, and no secret."""
    return f"{REASON}_{chat}_{of_topic or 0}_{turn}"


def payload(start: str) -> tuple[int, int | None, int] | None:
    """Chat, topic and turn of a start that `reason_start` wrote."""
    found = REASON_START.fullmatch(start)
    if found is None:
        return None
    chat, of_topic, turn = (identity(int(each)) for each in found.groups())
    return None if chat is None or turn is None else (chat, of_topic or None, turn)


def _notice(raw: Raw, chat: int, number: int, at: int, username: str) -> Meaning | None:
    new, old = identity(raw.get("migrate_to_chat_id")), identity(raw.get("migrate_from_chat_id"))
    if new is not None:
        return Moved(chat, new)
    if old is not None:
        return Moved(old, chat)
    arrivals = raw.get("new_chat_members")
    came = _people(arrivals if isinstance(arrivals, list) else [], username)
    left = _people([raw["left_chat_member"]] if "left_chat_member" in raw else [], username)
    return Company(chat, f"m:{chat}:{number}", at, came, left) if came or left else None


def _people(found: list[object], username: str) -> tuple[int, ...]:
    persons = [mapping(each) for each in found]
    ids = [identity(each.get("id")) for each in persons if each.get("is_bot") is not True]
    return tuple(each for each in ids if each is not None)


def _sender(raw: Raw, chat: int) -> Person | None:
    """A person, or an administrator in the group's name; None for channels and bots."""
    who, group = mapping(raw.get("from")), mapping(raw.get("sender_chat"))
    number = identity(who.get("id"))
    if group:
        in_its_name = identity(group.get("id")) == chat and number == ANONYMOUS
        return Person(ANONYMOUS, "", language(raw), True) if in_its_name else None
    if number is None or who.get("is_bot") is True:
        return None
    return Person(number, words(who.get("first_name")), language(raw))


def _spoken(raw: Raw, act: Acted, username: str) -> Meaning:
    text = words(raw.get("text"))
    command, _, rest = text.partition(" ")
    name, at_sign, ours = command.partition("@")
    name, to_us = name.lower(), bool(username) and ours.lower() == username.lower()
    if to_us and name in INTRODUCTIONS:
        return Introduced(act.chat, act.topic, False, act.person.language)
    if name in COMMANDS and (to_us or (not at_sign and name in UNNAMED)):
        return act._replace(name=COMMANDS[name], argument=_about(raw) if name in ABOUT_SOMEBODY else rest.strip())
    answered = mapping(raw.get("reply_to_message"))
    by = words(mapping(answered.get("from")).get("username"))
    prompt = identity(answered.get("message_id"))
    if text and not text.startswith("/") and username and by.lower() == username.lower() and prompt is not None:
        return act._replace(name="reason", argument=text, press=Press("", prompt))
    return Ignored("group talk")


def _about(raw: Raw) -> str:
    """The person whose message is answered; "" if there is none, or it is a bot's."""
    who = mapping(mapping(raw.get("reply_to_message")).get("from"))
    number = identity(who.get("id"))
    return str(number) if number is not None and who.get("is_bot") is not True else ""


def _links(answered: Raw) -> list[str]:
    """Starts that the links of one of our messages lead to."""
    found = answered.get("entities")
    entities = [mapping(each) for each in found] if isinstance(found, list) else []
    return [words(each.get("url")).rpartition("start=")[2] for each in entities]


def _is_turn(turn: str) -> bool:
    return turn.isascii() and turn.isdigit() and len(turn) <= LONGEST_TURN
