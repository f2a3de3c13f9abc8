"""Broken on purpose: sentences in which what people write is not escaped."""

from jinja2 import Environment

from dialogues.sentences import environment


def unescaped(*, autoescape: bool, language: str = "en") -> Environment:
    return environment(autoescape=False, language=language)
