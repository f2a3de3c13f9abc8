"""Numbers, shares, dates, plurals and lists as each language writes them."""

import pytest

from dialogues.sentences import Wording

CASES = (
    ("{{ 12345 | number }}", "12,345", "12,345", "12.345"),
    ("{{ 0.5 | percent }}", "50%", "50%", "50%"),
    ("{{ 0 | date }}", "1 January 1970", "1 de enero de 1970", "1 de janeiro de 1970"),
    ("{{ 0 | short_date }}", "1 Jan 1970", "1 ene 1970", "1 de jan. de 1970"),
    ('{{ ["a", "b", "c"] | listed }}', "a, b and c", "a, b y c", "a, b e c"),
    ('{{ ["a"] | listed }}', "a", "a", "a"),
    ('{{ ["a", "b"] | listed("&") }}', "a & b", "a & b", "a & b"),
    ('{{ 1 | plural(one="# day", other="# days") }}', "1 day", "1 day", "1 day"),
    ('{{ 1000 | plural(one="# day", other="# days") }}', "1,000 days", "1,000 days", "1.000 days"),
)


@pytest.mark.parametrize(("template", "en", "es", "pt"), CASES)
def test_a_language_has_its_own_way(template: str, en: str, es: str, pt: str) -> None:
    said = [
        Wording(each, {"a.b": template}).plain("a.b").replace("\N{NO-BREAK SPACE}", " ") for each in ("en", "es", "pt")
    ]

    assert said == [en, es, pt]
