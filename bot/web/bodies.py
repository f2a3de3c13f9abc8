"""Reads a request's JSON within limits of size, kind, depth and shape; anything else is refused."""

from collections.abc import Callable, Mapping
from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError
from pydantic_core import from_json
from starlette.exceptions import HTTPException
from starlette.requests import Request

LARGEST_BODY = 256 * 1024
T = TypeVar("T")


class Opening(BaseModel):
    """Body of a new conversation."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    language: Annotated[str, Field(max_length=64)] | None = None


class Spoken(BaseModel):
    """Body of a message: `id` is made by the sender and makes sending it again harmless."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    id: Annotated[str, Field(min_length=1, max_length=64)]
    text: str


class WrongShape(ValueError):
    """It is JSON, but not what is awaited."""


def update(body: bytes) -> dict[str, object]:
    """A message of Telegram's, of which nothing is known yet. Raises ValueError."""
    found = from_json(body)
    if not isinstance(found, dict):
        raise WrongShape
    return found


OPENING = TypeAdapter(Opening).validate_json
SPOKEN = TypeAdapter(Spoken).validate_json


async def read(request: Request, shape: Callable[[bytes], T], *, empty: bytes = b"") -> T:
    """The body in its shape; `empty` stands in for a body that is not there. Raises HTTPException."""
    headers = dict(request.scope["headers"])
    body = await _within_limits(request, headers)
    if not body and empty:
        return shape(empty)
    if headers.get(b"content-type", b"").partition(b";")[0].strip().lower() != b"application/json":
        raise HTTPException(415, "not_json")
    try:
        return shape(body)
    except ValueError as problem:
        raise HTTPException(400, "wrong_shape" if _is_json(problem) else "broken_json") from None


def _is_json(problem: ValueError) -> bool:
    if isinstance(problem, ValidationError):
        return problem.errors(include_url=False, include_input=False)[0]["type"] != "json_invalid"
    return isinstance(problem, WrongShape)


async def _within_limits(request: Request, headers: Mapping[bytes, bytes]) -> bytes:
    if headers.get(b"content-encoding", b"identity").lower() != b"identity":
        raise HTTPException(415, "encoded")
    announced = headers.get(b"content-length", b"0")
    if not announced.isdigit() or int(announced[:12]) > LARGEST_BODY:
        raise HTTPException(413, "too_large")
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > LARGEST_BODY:
            raise HTTPException(413, "too_large")
    return bytes(body)
