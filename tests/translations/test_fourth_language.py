"""A further language is folders of words and no code."""

import re

from babel import Locale

from bot.telegram.profile import faces
from bot.translating import Homes
from bot.web.pages import load_assets
from dialogues.message import Message, Reply
from dialogues.scene import scene_of
from dialogues.script import Script
from dialogues.session import Session
from dialogues.speaking import speak
from dialogues.step import step
from dialogues.translations import find_wording_problems
from rubric.loading import find_translation_problems
from tests.translations.made_up import CODE, NAME

TAGS = re.compile(r"<[^>]*>")


def whole_check(script: Script, language: str) -> list[Reply]:
    """Everything that is said from hello to the result, and to the commands after it."""
    session = Session(language=language)
    said = list(speak(scene_of(session, script)))
    texts = iter(["agree", "Mendoza", "quick"])
    for number in range(200):
        asks = said[-1].asks
        text = next(texts, None) or (_answer(asks, number) if asks else None)
        if text is None:
            break
        turn = step(session, Message(str(number), text, number), script)
        session = turn.session or session
        said += turn.replies
    for number, text in enumerate(("/steps", "/why", "/help", "/privacy", "/export", "later"), 300):
        said += step(session, Message(str(number), text, number), script).replies
    return said


def _answer(asks: str, number: int) -> str:
    return f"{asks}.{1 + number % 4}" if asks.startswith("quick.") else f"{asks}.mostly"


def words_of(reply: Reply) -> list[str]:
    return [TAGS.sub("", line) for line in reply.text.split("<br>") if line.strip()]


def test_a_whole_translation_has_no_problems(whole: Homes) -> None:
    assert find_translation_problems(whole.content) == ()
    assert find_wording_problems(whole.content, whole.words) == ()


def test_it_is_offered(script: Script) -> None:
    assert set(script.languages) == {"en", CODE}
    assert script.language_named(NAME) == script.language_named("quenqua") == CODE


def test_a_whole_check_is_held_in_it(script: Script) -> None:
    english, other = whole_check(script, "en"), whole_check(script, CODE)

    assert [reply.asks for reply in english] == [reply.asks for reply in other]
    assert [reply.profile for reply in english] == [reply.profile for reply in other]
    assert other[-1].text != english[-1].text
    labels = [button.label for reply in other for button in reply.buttons]
    assert all("«" in label for label in labels), labels
    titles = {area.title for area in script.rubric("en").competencies}
    assert not titles & {line for reply in other for line in words_of(reply)}


def test_ids_levels_and_flags_are_those_of_the_english_rubric(script: Script) -> None:
    english, other = script.rubric("en"), script.rubric(CODE)

    for one, same in zip(english.statement_by_id.values(), other.statement_by_id.values(), strict=True):
        assert (one.id, one.level, one.essential, one.source) == (same.id, same.level, same.essential, same.source)
        assert one.text != same.text
    assert [each.helps for each in english.tactics] == [each.helps for each in other.tactics]


def test_telegram_lists_its_commands_in_it(script: Script) -> None:
    by_code = {face.code: face for face in faces(script, "en")}

    assert set(by_code) == {None, "en", CODE}
    assert all(command.description.startswith("«") for command in by_code[CODE].commands)


def test_the_page_and_the_widget_speak_it(script: Script) -> None:
    assets = load_assets(script)

    assert f'<html lang="{CODE}"' in assets.pages[CODE].body.decode()
    assert NAME in assets.words[CODE].body.decode()
    assert f'hreflang="{CODE}"' in assets.pages["en"].body.decode()


def test_a_language_unknown_to_cldr_writes_numbers_as_english_does(script: Script) -> None:
    assert CODE not in Locale("en").languages
    assert "365 " in TAGS.sub("", script.wording(CODE).say("conversation.privacy", days=365))
