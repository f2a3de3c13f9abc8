"""`vara new-language` writes pages to be filled in, and nothing over what is there."""

import pytest

from bot.translating import Homes, begin_language
from dialogues.script import load_script
from dialogues.translations import find_wording_problems
from keeping.errors import VaraError
from rubric.loading import english_words, find_translation_problems
from rubric.pages.overlay import leaves
from tests.translations.made_up import CODE


def test_the_skeleton_holds_every_page_and_each_text_is_told_as_lacking(homes: Homes) -> None:
    begin_language(homes, "fr")

    told = [each for each in find_translation_problems(homes.content) if "/fr/" in each.file]
    texts = sum(len(list(leaves(tree))) for tree in english_words(homes.content).values())

    assert len(told) == texts
    assert all("is not translated" in each.what for each in told)
    wording = [each for each in find_wording_problems(homes.content, homes.words) if "/fr/" in each.file]
    assert all("is not translated" in each.what or "called" in each.what for each in wording)


def test_the_english_words_stand_above_each_gap(homes: Homes) -> None:
    begin_language(homes, "fr")

    page = (homes.content / "translations" / "fr" / "competencies" / "open_data.yaml").read_text("utf-8")

    assert '# Open data\ntitle: ""\n' in page


def test_a_language_that_is_only_begun_is_not_offered(homes: Homes) -> None:
    begin_language(homes, "fr")

    assert "fr" not in load_script(homes.content, words=homes.words).languages


def test_what_a_translation_lacks_is_english(homes: Homes) -> None:
    (homes.words / "wording" / CODE / "conversation.yaml").unlink()
    (homes.content / "translations" / CODE / "competencies" / "open_data.yaml").unlink()

    script = load_script(homes.content, words=homes.words)

    assert script.wording(CODE).say("conversation.no_name") == "I did not see a name there."
    assert script.rubric(CODE).competency_by_id["open_data"].title == "Open data"


@pytest.mark.parametrize("code", ["en", CODE, "French", "fr-CA", "../x", ""])
def test_nothing_is_written_over_and_only_codes_are_taken(code: str, homes: Homes) -> None:
    with pytest.raises(VaraError):
        begin_language(homes, code)
