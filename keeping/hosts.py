"""The address of several servers: a cluster's, or that of the Sentinels of a group."""

from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

CLUSTER, SENTINEL = "+cluster", "+sentinel"
USUAL_PORTS = {CLUSTER: 6379, SENTINEL: 26379}


class Place(NamedTuple):
    """What an address with several servers says."""

    hosts: list[tuple[str, int]]
    login: dict[str, Any]
    path: str


def place_of(url: str) -> Place:
    """Raises ValueError."""
    parts = urlsplit(url)
    usual = USUAL_PORTS[SENTINEL if parts.scheme.endswith(SENTINEL) else CLUSTER]
    userinfo, _, servers = parts.netloc.rpartition("@")
    name, _, password = userinfo.partition(":")
    login = {"username": unquote(name) or None, "password": unquote(password) or None}
    secure = {"ssl": True} if parts.scheme.startswith("rediss") else {}
    hosts = [_host(each, usual) for each in servers.split(",")]
    return Place(hosts, login | secure, parts.path.strip("/"))


def _host(text: str, usual: int) -> tuple[str, int]:
    parts = urlsplit(f"//{text}")
    if not parts.hostname:
        raise ValueError
    return parts.hostname, parts.port or usual
