"""The actions over an empty store, called through rasa-sdk's own executor."""

from collections.abc import AsyncIterator, Iterator

import pytest
from rasa_sdk.executor import ActionExecutor

from actions.installation import Installation, use
from actions.serving import registered
from dialogues.script import Script, load_script
from keeping.conversation import Conversation
from keeping.keys import Keyring
from keeping.settings import load_settings
from keeping.store import Store
from tests.actions.calls import Assistant, Body, Call


@pytest.fixture(scope="session")
def script() -> Script:
    return load_script()


@pytest.fixture
async def vara(script: Script, keyring: Keyring, store: Store) -> AsyncIterator[Installation]:
    installation = Installation(load_settings({}), script, keyring, store)
    use(installation)
    yield installation
    use(None)


@pytest.fixture
def in_slot(script: Script, keyring: Keyring) -> Iterator[Installation]:
    """An installation without a store."""
    installation = Installation(load_settings({"VARA_RASA_STATE": "slot"}), script, keyring)
    use(installation)
    yield installation
    use(None)


@pytest.fixture(scope="session")
def executor() -> ActionExecutor:
    return registered()


@pytest.fixture
def call(executor: ActionExecutor) -> Call:
    async def called(payload: Body) -> Body:
        result = await executor.run(payload)
        assert result is not None
        return {"events": result.events, "responses": result.responses}

    return called


@pytest.fixture
def anna(vara: Installation, call: Call) -> Assistant:
    """A person whose assistant uses the store."""
    return Assistant(call)


@pytest.fixture
def conversation(vara: Installation) -> Conversation:
    assert vara.store is not None
    return Conversation(vara.store, vara.script)
