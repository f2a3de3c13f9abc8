"""What others say about a request and an answer: aiogram's models, teremok's rules, python-telegram-bot's types."""

import json
import types
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Union, get_args, get_origin

import telegram
from aiogram import Bot, methods
from aiogram.client.default import Default
from aiogram.types import BufferedInputFile, Poll
from aiogram.types import Update as AiogramUpdate
from pydantic import BaseModel, TypeAdapter, ValidationError
from teremok.validation import ApiRuleViolation, validate_method

Json = dict[str, Any]
Method = methods.TelegramMethod[Any]

METHODS: dict[str, type[Method]] = {
    model.__api_method__: model
    for name in methods.__all__
    if isinstance(model := getattr(methods, name), type)
    and issubclass(model, methods.TelegramMethod)
    and isinstance(getattr(model, "__api_method__", None), str)
}

MOST_IN_A_ROW = 8
MOST_BUTTONS = 100
LONGEST_QUESTION, LONGEST_OPTION, MOST_OPTIONS = 300, 100, 12
JUDGE = Bot("4242:oracle")


def read_request(name: str, fields: Mapping[str, Any], files: Mapping[str, BufferedInputFile]) -> Method:
    """The request as aiogram's model. Raises ValueError with what is wrong."""
    model = METHODS.get(name)
    if model is None:
        raise ValueError(f"{name}: no such method")
    raw = {key: _decoded(model, key, value) for key, value in fields.items()} | dict(files)
    try:
        return model.model_validate(raw)
    except ValidationError as refusal:
        raise ValueError(f"{name}: {[(each['loc'], each['msg']) for each in refusal.errors()]}") from None


def problems_of(method: Method) -> list[str]:
    """Everything in a readable request that Telegram refuses, or silently ignores."""
    name = type(method).__api_method__
    found = [f"{name}: unknown parameter {path}" for path in _unknown(method, "")]
    found += [f"{name}: {each}" for each in _keyboard_problems(method)]
    found += [f"{name}: {each}" for each in _poll_problems(method)]
    try:
        validate_method(JUDGE, method)
    except ApiRuleViolation as violation:
        found.append(f"{name}: {violation.description}")
    return found


def problems_of_result(method: Method, result: Any) -> list[str]:
    """Where our own answer is not what Telegram's would be."""
    name = type(method).__api_method__
    try:
        read = _adapter(type(method)).validate_python(result)
    except ValidationError as refusal:
        return [f"our answer to {name}: {refusal}"]
    found = [f"our answer to {name}: unknown {path}" for path in _unknown(read, "")]
    if isinstance(result, dict) and "message_id" in result:
        found += _unknown_to_library(telegram.Message.de_json(result, None), f"our answer to {name}")
    if isinstance(read, Poll):
        found += _unknown_to_library(telegram.Poll.de_json(result, None), f"our answer to {name}")
    return found


def problems_of_update(update: Json) -> list[str]:
    try:
        read = AiogramUpdate.model_validate(update)
    except ValidationError as refusal:
        return [f"our update: {refusal}"]
    found = [f"our update: unknown {path}" for path in _unknown(read, "")]
    return found + _unknown_to_library(telegram.Update.de_json(update, None), "our update")


@cache
def _adapter(model: type[Method]) -> TypeAdapter[Any]:
    return TypeAdapter(model.__returning__)


def _decoded(model: type[Method], key: str, value: Any) -> Any:
    """A form carries everything as text; whatever is not plain text in the model is JSON."""
    wanted = model.model_fields.get(key)
    if not isinstance(value, str) or wanted is None or _plain_text(wanted.annotation):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


def _plain_text(annotation: Any) -> bool:
    if get_origin(annotation) in (Union, types.UnionType):
        kinds = set(get_args(annotation)) - {type(None), Default}
        return str in kinds and int not in kinds
    return annotation is str


def _unknown(value: Any, path: str) -> Iterator[str]:
    if isinstance(value, BaseModel):
        yield from (f"{path}.{extra}" for extra in value.model_extra or ())
        for name in type(value).model_fields:
            yield from _unknown(getattr(value, name), f"{path}.{name}")
    elif isinstance(value, list | tuple):
        for index, each in enumerate(value):
            yield from _unknown(each, f"{path}[{index}]")


def _unknown_to_library(read: telegram.TelegramObject | None, what: str) -> list[str]:
    return [f"{what}: the library does not know {name}" for name in (read.api_kwargs if read else ())]


def _poll_problems(method: Method) -> Iterator[str]:
    """Neither aiogram nor teremok counts the letters of a poll."""
    if not isinstance(method, methods.SendPoll):
        return
    texts = [each if isinstance(each, str) else each.text for each in method.options]
    if not 1 <= len(method.question) <= LONGEST_QUESTION:
        yield "a question that is empty or has more than 300 letters"
    if not 1 <= len(texts) <= MOST_OPTIONS or not all(1 <= len(each) <= LONGEST_OPTION for each in texts):
        yield "no options, more than twelve, or one that is empty or has more than 100 letters"


def _keyboard_problems(method: Method) -> Iterator[str]:
    rows = getattr(getattr(method, "reply_markup", None), "inline_keyboard", None) or []
    if any(not 1 <= len(row) <= MOST_IN_A_ROW for row in rows):
        yield "a row without buttons, or with more than eight"
    if sum(map(len, rows)) > MOST_BUTTONS:
        yield "more than a hundred buttons"
    if any(not button.text.strip() for row in rows for button in row):
        yield "a button without label"
