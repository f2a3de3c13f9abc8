"""Headers on every answer, and who may call from another site."""

import gzip

import httpx
import pytest

from tests.bot.web.foreign_site import ForeignSite
from tests.bot.web.served import Talk

PATHS = ["/", "/widget.js", "/widget.json", "/widget.css", "/page.css", "/icon.svg", "/openapi.json", "/healthz"]
PATHS += ["/readyz", "/metrics", "/nowhere", "/pictures/none.svg", "/api/conversations/x"]


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_carries_the_security_headers(client: httpx.Client, path: str) -> None:
    headers = client.get(path).headers

    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "server" not in headers


def test_what_is_personal_is_never_stored_by_caches(talk: Talk) -> None:
    answers = [
        talk.client.post("/api/conversations"),
        talk.say("agree"),
        talk.client.get(talk.path, headers=talk.headers),
        talk.client.get(f"{talk.path}/export", headers=talk.headers),
    ]

    assert {answer.headers["cache-control"] for answer in answers} == {"no-store"}


def test_an_allowed_site_may_call(client: httpx.Client, city_site: ForeignSite) -> None:
    asking = {"Origin": city_site.address, "Access-Control-Request-Method": "POST"}

    allowed = client.options("/api/conversations", headers=asking)
    answer = client.post("/api/conversations", json={}, headers={"Origin": city_site.address})

    assert allowed.status_code == 204
    assert "Authorization" in allowed.headers["access-control-allow-headers"]
    assert answer.headers["access-control-allow-origin"] == city_site.address
    assert "Origin" in answer.headers["vary"]


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "{site}.evil.example", "{site}/", "HTTP://X"])
def test_other_sites_may_not_read_anything(client: httpx.Client, city_site: ForeignSite, origin: str) -> None:
    headers = {"Origin": origin.format(site=city_site.address)}

    answers = [client.options("/api/conversations", headers=headers), client.get("/widget.json", headers=headers)]

    assert not any("access-control-allow-origin" in answer.headers for answer in answers)


def test_the_page_may_be_framed_by_allowed_sites_only(client: httpx.Client, city_site: ForeignSite) -> None:
    policy = client.get("/").headers["content-security-policy"]

    assert f"frame-ancestors 'self' {city_site.address}" in policy


def test_the_widget_is_at_most_15_kilobytes_packed(client: httpx.Client) -> None:
    script = client.get("/widget.js").content

    assert len(gzip.compress(script)) <= 15_000


def test_the_widget_never_builds_from_html(client: httpx.Client) -> None:
    script = client.get("/widget.js").text

    for word in (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "DOMParser",
        "document.write",
        "eval(",
        "new Function",
    ):
        assert word not in script


def test_what_has_not_changed_is_not_sent_again(client: httpx.Client) -> None:
    first = client.get("/widget.js")

    again = client.get("/widget.js", headers={"If-None-Match": first.headers["etag"]})

    assert first.headers["content-encoding"] == "gzip"
    assert (again.status_code, again.content) == (304, b"")
