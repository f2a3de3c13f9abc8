"""The names of what people can ask for at any time; what they do stands in `hearing.py`."""

from collections.abc import Mapping

BY_PURPOSE: Mapping[str, tuple[str, ...]] = {
    "first": ("start", "result", "plan", "report", "help"),
    "check": ("quick", "full", "area", "initiative", "team", "back", "cancel"),
    "understand": ("why", "needs", "suppose", "risks", "steps"),
    "over_time": ("recheck", "history", "compare", "share", "peers"),
    "alive": ("institutions", "playbook", "financing", "leadership", "law", "outline"),
    "yours": ("language", "privacy", "export", "forget"),
}
"""Commands that channels list, typed with a slash, by what they are for; what matters most comes first."""

MENU = tuple(name for names in BY_PURPOSE.values() for name in names)
"""The same in the order in which they are listed."""

GROUP_MENU = ("team", "role", "plan", "report", "minutes", "help")
"""Commands that are listed for everyone in a group."""
LEADER_MENU = (
    *("team", "role", "pause", "end", "plan", "report", "minutes"),
    *("city", "language", "owner", "handover", "forget", "help"),
)
"""Commands that are listed for the administrators of a group."""

WORDS = ("continue", "restart", "later", "pause", "skip", "zone")
"""Further words that work like commands; buttons carry them."""

NAMES = frozenset(MENU) | frozenset(WORDS)
