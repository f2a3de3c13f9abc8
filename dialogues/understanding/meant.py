"""What a message may have meant."""

from typing import NamedTuple


class Pressed(NamedTuple):
    """A button of the present question, pressed or typed. `typed`: in words; `reason`: they say more than that."""

    value: str
    typed: bool = False
    reason: bool = False


class Likely(NamedTuple):
    """Two values of buttons that may have been meant, the likelier first. `reason` as above."""

    values: tuple[str, ...]
    reason: bool = False


class Commanded(NamedTuple):
    """Something that can be asked for at any time."""

    name: str
    argument: str = ""


class Unlisted(NamedTuple):
    """A number that no button has, or a command that does not exist."""

    kind: str


class Chatted(NamedTuple):
    """Small talk: nothing to keep."""

    text: str


class Said(NamedTuple):
    """Words of no meaning to us: a city's name, a remark."""

    text: str


Meaning = Pressed | Likely | Commanded | Unlisted | Chatted | Said
