"""One turn: hear, then speak."""

from typing import NamedTuple

from dialogues.hearing import hear
from dialogues.message import Message, Remark, Reply
from dialogues.position import Place
from dialogues.scene import scene_of
from dialogues.script import Script
from dialogues.session import Session
from dialogues.speaking import settled, speak, toast


class Turn(NamedTuple):
    """What came of a message.

    `session` None means that everything kept is to be erased. `settled` is the prompt that was answered,
    with what was chosen, for channels that can rewrite it. `in_place`: the reply is the same prompt, told
    anew. `toast` is a plain word for the one who pressed. `place` is where the conversation stands afterwards.
    """

    session: Session | None
    replies: tuple[Reply, ...]
    remarks: tuple[Remark, ...] = ()
    settled: str | None = None
    in_place: bool = False
    toast: str = ""
    place: Place = Place.WELCOMING


IN_PLACE = frozenset({"what_counts", "ticked", "turned"})
"""Remarks after which the same prompt is told anew, in place of the old one."""


def step(session: Session, message: Message, script: Script) -> Turn:
    """Pure: the same session and message always give the same turn."""
    before = scene_of(session, script)
    heard, remarks, value = hear(before, message)
    if heard is None:
        nothing = scene_of(Session(language=session.language), script)
        return Turn(None, speak(nothing, remarks), remarks, toast=toast(before, remarks, value))
    after = scene_of(heard, script)
    moved = after.where != before.where or _answers(heard) != _answers(session)
    revision = session.revision + moved
    facts = {"heard_at": message.at, "revision": revision}
    if heard.entries != session.entries:
        facts["answered_at"] = message.at
    return Turn(
        heard.model_copy(update=facts),
        speak(after, remarks),
        remarks,
        settled(before, value) if moved else None,
        in_place=bool(remarks) and all(each.kind in IN_PLACE for each in remarks),
        toast=toast(before, remarks, value),
        place=after.where.place,
    )


def _answers(session: Session) -> tuple[object, ...]:
    """Whatever was answered, of the city and of initiatives. Areas that are being ticked are no answer yet."""
    return session.entries, [each.model_copy(update={"areas": ()}) for each in session.initiatives]
