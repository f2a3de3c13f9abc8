"""How replies look on Telegram: rows of buttons, a picture first, and nothing that it would refuse."""

import pytest

from bot.telegram.texts import first_part, units
from bot.telegram.writing import Key, Photo, Text, calls_for, keyboard, toast
from dialogues.message import Button, Picture, Reply

PICTURE = Picture("en", "full", (("open_data", 2, 3),))


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
