"""Which language a conversation is in, from the channel's hint to the person's choice."""

from dialogues.message import Message
from dialogues.script import Script, load_script
from keeping.conversation import Conversation
from keeping.store import Store

ADDRESS = "telegram:7"
SCRIPT: Script = load_script()


async def hear(conversation: Conversation, number: int, text: str, hint: str | None = "en-GB") -> str:
    return (await conversation.hear(ADDRESS, Message(str(number), text, number, hint))).language


async def test_the_channels_hint_counts_until_someone_agrees(store: Store) -> None:
    conversation = Conversation(store, SCRIPT)

    assert await hear(conversation, 1, "/start", "pt-BR") == "pt"
    assert await hear(conversation, 2, "/start", "es-419") == "es"
    assert await hear(conversation, 3, "agree", "pt-BR") == "pt"
    assert await hear(conversation, 4, "skip", "es") == "pt"


async def test_a_language_chosen_before_agreeing_stays_chosen(store: Store) -> None:
    conversation = Conversation(store, SCRIPT)

    assert await hear(conversation, 1, "/language es") == "es"
    assert await hear(conversation, 2, "agree") == "es"
    assert await hear(conversation, 3, "skip") == "es"


async def test_an_unknown_language_gets_the_operators(store: Store) -> None:
    conversation = Conversation(store, load_script(fallback="pt"))

    assert await hear(conversation, 1, "/start", "xx") == "pt"
    assert await hear(conversation, 2, "/start", None) == "pt"
