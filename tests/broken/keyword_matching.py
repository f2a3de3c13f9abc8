"""Broken on purpose: looks for a word of a rating anywhere in what was typed, whatever stands around it.

Kept to show that the list of traps notices such a reader.
"""

KEYWORDS = {
    "mostly": ("mayoría", "mayoria", "maioria", "most", "casi", "quase", "almost"),
    "partly": ("algunas", "algunos", "alguns", "some", "solo", "só"),
    "fully": ("todo", "todas", "todos", "tudo", "all", "sí", "si", "sim", "yes", "100"),
    "no": ("no", "não", "nada", "nunca", "never", "nobody"),
}


def got_by_keyword(text: str) -> str:
    """The first rating of which a word is found."""
    words = set(text.lower().replace(",", " ").replace(".", " ").split())
    return next((rating for rating, listed in KEYWORDS.items() if words & set(listed)), "note")
