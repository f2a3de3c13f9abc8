"""A language that nobody speaks: every English text in marks of its own. It is folders of words, and no code."""

import shutil
from collections.abc import Callable
from pathlib import Path

import yaml

from bot.translating import Homes, translated
from dialogues.translations import english_sentences
from dialogues.words import HERE, ORIGINAL
from rubric.loading import PACKAGED, english_words
from rubric.pages.overlay import Leaf, Tree

CODE = "qq"
NAME = "«Quenqua»"


def marked(text: str) -> str:
    """The text as the language says it: as long as before, so that buttons stay short."""
    return f"«{text if text.startswith('{') else text[1:]}"


def spoken_nowhere(folder: Path, say: Callable[[str], str] = marked) -> Homes:
    """English and the made-up language, in folders of their own."""
    homes = Homes(folder / "content", folder / "dialogues")
    shutil.copytree(PACKAGED, homes.content, ignore=shutil.ignore_patterns("translations"))
    for each in ("wording", "phrases", "meanings"):
        _copy_english(each, homes)
    for file, tree in english_words(homes.content).items():
        write(homes.content / "translations" / CODE / file, filled(tree, say))
    for file, tree in english_sentences(homes.words).items():
        write(homes.words / "wording" / CODE / file, filled(tree, say))
    labels = homes.words / "wording" / CODE / "labels.yaml"
    write(labels, {**yaml.safe_load(labels.read_text("utf-8")), "this_language": NAME})
    translated(homes, CODE)
    return homes


def filled(tree: Tree, say: Callable[[str], str]) -> object:
    """The words of a page, each said in the other language."""
    if isinstance(tree, Leaf):
        return say(tree.piece.text or "")
    if isinstance(tree, dict):
        return {key: filled(each, say) for key, each in tree.items()}
    return [filled(each, say) for each in tree or ()]


def write(path: Path, words: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(words, allow_unicode=True, default_style='"', sort_keys=False), encoding="utf-8")


def _copy_english(name: str, homes: Homes) -> None:
    """The English words of one kind. What people type in the made-up language is what they type in English."""
    source, target = HERE / name, homes.words / name
    if (source / ORIGINAL).is_dir():
        shutil.copytree(source / ORIGINAL, target / ORIGINAL)
        return
    for path in source.glob("*.yaml"):
        target.mkdir(parents=True, exist_ok=True)
        if path.stem not in ("es", "pt"):
            shutil.copy(path, target)
        if path.stem == ORIGINAL:
            shutil.copy(path, target / f"{CODE}.yaml")
