"""Typed text as plain words: no capitals, no accents, no punctuation, no skin tones.

Only two marks of punctuation count as words, because they carry meaning: `?` and `%`.
"""

import re
import unicodedata

LAUGH = "haha"

_SHRUGS = re.compile(r"[\U0001F3FB-\U0001F3FF\u200d\ufe0f\u2640\u2642]")
_GIVE_OR_TAKE = re.compile(r"\+\s*(?:o|ou|/)?\s*-|±")
_ENYE_ALONE = re.compile(r"(?<!\w)ñ(?!\w)")
_NOT_APPLICABLE = re.compile(r"(?<!\w)n\s*[/.]\s*a(?!\w)")
_LAUGHTER = re.compile(r"(?:ja|je|ji|ha|he|hua|rs|k){2,}[jhaks]?|k{2,}")
_WORD = re.compile(r"[^\W_]+|[%?]|[^\w\s]")
_MARKS = frozenset("%?")


def words_of(text: str, signs: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """The words of a message; `signs` are the emoji that count as words."""
    bare = _SHRUGS.sub("", text.casefold())
    bare = _NOT_APPLICABLE.sub(" not applicable ", bare)
    bare = _GIVE_OR_TAKE.sub(" mas o menos ", _ENYE_ALONE.sub("nao", bare))
    letters = unicodedata.normalize("NFKD", bare.replace("'", "").replace("\u2019", ""))
    plain = "".join(each for each in letters if not unicodedata.combining(each))
    found = (each for each in _WORD.findall(plain) if each[0].isalnum() or each in _MARKS or each in signs)
    return tuple(LAUGH if _LAUGHTER.fullmatch(each) else each for each in found)
