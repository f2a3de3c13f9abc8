"""Which texts of a page are words, and how a translation's words are laid over them.

An overlay mirrors its English page and holds words only. What is a list of items with ids there is a group
of keys here: the ids, or the levels where the items have no id. A list of plain texts stays a list.
"""

from collections.abc import Iterator
from types import UnionType
from typing import Annotated, Any, NamedTuple, TypeAlias, Union, get_args, get_origin

from rubric.pages.pieces import UNREAD, Piece
from rubric.values import WORDS

Way: TypeAlias = tuple[str, ...]
"""The way to a text in an overlay: keys, ids, levels, and positions in lists from 1."""


class Leaf(NamedTuple):
    """A text that can be translated: the English piece, and the most characters that its type allows."""

    piece: Piece
    most: int | None


Tree: TypeAlias = "Leaf | dict[str, Tree] | tuple[Tree, ...] | None"
"""The words of an English page in the shape of an overlay; None for what has none."""


class Shape(NamedTuple):
    """A type without its wrapping: whether it is words, and how long they may be."""

    kind: Any
    is_words: bool
    most: int | None


def words_of(piece: Piece, kind: Any) -> Tree:
    """The words of an English piece of this type; None when it has none."""
    shape = _bare(kind, ())
    if shape.is_words:
        return Leaf(piece, shape.most) if piece.text else None
    if hasattr(shape.kind, "model_fields"):
        return _group({key: words_of(each, field) for key, (each, field) in _fields(piece, shape.kind).items()})
    if get_origin(shape.kind) is tuple:
        items = [(name_of(each), words_of(each, get_args(shape.kind)[0])) for each in piece.items()]
        if all(name for name, _ in items):
            return _group(dict(items))
        return tuple(each for _, each in items if each is not None) or None
    return None


def leaves(tree: Tree, way: Way = ()) -> Iterator[tuple[Way, Leaf]]:
    """Every text of the tree with the way to it."""
    if isinstance(tree, Leaf):
        yield way, tree
    elif isinstance(tree, dict):
        for key, each in tree.items():
            yield from leaves(each, (*way, key))
    else:
        for at, each in enumerate(tree or (), 1):
            yield from leaves(each, (*way, str(at)))


def at(words: Piece, way: Way) -> Piece:
    """What stands in an overlay at the end of a way; an unread piece when there is nothing."""
    for step in way:
        items = words.items()
        in_list = items and step.isdecimal() and int(step) <= len(items)
        words = items[int(step) - 1] if in_list else words.get(step)
    return words


def laid_over(piece: Piece, kind: Any, words: Piece) -> Piece:
    """The English piece with the words of an overlay; where it has none that fit, the English ones stay."""
    shape = _bare(kind, ())
    if shape.is_words:
        return piece._replace(value=words.text) if fits(words, shape.most) else piece
    if hasattr(shape.kind, "model_fields"):
        fields = _fields(piece, shape.kind)
        told = {key: laid_over(each, field, words.get(key)) for key, (each, field) in fields.items()}
        return piece._replace(value={**piece.parts, **told}) if piece.parts else piece
    if get_origin(shape.kind) is tuple:
        inner = get_args(shape.kind)[0]
        steps = [name_of(each) or str(number) for number, each in enumerate(piece.items(), 1)]
        told_items = (
            laid_over(each, inner, at(words, (step,))) for each, step in zip(piece.items(), steps, strict=True)
        )
        return piece._replace(value=tuple(told_items))
    return piece


def fits(words: Piece, most: int | None) -> bool:
    """Whether the words can be shown to people."""
    return bool(words.text and words.text.strip()) and len(words.text or "") <= (most or len(words.text or ""))


def name_of(item: Piece) -> str | None:
    """What an item of a list is called in an overlay: its id, or its level; None for a plain text."""
    level = item.get("level").number
    return item.get("id").text or (str(level) if level is not None else None)


def _fields(piece: Piece, kind: Any) -> dict[str, tuple[Piece, Any]]:
    """What stands under each field of a type, with the field's own type."""
    fields = kind.model_fields.items()
    return {name: (piece.get(name), field) for name, field in fields if piece.get(name).value is not UNREAD}


def _group(found: "dict[Any, Tree]") -> Tree:
    return {key: each for key, each in found.items() if each is not None} or None


def _bare(kind: Any, marks: tuple[Any, ...]) -> Shape:
    """The type without `Annotated`, pydantic's field around it, and `None` beside it."""
    if hasattr(kind, "annotation"):
        return _bare(kind.annotation, (*marks, *kind.metadata))
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _bare(inner[0], (*marks, *kind.__metadata__))
    if origin in (Union, UnionType):
        return _bare(next(each for each in inner if each is not type(None)), marks)
    # pydantic keeps some limits inside a field of their own
    limits = [limit for each in marks for limit in (each, *getattr(each, "metadata", ()))]
    most = next((each.max_length for each in limits if getattr(each, "max_length", None)), None)
    return Shape(kind, WORDS in marks, most)
