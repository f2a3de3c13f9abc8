"""From a finished check to the report for the council, by pressing what a private chat shows."""

import pytest

from dialogues.message import Message
from dialogues.script import Script
from dialogues.words import languages
from keeping.conversation import Conversation, now
from keeping.store import Store
from tests.bot.telegram.running import running
from tests.bot.telegram.test_reports import channel
from tests.taps import FINISHED, MOST_TAPS, TAPS, wanted
from tests.telegram_fake.people import Person
from tests.telegram_fake.server import FakeTelegram

IN_A_CHAT = (*TAPS[:-1], "zone", TAPS[-1])
"""Where reminders come, the first plan asks for the clock of the city."""


@pytest.mark.parametrize("language", languages())
async def test_why_needs_what_if_three_steps_and_report_within_ten_taps(
    fake: FakeTelegram, store: Store, flushed: str, script: Script, language: str
) -> None:
    ada = fake.person("Ada", language)
    for number, text in enumerate(FINISHED):
        await Conversation(store, script).hear(
            f"telegram:{ada.chat.id}", Message(f"m:{number}", text, now(), language=language)
        )
    presses = []

    async with running(channel(fake, store, script)):
        ada.says("/start")
        for tap in IN_A_CHAT:
            await fake.until_confirmed()
            shown = buttons(ada)
            presses.append(ada.presses(shown[wanted(tap, list(shown))]))
            await fake.until(lambda: presses[-1].answers, f"an answer to {tap}")
        await fake.until_confirmed()

    files = [post.body["document"]["file_name"] for post in ada.sees() if "document" in post.body]
    kept = await Conversation(store, script).facts(f"telegram:{ada.chat.id}")
    assert len(presses) <= MOST_TAPS
    assert "vara-report.pdf" in files
    assert len(kept.plan) == 3
    assert kept.language == language
    fake.assert_clean()


def buttons(person: Person) -> dict[str, str]:
    """Labels of the newest buttons, by their values."""
    post = next(each for each in reversed(person.sees()) if each.labels)
    return {post.data_by_label[label].partition("|")[2]: label for label in post.labels}
