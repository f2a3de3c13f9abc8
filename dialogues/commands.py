"""The names of what people can ask for at any time; what they do stands in `hearing.py`."""

MENU = (
    "start",
    "quick",
    "full",
    "area",
    "back",
    "result",
    "why",
    "needs",
    "suppose",
    "risks",
    "steps",
    "plan",
    "report",
    "history",
    "compare",
    "share",
    "peers",
    "recheck",
    "institutions",
    "playbook",
    "financing",
    "leadership",
    "law",
    "outline",
    "initiative",
    "help",
    "language",
    "privacy",
    "export",
    "forget",
    "cancel",
)
"""Commands that channels list, typed with a slash, in the order in which they are listed."""

GROUP_MENU = ("team", "plan", "report", "minutes", "help")
"""Commands that are listed for everyone in a group."""
LEADER_MENU = (
    *("team", "plan", "report", "minutes", "pause", "end", "city", "language", "owner", "handover", "forget", "help"),
)
"""Commands that are listed for the administrators of a group."""

WORDS = ("continue", "restart", "later", "pause", "skip", "zone")
"""Further words that work like commands; buttons carry them."""

NAMES = frozenset(MENU) | frozenset(WORDS)
