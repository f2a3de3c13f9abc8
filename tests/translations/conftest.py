"""The made-up language, once for all tests that only read it, and afresh for those that spoil it."""

import shutil
from pathlib import Path

import pytest

from bot.translating import Homes
from dialogues.script import Script, load_script
from tests.translations.made_up import spoken_nowhere


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Homes:
    return spoken_nowhere(tmp_path_factory.mktemp("whole"))


@pytest.fixture
def homes(whole: Homes, tmp_path: Path) -> Homes:
    """A copy that a test may spoil."""
    copy = Homes(tmp_path / "content", tmp_path / "dialogues")
    for source, target in zip(whole, copy, strict=True):
        shutil.copytree(source, target)
    return copy


@pytest.fixture(scope="session")
def script(whole: Homes) -> Script:
    return load_script(whole.content, words=whole.words)
