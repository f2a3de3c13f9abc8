"""The log: text or JSON lines on standard error, never with a secret in it.

Secrets are taken out of the finished line, so none hides in an exception's text or in an argument.
Chatty libraries, some of which log addresses with the token in them, speak only when something is wrong.
"""

import json
import logging
import re
import sys
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from types import TracebackType
from typing import Literal
from urllib.parse import quote

GONE = "[secret]"
QUIET = ("httpx", "httpcore", "telegram", "aiohttp", "uvicorn")

SHAPES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\d{3,}:[A-Za-z0-9_-]{20,}"), GONE),  # a bot's token
    (re.compile(r"(\w+://[^\s:/@]*):[^\s@/]+@"), rf"\1:{GONE}@"),  # a password in an address
    (re.compile(r"(?i)\bbearer\s+[^\s'\"]+"), f"Bearer {GONE}"),
    (re.compile(r"(?<![A-Za-z0-9_-])(?:[A-Za-z0-9_-]{43}){1,2}={0,2}(?![A-Za-z0-9_=-])"), GONE),  # keys in base64
    (re.compile(r"\b(telegram|web|terminal|rasa):-?(?=[\w-]*\d)[\w-]{5,}"), r"\1:[address]"),
)

Redact = Callable[[str], str]


def set_up_logs(kind: Literal["text", "json"] = "text", secrets: Iterable[str] = ()) -> None:
    """Sends every log line, warning and uncaught exception of the process through one redacting handler."""
    redact = redacting(secrets)
    handler = logging.StreamHandler()
    handler.setFormatter(FORMS[kind](redact))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.captureWarnings(capture=True)
    sys.excepthook = _log_uncaught


def redacting(secrets: Iterable[str]) -> Redact:
    """A function that takes the given secrets, and whatever looks like one, out of a text."""
    given = sorted({form for each in secrets if each for form in (each, quote(each, safe=""))}, key=len, reverse=True)
    exact = re.compile("|".join(map(re.escape, given))) if given else None

    def redact(text: str) -> str:
        cleaned = exact.sub(GONE, text) if exact else text
        for shape, instead in SHAPES:
            cleaned = shape.sub(instead, cleaned)
        return cleaned

    return redact


class TextLines(logging.Formatter):
    """Time, level, name and message on a line; more of it below and indented, so that no text passes for a line."""

    def __init__(self, redact: Redact) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._redact = redact

    def format(self, record: logging.LogRecord) -> str:
        return self._redact(super().format(record)).replace("\r", "").replace("\n", "\n  ")


class JsonLines(logging.Formatter):
    """The same as one JSON object a line."""

    def __init__(self, redact: Redact) -> None:
        super().__init__()
        self._redact = redact

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "name": record.name,
            "message": self._redact(record.getMessage()),
        }
        if record.exc_info:
            line["exception"] = self._redact(self.formatException(record.exc_info))
        if record.stack_info:
            line["stack"] = self._redact(record.stack_info)
        return json.dumps(line, ensure_ascii=False)


FORMS: dict[str, Callable[[Redact], logging.Formatter]] = {"text": TextLines, "json": JsonLines}


def _log_uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
    else:
        logging.getLogger("vara").critical("an error that nothing expected", exc_info=(kind, error, trace))
