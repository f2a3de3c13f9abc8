"""Our HTML as Telegram reads it: whatever stands in it can be parsed, fits into a message and loses no word."""

import html
import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from teremok.validation import validate_html

from bot.telegram.texts import split, telegram_html, units


@pytest.mark.parametrize(
    ("ours", "telegrams"),
    [
        ("one<br>two<br/>three<br />four", "one\ntwo\nthree\nfour"),
        ("<b>bold</b> and <i>so</i>", "<b>bold</b> and <i>so</i>"),
        ("&#39;quoted&#34; &amp; &lt;b&gt;", "'quoted\" &amp; &lt;b&gt;"),
        ("a&nbsp;b & c", "a\xa0b &amp; c"),
        ("5 < 6 > 4", "5 &lt; 6 &gt; 4"),
        ("<script>x</script>", "&lt;script&gt;x&lt;/script&gt;"),
        ('<a href="https://a.org/?x=1&amp;y=2" rel="x">there</a>', '<a href="https://a.org/?x=1&amp;y=2">there</a>'),
        ("<b>not <i>closed", "<b>not <i>closed</i></b>"),
        ("<b>crossed <i>over</b></i>", "<b>crossed <i>over</i></b>"),
        ("</b>stray", "stray"),
    ],
)
def test_our_html_in_telegrams(ours: str, telegrams: str) -> None:
    assert telegram_html(ours) == telegrams


PIECES = ("words ", "<br>", "<b>bold</b>", "<i>so</i>", "<b><i>both</i></b>", "&amp;", "&#x27;", "&lt;b&gt;", "'", "ñ")


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_what_needs_no_escaping_comes_out_as_if_it_had_been_looked_through(text: str) -> None:
    looked_through = telegram_html(text + "&quot;")

    assert telegram_html(text) + '"' == looked_through


def test_a_link_that_leads_nowhere_safe_is_words_only() -> None:
    assert "javascript" not in telegram_html('<a href="javascript:alert(1)">x</a>')
    validate_html(telegram_html('<a href="javascript:alert(1)">x</a> <a>y</a>'))


def test_a_long_text_is_cut_at_a_paragraph_with_its_tags_balanced() -> None:
    text = "<b>" + "a" * 60 + "\n\n" + "b" * 30 + "</b>"

    assert split(text, 80) == ("<b>" + "a" * 60 + "\n\n</b>", "<b>" + "b" * 30 + "</b>")


MARKS = st.sampled_from(
    ["<b>", "</b>", "<i>", "</i>", "<br>", '<a href="https://x.org">', "</a>", "&amp;", "&", "<", ">", "🏙", "\n\n", " "]
)
TAG = re.compile("<[^>]*>")
MARKED = st.lists(MARKS | st.text(max_size=12), max_size=40).map("".join)


@given(MARKED)
def test_whatever_stands_in_a_reply_telegram_can_parse(text: str) -> None:
    validate_html(telegram_html(text))


@given(MARKED, st.integers(80, 200))
def test_parts_fit_are_parseable_and_lose_no_word(text: str, limit: int) -> None:
    whole = telegram_html(text)
    assume(units("".join(TAG.findall(whole))) < limit / 2)

    parts = split(whole, limit)

    for part in parts:
        validate_html(part)
        assert units(part) <= limit
    assert _words("".join(parts)) == _words(whole)


def _words(text: str) -> str:
    bare = text
    for tag in ("<b>", "</b>", "<i>", "</i>", '<a href="https://x.org">', "</a>"):
        bare = bare.replace(tag, "")
    return "".join(html.unescape(bare).split())
