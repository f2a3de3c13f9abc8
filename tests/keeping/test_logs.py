"""No secret reaches the log, in whatever way it got into a line."""

import json
import logging
import subprocess
import sys

import pytest

from keeping.logs import FORMS, redacting, set_up_logs

TOKEN = "123456:AAF-canary_canary_canary_canary_x"
SECRETS = ("canary-webhook/secret", "canary-password")
CANARIES = (
    TOKEN,
    f"POST https://api.telegram.org/bot{TOKEN}/getMe",
    "redis://me:canary-of-redis@10.0.0.1:6379/0 is away",
    "rediss://:canary-of-redis@host",
    "Authorization: Bearer canary-bearer",
    "webhook says canary-webhook/secret",
    "in an address canary-webhook%2Fsecret",
    "key canarycanarycanarycanarycanarycanarycanary0=",
)


@pytest.mark.parametrize("text", CANARIES)
@pytest.mark.parametrize("kind", FORMS)
def test_a_secret_is_taken_out_of_message_argument_and_exception(kind: str, text: str) -> None:
    form = FORMS[kind](redacting(SECRETS))
    trace = (ValueError, ValueError(text), None)

    line = form.format(logging.LogRecord("vara", logging.ERROR, "", 0, text.replace("%", "%%") + " %s", (text,), trace))

    assert "canary" not in line
    assert "[secret]" in line


def test_an_address_of_a_person_is_taken_out() -> None:
    assert "987654321" not in redacting(())("lost the chat telegram:-987654321 and web:987654321abc")


@pytest.mark.parametrize("line", ["served on http://127.0.0.1:8080", "2026-01-02T03:04:05 all is well", "telegram: on"])
def test_ordinary_lines_stay_as_they_are(line: str) -> None:
    assert redacting(SECRETS)(line) == line


def test_a_json_line_is_one_object_with_time_level_name_and_message() -> None:
    record = logging.LogRecord("vara", logging.INFO, "", 0, "two\nlines “%s”", ("x",), None)

    line = FORMS["json"](redacting(())).format(record)

    assert "\n" not in line
    assert list(json.loads(line)) == ["time", "level", "name", "message"]


PROGRAM = """
import logging, warnings
from keeping.logs import set_up_logs
set_up_logs({kind!r}, ["canary-given"])
logging.getLogger("httpx").info("HTTP Request: canary")
logging.getLogger("telegram.ext").info("canary")
logging.getLogger("uvicorn.access").info("GET canary")
logging.getLogger("bot").info("hello canary-given")
warnings.warn("beware of canary-given")
raise RuntimeError("the end: canary-given")
"""


@pytest.mark.parametrize("kind", FORMS)
def test_a_whole_process_keeps_its_secrets_to_itself(kind: str) -> None:
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(kind=kind)], capture_output=True, text=True, check=False, timeout=60
    )

    lines = run.stderr.splitlines()
    assert "canary" not in run.stdout + run.stderr.replace('warnings.warn("beware of canary-given")', "")
    assert "hello [secret]" in lines[0]
    assert "the end: [secret]" in run.stderr
    assert run.returncode == 1


def test_set_up_twice_writes_each_line_once() -> None:
    root = logging.getLogger()
    before, level, hook = root.handlers[:], root.level, sys.excepthook
    try:
        set_up_logs("text")
        set_up_logs("json")

        assert len(root.handlers) == 1
    finally:
        root.handlers[:], sys.excepthook = before, hook
        root.setLevel(level)
        logging.captureWarnings(capture=False)
