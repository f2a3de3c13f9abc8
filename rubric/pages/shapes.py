"""What each page is made of, and pydantic's findings about a page in plain words, each with its line."""

import json
from collections.abc import Callable, Mapping
from types import UnionType
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin

from pydantic import Field, TypeAdapter, ValidationError

from rubric.model import (
    CompetencyId,
    Frozen,
    Level,
    Name,
    Reaches,
    Scoring,
    Tactic,
)
from rubric.pages.pieces import UNREAD, Page, Piece, Place, along, called, plain
from rubric.problems import Problem, guess, nearest, problem, shown


class Front(Frozen):
    """rubric.yaml: `competencies` gives the order in which they are asked."""

    version: Name
    scoring: Scoring
    impact: Reaches
    levels: tuple[Level, ...]
    competencies: Annotated[tuple[CompetencyId, ...], Field(min_length=1)]


class Plays(Frozen):
    """One page of the playbook."""

    competency: CompetencyId
    tactics: tuple[Tactic, ...]


class Fault(NamedTuple):
    """One finding of pydantic: what is expected, where, and the piece that stands there."""

    page: Page
    root: Piece
    kind: str
    place: Place
    context: Mapping[str, Any]
    message: str

    @property
    def piece(self) -> Piece:
        return along(self.root, self.place)[-1]

    @property
    def name(self) -> str:
        return called(self.root, self.place)

    def say(self, kind: str, **words: object) -> Problem:
        return problem(self.page.file, self.piece.line, kind, **{"name": self.name, **words})


def shaped(page: Page, kind: Any) -> tuple[Any, tuple[Problem, ...]]:
    """The page as a value of this type, or None and every problem of its keys and values."""
    if page.root is None:
        return None, ()
    root = page.root
    try:
        # Through JSON, so that strict types take lists for tuples and texts for enumerations.
        return TypeAdapter(kind).validate_json(json.dumps(plain(root))), ()
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)
    faults = [Fault(page, root, each["type"], _place(each["loc"]), each.get("ctx", {}), each["msg"]) for each in found]
    faults = [each for each in faults if not _told(each)]
    said = [_say(fault, faults, kind) for fault in faults]
    return None, tuple(dict.fromkeys(each for each in said if each))


def _place(loc: tuple[int | str, ...]) -> Place:
    return tuple(step for step in loc if step != "[key]")


def _told(fault: Fault) -> bool:
    """Whether the value, or the one around it, could not be read and was told as such."""
    return any(each.value is UNREAD for each in along(fault.root, fault.place))


def _say(fault: Fault, faults: list[Fault], kind: Any) -> Problem | None:
    if fault.kind == "missing":
        return _missing(fault, faults)
    if fault.kind == "extra_forbidden" or (fault.kind == "literal_error" and _is_key(fault)):
        return _unknown(fault, faults, kind)
    return SAYINGS.get(fault.kind, _other)(fault)


def _is_key(fault: Fault) -> bool:
    """A literal error at a group of keys, or at a number, is about the key: ratings are the keys of points."""
    return fault.piece.text is None


def _missing(fault: Fault, faults: list[Fault]) -> Problem | None:
    """A missing key, unless it stands there misspelt: then that is told."""
    key = str(fault.place[-1])
    around = fault.place[:-1]
    if key in fault.page.spoiled.values():
        return None
    for other in faults:
        if other.kind == "extra_forbidden" and other.place[:-1] == around:
            missing = _missing_beside(around, faults)
            if nearest(str(other.place[-1]), missing) == key:
                return None
    holder = called(fault.root, around) if around else "on this page"
    return fault.say("key.missing", key=key, where=f"in {holder}" if around else holder)


def _missing_beside(around: Place, faults: list[Fault]) -> list[str]:
    return [str(each.place[-1]) for each in faults if each.kind == "missing" and each.place[:-1] == around]


def _unknown(fault: Fault, faults: list[Fault], kind: Any) -> Problem | None:
    """An unknown key, unless it is one that lost its place."""
    key, around = str(fault.place[-1]), fault.place[:-1]
    if fault.page.spoiled.get(fault.piece.line) == key:
        return None
    known = sorted(keys_at(kind, around))
    meant = guess(key, _missing_beside(around, faults)) or guess(key, known)
    return fault.say("key.unknown", key=shown(key), guess=meant, known=", ".join(known) or "no key")


def keys_at(kind: Any, place: Place) -> tuple[str, ...]:
    """The keys that a type allows at a place."""
    if hasattr(kind, "model_fields"):
        fields = kind.model_fields
        if not place:
            return tuple(name for name in fields if not (kind is Tactic and name == "competency"))
        field = fields.get(str(place[0]))
        return keys_at(field.annotation, place[1:]) if field else ()
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return keys_at(inner[0], place)
    if origin in (Union, UnionType):
        return tuple(dict.fromkeys(key for each in inner for key in keys_at(each, place)))
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return keys_at(inner[1], place[1:]) if place else tuple(str(each) for each in get_args(inner[0]))
    return keys_at(inner[0], place[1:]) if inner and place and not isinstance(inner[0], str) else ()


def found_in(piece: Piece) -> str:
    """What stands there, for people."""
    value = piece.value
    if isinstance(value, bool):
        return f"{piece.written} (true or false)"
    if isinstance(value, int | float):
        return f"the number {shown(piece.written)}"
    if isinstance(value, str):
        return f'the text "{shown(value)}"'
    return "a list" if isinstance(value, tuple) else "a group of keys"


def _text(fault: Fault) -> Problem:
    if isinstance(fault.piece.value, bool | int | float):
        kind = "true or false" if isinstance(fault.piece.value, bool) else "a number"
        return fault.say("type.text", written=shown(fault.piece.written), found=kind)
    return fault.say("type.words", found=found_in(fault.piece))


def _few(fault: Fault) -> Problem | None:
    """A list that is long enough counts as short when an item of it is wrong: that is told of the item."""
    least = int(fault.context["min_length"])
    return None if len(fault.piece.items()) >= least else fault.say("type.few", least=least)


def _wrong(kind: str) -> Callable[[Fault], Problem]:
    return lambda fault: fault.say(kind, found=found_in(fault.piece))


def _bound(kind: str, word: str, key: str) -> Callable[[Fault], Problem]:
    return lambda fault: fault.say(kind, written=fault.piece.written, **{word: fault.context.get(key, "")})


def _choice(fault: Fault) -> Problem:
    known = str(fault.context.get("expected", "")).replace("'", "").replace(" or ", ", ")
    written = fault.piece.text or fault.piece.written
    return fault.say("type.choice", written=shown(written), guess=guess(written, known.split(", ")), known=known)


def _pattern(fault: Fault) -> Problem:
    sample = "open_data.portal" if "." in str(fault.context.get("pattern", "")) else "open_data"
    return fault.say("type.id", written=shown(fault.piece.text or str(fault.place[-1])), sample=sample)


def _long(fault: Fault) -> Problem:
    count, most = len(fault.piece.text or ""), int(fault.context["max_length"])
    return fault.say("text.long", count=count, most=most, over=count - most)


def _empty(fault: Fault) -> Problem | None:
    """Empty texts are told by the rules for texts."""
    return None


def _other(fault: Fault) -> Problem:
    return fault.say("type.other", reason=fault.message)


SAYINGS: Mapping[str, Callable[[Fault], Problem | None]] = {
    "string_type": _text,
    "string_too_short": _empty,
    "string_too_long": _long,
    "string_pattern_mismatch": _pattern,
    "int_type": _wrong("type.whole"),
    "int_from_float": _wrong("type.whole"),
    "int_parsing": _wrong("type.whole"),
    "float_type": _wrong("type.whole"),
    "bool_type": _wrong("type.truth"),
    "tuple_type": _wrong("type.list"),
    "list_type": _wrong("type.list"),
    "set_type": _wrong("type.list"),
    "frozen_set_type": _wrong("type.list"),
    "model_type": _wrong("type.keys"),
    "model_attributes_type": _wrong("type.keys"),
    "dict_type": _wrong("type.keys"),
    "mapping_type": _wrong("type.keys"),
    "literal_error": _choice,
    "enum": _choice,
    "greater_than_equal": _bound("type.low", "least", "ge"),
    "less_than_equal": _bound("type.high", "most", "le"),
    "greater_than": _bound("type.low", "least", "gt"),
    "less_than": _bound("type.high", "most", "lt"),
    "too_short": _few,
    "too_long": _bound("type.many", "most", "max_length"),
}
