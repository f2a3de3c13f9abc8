"""Bad input over HTTP: a clear refusal, and the server goes on."""

import json
import socket
from urllib.parse import urlsplit

import httpx
import pytest

from tests.bot.web.served import Served, Talk

JSON = {"Content-Type": "application/json"}

BODIES = {
    "nothing": (b"", 400),
    "no JSON": (b"{", 400),
    "deep JSON": (b"[" * 100_000, 400),
    "deep objects": (b'{"a":' * 20_000, 400),
    "no object": (b"[]", 400),
    "null": (b"null", 400),
    "no text": (b'{"id": "1"}', 400),
    "no id": (b'{"text": "agree"}', 400),
    "empty id": (b'{"id": "", "text": "agree"}', 400),
    "long id": (json.dumps({"id": "x" * 65, "text": "agree"}).encode(), 400),
    "number for an id": (b'{"id": 1, "text": "agree"}', 400),
    "list for a text": (b'{"id": "1", "text": ["agree"]}', 400),
    "unknown part": (b'{"id": "1", "text": "agree", "admin": true}', 400),
    "half a character": (b'{"id": "1", "text": "\\ud83d"}', 400),
    "no UTF-8": (b'{"id": "1", "text": "\xff"}', 400),
    "1 MB": (b'{"id": "1", "text": "' + b"x" * 1_000_000 + b'"}', 413),
    "just too much": (b" " * (256 * 1024 + 1), 413),
}


@pytest.mark.parametrize("name", BODIES)
def test_a_bad_body_is_refused_clearly(talk: Talk, name: str) -> None:
    body, status = BODIES[name]

    answer = talk.client.post(f"{talk.path}/messages", content=body, headers={**talk.headers, **JSON})

    assert answer.status_code == status
    assert answer.json()["error"]["message"]
    assert talk.say("agree").status_code == 200


def test_a_body_without_announced_length_is_limited_too(talk: Talk) -> None:
    pieces = (b" " * 65536 for _ in range(16))

    answer = talk.client.post(f"{talk.path}/messages", content=pieces, headers={**talk.headers, **JSON})

    assert answer.status_code == 413


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_only_json_is_taken(talk: Talk, kind: str) -> None:
    headers = {**talk.headers, "Content-Type": kind}

    answer = talk.client.post(f"{talk.path}/messages", content=b'{"id": "1", "text": "agree"}', headers=headers)

    assert answer.status_code == 415


def test_compressed_bodies_are_not_unpacked(talk: Talk) -> None:
    headers = {**talk.headers, **JSON, "Content-Encoding": "gzip"}

    answer = talk.client.post(f"{talk.path}/messages", content=b"\x1f\x8b", headers=headers)

    assert answer.status_code == 415


TEXTS = {
    "nothing": "",
    "10,000 characters": "x" * 10_000,
    "5,000 emoji": "🏙️" * 2_500,
    "NUL": "Par\x00is",
    "right-to-left override": "\u202eParis",
    "control characters": "\x1b[31mParis\x07",
    "HTML": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "a template": "{{ 7 * 7 }}{% raw %}",
}


@pytest.mark.parametrize("name", TEXTS)
def test_odd_text_gets_a_kind_answer_and_no_mark_of_its_own(talk: Talk, name: str) -> None:
    talk.say("agree")

    answer = talk.say(TEXTS[name])

    assert answer.status_code == 200
    text = answer.json()["replies"][-1]["text"]
    assert "<script" not in text
    assert "<img" not in text
    assert not set(text) & set("\x00\x07\x1b\u202e")
    assert ">49<" not in text


def test_an_odd_message_id_is_an_identity_like_any_other(talk: Talk) -> None:
    for message_id in ("\x00", "é" * 64, "🏙️", "{}", "../../x"):
        assert talk.say("agree", message_id).status_code == 200


def test_an_endless_head_is_cut_off(vara: Served) -> None:
    at = urlsplit(vara.address)
    with socket.create_connection((at.hostname, at.port), timeout=10) as line:
        line.sendall(b"GET / HTTP/1.1\r\n")
        with pytest.raises(OSError, match=r"reset|pipe"):
            line.sendall((b"x: " + b"y" * 8192 + b"\r\n") * 4000)

    assert httpx.get(vara.address + "/healthz").is_success
