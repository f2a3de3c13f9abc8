"""Answers of Redis (RESP 2) out of the bytes in which they arrive."""

from redis._parsers.base import BaseParser

Answer = object


class Short(Exception):
    """The answer is not whole yet."""


def read(data: bytes | bytearray, start: int) -> tuple[Answer, int]:
    """The answer that begins at `start`, and where it ends; an error is an answer, too. Raises Short."""
    end = data.find(b"\r\n", start)
    if end < 0:
        raise Short
    kind, line, after = data[start], data[start + 1 : end], end + 2
    match chr(kind):
        case ":":
            return int(line), after
        case "$":
            return _text(data, int(line), after)
        case "*":
            return _list(data, int(line), after)
        case "-":
            refusal: Answer = BaseParser.parse_error(line.decode("utf-8", "replace"))  # type: ignore[no-untyped-call]
            return refusal, after
    return bytes(line), after


def _text(data: bytes | bytearray, length: int, start: int) -> tuple[Answer, int]:
    if length < 0:
        return None, start
    end = start + length
    if len(data) < end + 2:
        raise Short
    return bytes(data[start:end]), end + 2


def _list(data: bytes | bytearray, length: int, at: int) -> tuple[Answer, int]:
    if length < 0:
        return None, at
    items = []
    for _ in range(length):
        item, at = read(data, at)
        items.append(item)
    return items, at
