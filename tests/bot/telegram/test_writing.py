"""How replies look on Telegram, and that Telegram takes whatever we write."""

import html
import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from teremok.validation import validate_html

from bot.telegram.writing import Key, Photo, Text, calls_for, first_part, keyboard, split, telegram_html, toast, units
from dialogues.message import Button, Picture, Reply

PICTURE = Picture("en", "full", (("open_data", 2, 3),))


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


def test_labels_stand_in_rows_that_fit_a_phone() -> None:
    labels = [
        "1",
        "2",
        "3",
        "4",
        "5",
        "Fully",
        "Mostly",
        "In places",
        "No",
        "What counts in this city?",
        "Back",
        "Help",
    ]

    rows = keyboard([Button(label, label) for label in labels], 7)

    assert [[key.label for key in row] for row in rows] == [
        ["1", "2", "3", "4", "5"],
        ["Fully", "Mostly"],
        ["In places", "No"],
        ["What counts in this city?"],
        ["Back", "Help"],
    ]


def test_a_button_carries_revision_and_value() -> None:
    assert keyboard([Button("Fully", "open_data.portal.fully")], 12) == ((Key("Fully", "12|open_data.portal.fully"),),)


@pytest.mark.parametrize("button", [Button("Long", "x" * 63), Button("Wide", "é" * 31 + "x"), Button(" ", "x")])
def test_a_button_that_telegram_would_refuse_is_left_out(button: Button) -> None:
    assert keyboard([button, Button("Fits", "x" * 62)], 1) == ((Key("Fits", "1|" + "x" * 62),),)


def test_at_most_a_hundred_buttons() -> None:
    rows = keyboard([Button(str(number), str(number)) for number in range(150)], 1)

    assert sum(map(len, rows)) == 100


def test_a_picture_comes_first_and_the_keyboard_stands_under_the_words() -> None:
    reply = Reply("Words", (Button("Why?", "why"),), picture=PICTURE, alt="In words")

    assert calls_for(reply, 3, "Below.") == (Photo(PICTURE, "Below."), Text("Words", ((Key("Why?", "3|why"),),)))


def test_a_picture_alone_says_in_its_caption_what_it_shows() -> None:
    assert calls_for(Reply("", picture=PICTURE, alt="2 < 3"), 3, "Below.") == (Photo(PICTURE, "2 &lt; 3"),)


def test_nothing_to_read_is_nothing_to_send() -> None:
    assert calls_for(Reply(" <b> </b><br>"), 1, "") == ()
    assert first_part("<i></i>", 100) == ""


def test_a_toast_fits_two_hundred_units() -> None:
    assert toast("short") == "short"
    assert units(toast("🏙" * 150)) <= 200
