"""What is kept of a conversation comes back whole, and only with the right key, name and version."""

import os

import pytest

from dialogues.session import Session
from keeping.codec import Document, has_heard, has_heard_last, message_digest, opened, sealed
from keeping.errors import Unreadable
from keeping.keys import Keyring
from tests.keeping.documents import long, of_everything, small

KEY = bytes(range(32))
NAME = "vara:{00112233445566778899aabbccddeeff}"


@pytest.mark.parametrize("document", [small(), long(), of_everything()], ids=["small", "long", "everything"])
def test_a_document_comes_back_as_it_was(document: Document) -> None:
    assert opened(sealed(document, KEY, NAME), KEY, NAME) == document


def test_every_field_of_the_example_differs_from_its_default() -> None:
    fields = of_everything().session.model_dump(exclude_defaults=True)

    assert set(fields) == set(Session.model_fields) - {"version"}


def test_half_a_character_does_not_stop_a_commit() -> None:
    document = small(city="A\ud800B")

    assert opened(sealed(document, KEY, NAME), KEY, NAME).session.city == "A?B"


def test_nothing_that_was_said_stands_in_the_sealed_bytes() -> None:
    assert b"Aldeia" not in sealed(small(), KEY, NAME)


def test_the_same_document_never_gives_the_same_bytes() -> None:
    assert sealed(small(), KEY, NAME) != sealed(small(), KEY, NAME)


def test_another_key_opens_nothing() -> None:
    with pytest.raises(Unreadable):
        opened(sealed(small(), KEY, NAME), os.urandom(32), NAME)


def test_bytes_moved_to_another_conversation_do_not_open() -> None:
    with pytest.raises(Unreadable):
        opened(sealed(small(), KEY, NAME), KEY, NAME.replace("00", "ff"))


def test_no_damaged_byte_goes_unnoticed() -> None:
    whole = sealed(small(), KEY, NAME)

    for place in range(len(whole)):
        damaged = whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :]
        with pytest.raises(Unreadable):
            opened(damaged, KEY, NAME)


@pytest.mark.parametrize("length", [0, 1, 12, 13, 40])
def test_cut_bytes_do_not_open(length: int) -> None:
    with pytest.raises(Unreadable):
        opened(sealed(small(), KEY, NAME)[:length], KEY, NAME)


def test_a_document_of_a_later_version_is_refused_and_its_words_stay_out_of_the_error() -> None:
    later = small().model_copy(update={"session": Session.model_construct(**dict(small().session) | {"version": 2})})

    with pytest.raises(Unreadable) as caught:
        opened(sealed(later, KEY, NAME), KEY, NAME)

    assert "another version" in str(caught.value)
    assert "Aldeia" not in str(caught.value)
    assert caught.value.__suppress_context__


def test_a_message_digest_is_eight_url_safe_characters() -> None:
    digests = {message_digest(str(number)) for number in range(2000)}

    assert len(digests) == 2000
    assert all(len(each) == 8 and each.replace("-", "").replace("_", "").isalnum() for each in digests)


def test_a_key_wrapped_by_one_master_key_is_not_unwrapped_by_another() -> None:
    key, wrapped = Keyring(KEY).fresh_key()

    assert Keyring(KEY).unwrap(wrapped) == key
    with pytest.raises(Unreadable):
        Keyring(os.urandom(32)).unwrap(wrapped)


def test_names_hide_the_address_and_depend_on_the_master_key() -> None:
    one, other = Keyring(KEY), Keyring(os.urandom(32))

    assert "123456789" not in one.store_name("telegram:123456789") + one.log_name("telegram:123456789")
    assert one.store_name("telegram:1") == Keyring(KEY).store_name("telegram:1")
    assert one.store_name("telegram:1") != other.store_name("telegram:1")
    assert one.store_name("telegram:1") != one.store_name("telegram:2")
    assert one.log_name("telegram:1") not in one.store_name("telegram:1")


def test_a_message_is_known_by_its_whole_digest_only() -> None:
    heard = small().model_copy(update={"heard": "AAAABBBBCCCCAAAABBBBDDDD"})

    assert has_heard(heard, "AAAABBBB")
    assert has_heard(heard, "CCCCAAAA")
    assert has_heard(heard, "BBBBDDDD")
    assert not has_heard(heard, "BBBBCCCC")
    assert not has_heard(heard, "AAAABBBD")
    assert not has_heard(Document(session=heard.session), "AAAABBBB")
    assert has_heard_last(heard, "BBBBDDDD")
    assert not has_heard_last(heard, "AAAABBBB")
