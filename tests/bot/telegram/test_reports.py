"""The report on Telegram: files below the words that announce it. And a reminder, in the chat where it belongs."""

from pydantic import SecretStr

from bot.reports.handing import Handing
from bot.telegram.beside import Beside
from bot.telegram.channel import TelegramChannel
from dialogues.message import Message
from dialogues.plans.reminding import DAY
from dialogues.script import Script
from keeping.conversation import Conversation, now
from keeping.keys import Keyring
from keeping.settings import Settings
from keeping.store import Store
from keeping.teams.parts import team_parts
from tests.bot.telegram.conftest import QUICK
from tests.bot.telegram.running import running
from tests.bot.telegram.stand_in import Painter
from tests.telegram_fake.server import TOKEN, FakeTelegram

GUESSED = ("/start", "agree", "Mendoza", "quick", "3", "2", "3", "1", "2")


def channel(fake: FakeTelegram, store: Store, script: Script, **settings: str) -> TelegramChannel:
    conversation = Conversation(store, script)
    chosen = Settings.model_validate({"telegram_token": SecretStr(TOKEN), "telegram_api": fake.address, **settings})
    beside = Beside(conversation, Handing(conversation, script, store.keyring))
    return TelegramChannel(
        chosen, conversation, script, Painter(), team_parts(store, script, store.keyring), QUICK, beside
    )


async def test_the_report_comes_as_files(
    fake: FakeTelegram, store: Store, flushed: str, script: Script, keyring: Keyring
) -> None:
    ada = fake.person("Ada")

    async with running(channel(fake, store, script)):
        for words in (*GUESSED, "/report"):
            ada.says(words)
        await fake.until_confirmed()

    files = {post.body["document"]["file_name"]: post.file for post in ada.sees() if "document" in post.body}
    assert set(files) == {"vara-report.pdf", "vara-passport.json", "vara-report.csv"}
    assert (files["vara-report.pdf"] or b"").startswith(b"%PDF-")


async def test_the_outline_comes_as_a_file(
    fake: FakeTelegram, store: Store, flushed: str, script: Script, keyring: Keyring
) -> None:
    ada = fake.person("Ada")

    async with running(channel(fake, store, script)):
        for words in (*GUESSED, "/outline"):
            ada.says(words)
        await fake.until_confirmed()

    files = {post.body["document"]["file_name"]: post.file for post in ada.sees() if "document" in post.body}
    assert set(files) == {"vara-outline.html"}
    assert b"<h2>5. " in (files["vara-outline.html"] or b"")


async def test_a_reminder_comes_once_after_a_restart_too(
    fake: FakeTelegram, store: Store, flushed: str, script: Script
) -> None:
    ada = fake.person("Ada")
    before = now() - 31 * DAY
    conversation = Conversation(store, script)
    for number, text in enumerate((*GUESSED, "plan", "plan.take.all", "continue")):
        await conversation.hear(f"telegram:{ada.chat.id}", Message(f"m:{number}", text, before))
    by_day = f"Etc/GMT{int(now() // 3600 % 24) - 12:+d}"

    for start in range(2):
        async with running(channel(fake, store, script, time_zone=by_day)):
            await fake.until(ada.sees)
            await fake.until(lambda starts=start + 1: len(fake.called("setMyDescription")) >= starts)  # type: ignore[misc]

    assert len(ada.sees()) == 1
    assert "Done" in ada.sees()[0].labels


async def test_a_colleague_opens_a_link_and_sees_both_results(
    fake: FakeTelegram, store: Store, flushed: str, script: Script
) -> None:
    ada, ben = fake.person("Ada"), fake.person("Ben")

    async with running(channel(fake, store, script)):
        for words in (*GUESSED, "/share", "share.make"):
            ada.says(words)
        for words in GUESSED:
            ben.says(words)
        await fake.until_confirmed()
        link = next(text for text in ada.reads() if text.startswith("https://t.me/vara_test_bot?start=compare_"))
        ben.says(f"/start {link.partition('start=')[2]}")
        await fake.until_confirmed()
        await fake.until(lambda: fake.called("setMyDescription"))

    assert any("you 3, your colleague 3" in text for text in ben.reads())
