"""What tests of teams share."""

import pytest

from dialogues.script import Script, load_script
from keeping.store import Store
from tests.keeping.teams.town import Town


@pytest.fixture(scope="session")
def script() -> Script:
    return load_script()


@pytest.fixture
async def town(store: Store, script: Script) -> Town:
    return Town(store, script)
