"""One message in one scene, and what comes of hearing it."""

from typing import NamedTuple

from dialogues.message import Message, Remark
from dialogues.scene import Scene
from dialogues.session import Session


class Heard(NamedTuple):
    """The facts after a message, and what is to be said once. `session` None: everything is to be erased.

    `value` is that of the button that was meant, pressed or in words.
    """

    session: Session | None
    remarks: tuple[Remark, ...] = ()
    value: str = ""


class Moment(NamedTuple):
    """One message in one scene, as the hearers get it."""

    scene: Scene
    message: Message
    text: str

    @property
    def session(self) -> Session:
        return self.scene.session
