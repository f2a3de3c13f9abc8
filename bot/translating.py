"""What the command line does for translators: the skeleton of a new language, and marks on what is translated."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from dialogues.translations import digests_path, english_sentences, marks_of_wording
from dialogues.words import HERE, ORIGINAL, languages
from keeping.errors import VaraError
from rubric.loading import english_words, translated_into, translation_marks
from rubric.pages.comparing import Marks
from rubric.pages.overlay import Leaf, Tree
from rubric.pages.scalars import is_switch
from rubric.pages.translations import DIGESTS, FOLDER, read_marks

CODE = re.compile(r"[a-z]{2,3}")
PLAIN = re.compile(r"[a-z_][a-z0-9_.]*")

SKELETON = "# In the comments stand the English words. Write the translation of each between the quotes below it.\n"
PHRASES = (
    "# In the comments stands the English page. Write what people in your language would type, not a translation.\n"
)
SIGNS = "# Written by `vara translated`: a sign of each English text as it was when it was translated.\n"


class Homes(NamedTuple):
    """Where words are kept: the folder of the rubric, and the one of wording and phrases."""

    content: Path
    words: Path = HERE


class Marked(NamedTuple):
    """What `translated` did: texts that are marked now, and those of them whose English had changed."""

    language: str
    texts: int
    changed: int


def translated(homes: Homes, language: str | None = None) -> list[Marked]:
    """Marks all that is translated now, into one language or into all, as true to the English of today.

    Raises VaraError if there is no such language, and ContentError if the English pages have problems.
    """
    known = sorted({*translated_into(homes.content), *languages(homes.words)} - {ORIGINAL})
    if language is not None and language not in known:
        raise VaraError(f"There is no translation into {language}; there is {', '.join(known) or 'none'}.")
    return [_marked(homes, each) for each in ([language] if language else known)]


def begin_language(homes: Homes, language: str) -> list[Path]:
    """Writes every page of a new language with the English words as comments. Returns the files.

    Raises VaraError if the code is none or the language has been begun, and ContentError as above.
    """
    if not CODE.fullmatch(language) or language == ORIGINAL:
        raise VaraError(f"{language} is no code of a new language; take two or three small letters, such as fr.")
    begun = [each for each in _places(homes, language) if each.exists()]
    if begun:
        raise VaraError(f"{language} has been begun already: {begun[0]}; vara check lists what it lacks.")
    pages = dict(_skeleton(homes, language))
    for path, text in pages.items():
        _write(path, text)
    return list(pages)


def _marked(homes: Homes, language: str) -> Marked:
    """The digests of one language, written anew where something is translated."""
    halves = (
        (homes.content / FOLDER / language / DIGESTS, translation_marks(homes.content, language)),
        (digests_path(language, homes.words), marks_of_wording(language, homes.words)),
    )
    texts = changed = 0
    for path, marks in halves:
        before = read_marks(path)
        texts += sum(len(page) for page in marks.values())
        changed += sum(_changed(before.get(file, {}), page) for file, page in marks.items())
        if path.parent.is_dir():
            _write(path, _digests(marks))
    return Marked(language, texts, changed)


def _changed(before: Marks, now: Marks) -> int:
    return sum(name in before and before[name] != mark for name, mark in now.items())


def _digests(marks: Mapping[str, Marks]) -> str:
    """Keys and values in quotes, which YAML reads like JSON."""
    lines = [SIGNS]
    for file, page in marks.items():
        if page:
            lines.append(f"{json.dumps(file)}:\n")
            lines += [f"  {json.dumps(name, ensure_ascii=False)}: {json.dumps(mark)}\n" for name, mark in page.items()]
    return "".join(lines)


def _places(homes: Homes, language: str) -> tuple[Path, Path, Path]:
    phrases = homes.words / "phrases" / f"{language}.yaml"
    return homes.content / FOLDER / language, homes.words / "wording" / language, phrases


def _skeleton(homes: Homes, language: str) -> Iterator[tuple[Path, str]]:
    rubric, wording, phrases = _places(homes, language)
    for file, tree in english_words(homes.content).items():
        yield rubric / file, SKELETON + "".join(_empty(tree, 0))
    for file, tree in english_sentences(homes.words).items():
        yield wording / file, SKELETON + "".join(_empty(tree, 0))
    english = (homes.words / "phrases" / f"{ORIGINAL}.yaml").read_text(encoding="utf-8")
    yield phrases, PHRASES + "".join(f"# {line}\n" for line in english.splitlines())


def _empty(tree: Tree, depth: int, lead: str = "") -> Iterator[str]:
    """The lines of a page without words, each text below its English one."""
    space = "  " * depth
    if isinstance(tree, Leaf):
        yield f'{lead} ""\n'
    elif isinstance(tree, dict):
        yield f"{lead}\n" if lead else ""
        for key, each in tree.items():
            yield "\n" if depth == 0 else ""
            yield from _comment(each, space)
            yield from _empty(each, depth + 1, f"{space}{_key(key)}:")
    else:
        yield f"{lead}\n"
        for each in tree or ():
            yield from _comment(each, space)
            yield from _empty(each, depth + 1, f"{space}-")


def _key(key: str) -> str:
    """In quotes where some tool would read something else."""
    return key if PLAIN.fullmatch(key) and not is_switch(key) else json.dumps(key)


def _comment(tree: Tree, space: str) -> Iterator[str]:
    for line in (tree.piece.text or "").splitlines() if isinstance(tree, Leaf) else ():
        yield f"{space}# {line}".rstrip() + "\n"


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise VaraError(f"{path} cannot be written: {error.strerror}.") from None
