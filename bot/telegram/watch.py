"""Where outages are known from, and who was talking. By itself, for it is made before Telegram's libraries are read."""

from typing import NamedTuple

from keeping.moments import Moments
from keeping.pulse import Pulse
from keeping.store import Store

NOTED_SECONDS = 30 * 60
OUTLIVES_SECONDS = 24 * 60 * 60
"""The notes outlive the longest outage after which somebody still waits."""


class Watch(NamedTuple):
    """What `Outages` looks at."""

    pulse: Pulse
    live: Moments


def watch_over(store: Store) -> Watch:
    """The watch of an installation."""
    return Watch(Pulse(store), Moments(store, "live", NOTED_SECONDS, OUTLIVES_SECONDS))
