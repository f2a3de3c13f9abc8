"""How a language writes numbers, shares, dates, plurals and lists: filters for templates, by CLDR's tables."""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from functools import lru_cache, partial
from typing import Literal

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent

REGIONS: Mapping[str, str] = {"en": "en_001", "es": "es_419"}
"""Whose customs we take where those of a language differ: the world's for English, Latin America's for Spanish."""

NUMBER = "#"
"""Stands in a plural's forms for the number itself."""


def filters(language: str) -> Mapping[str, Callable[..., str]]:
    """What templates of this language may use.

    `number` and `percent` (a share from 0 to 1), `date` and `short_date` (seconds since 1970), `listed` (`a, b and c`),
    and `plural(one="# day", other="# days")`, with a form for each of the language's plural categories.
    """
    locale = locale_of(language)
    return {
        "number": partial(format_decimal, locale=locale),
        "percent": partial(format_percent, locale=locale),
        "date": partial(_date, locale, "long"),
        "short_date": partial(_date, locale, "medium"),
        "listed": partial(_listed, locale),
        "plural": partial(_plural, locale),
    }


@lru_cache(maxsize=64)
def locale_of(language: str) -> Locale:
    """CLDR's entry for a language; English customs for one that it does not know."""
    try:
        return Locale.parse(REGIONS.get(language, language))
    except (UnknownLocaleError, ValueError):
        return Locale.parse(REGIONS["en"])


def names_in(language: str, languages: Iterable[str]) -> Mapping[str, str]:
    """What a language calls others, by their codes; those that have no name in CLDR are left out."""
    names = {each: locale_of(language).languages.get(each) for each in languages}
    return {each: str(name) for each, name in names.items() if name}


def _date(locale: Locale, form: Literal["medium", "long"], seconds: int) -> str:
    day: date = datetime.fromtimestamp(seconds, UTC).date()
    return format_date(day, form, locale=locale)


def _listed(locale: Locale, items: Iterable[object], last: str = "") -> str:
    """`a, b and c`. The word before the last item is CLDR's, unless a template brings its own."""
    words = [str(item) for item in items]
    if not last or len(words) < 2:
        return format_list(words, locale=locale)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def _plural(locale: Locale, count: int, **forms: str) -> str:
    form = forms.get(locale.plural_form(count)) or forms["other"]
    return form.replace(NUMBER, format_decimal(count, locale=locale))
