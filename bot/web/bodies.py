"""Reads a request's JSON within limits of size, kind, depth and shape; anything else is refused."""

from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError
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


OPENING = TypeAdapter(Opening)
SPOKEN = TypeAdapter(Spoken)
UPDATE = TypeAdapter(dict[str, object])


async def read(request: Request, shape: TypeAdapter[T], *, empty: bytes = b"") -> T:
    """The body in its shape; `empty` stands in for a body that is not there. Raises HTTPException."""
    body = await _within_limits(request)
    if not body and empty:
        return shape.validate_json(empty)
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise HTTPException(415, "not_json")
    try:
        return shape.validate_json(body)
    except ValidationError as problem:
        kind = problem.errors(include_url=False, include_input=False)[0]["type"]
        raise HTTPException(400, "broken_json" if kind == "json_invalid" else "wrong_shape") from None


async def _within_limits(request: Request) -> bytes:
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise HTTPException(415, "encoded")
    announced = request.headers.get("content-length", "0")
    if not announced.isdecimal() or int(announced[:12]) > LARGEST_BODY:
        raise HTTPException(413, "too_large")
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > LARGEST_BODY:
            raise HTTPException(413, "too_large")
    return bytes(body)
