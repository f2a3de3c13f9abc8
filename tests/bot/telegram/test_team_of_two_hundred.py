"""Two hundred people vote at the same moments on twenty-five questions: nothing is miscounted."""

from collections import Counter

import pytest

from dialogues.script import Script
from keeping.keys import Keyring
from keeping.store import Store
from tests.bot.telegram.crowd import PEOPLE, QUESTIONS, Crowd, whole_rounds


@pytest.mark.redis
async def test_two_hundred_members_and_twenty_five_questions(store: Store, script: Script, keyring: Keyring) -> None:
    crowd = Crowd(store, script, keyring)

    counted = [counts async for counts in whole_rounds(crowd, script)]

    assert len(counted) == QUESTIONS
    assert all(kept == voted for kept, voted in counted)
    assert len(crowd.waits) > PEOPLE * QUESTIONS
    assert Counter(crowd.bot.answered.keys()) == Counter(str(each) for each in range(1, crowd.presses + 1))
