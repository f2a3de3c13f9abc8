"""Settings: every name of the contract, and one clear sentence for every bad value."""

import base64
import stat
import threading
from pathlib import Path

import pytest

from keeping.errors import VaraError
from keeping.keys import HOW_TO_MAKE_ONE, open_keyring
from keeping.settings import SECRETS, Settings, load_settings, variable

CONTRACT = {
    "VARA_TELEGRAM_TOKEN": "123456:fake",
    "VARA_TELEGRAM_API": "http://127.0.0.1:8081",
    "VARA_WEBHOOK_URL": "https://bot.example.org",
    "VARA_WEBHOOK_SECRET": "a-secret_1",
    "VARA_REDIS_URL": "redis://127.0.0.1:6379/0",
    "VARA_REDIS_DURABILITY": "accept-risk",
    "VARA_DATA_DIR": "somewhere",
    "VARA_ENCRYPTION_KEY": "A" * 43 + "=",
    "VARA_ALLOWED_ORIGINS": "https://www.example.org",
    "VARA_PUBLIC_URL": "https://vara.example.org",
    "VARA_LANGUAGE": "es",
    "VARA_SESSION_DAYS": "30",
    "VARA_TIME_ZONE": "America/Bogota",
    "VARA_CONTENT": "rubric",
    "VARA_RASA_TOKEN": "a-long.token",
    "VARA_RASA_STATE": "slot",
    "VARA_LOG": "json",
}

BAD = {
    "VARA_TELEGRAM_API": ("ftp://host", "http://host:port", "localhost"),
    "VARA_WEBHOOK_URL": ("http://bot.example.org", "https://"),
    "VARA_WEBHOOK_SECRET": ("with space", "x" * 257, "é"),
    "VARA_REDIS_URL": ("localhost:6379", "http://canary@host", "redis+cluser://host"),
    "VARA_REDIS_DURABILITY": ("everysec", "yes"),
    "VARA_ALLOWED_ORIGINS": ("*", "www.example.org", "https://a.org/path", "https://u:canary@a.org", "null"),
    "VARA_PUBLIC_URL": ("vara.example.org",),
    "VARA_LANGUAGE": ("English please", "e"),
    "VARA_SESSION_DAYS": ("0", "-1", "1.5", "many", "99999999"),
    "VARA_RASA_TOKEN": ("with space", "x" * 513, "é"),
    "VARA_RASA_STATE": ("redis", "Slot"),
    "VARA_TIME_ZONE": ("Atlantis/Capital", "../etc/passwd", "UTC+99"),
    "VARA_LOG": ("xml", "JSON"),
}


def test_the_settings_are_exactly_those_of_the_contract() -> None:
    assert {variable(field) for field in Settings.model_fields} == set(CONTRACT)


def test_all_settings_are_optional_and_described() -> None:
    settings = load_settings({})

    assert settings.data_dir == Path("data")
    assert (settings.language, settings.session_days, settings.log) == ("en", 365, "text")
    assert all(field.description for field in Settings.model_fields.values())


@pytest.mark.parametrize(("name", "value"), CONTRACT.items())
def test_every_setting_takes_its_value(name: str, value: str) -> None:
    assert load_settings({name: value}) != load_settings({})


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in BAD.items() for value in values])
def test_a_bad_value_gets_one_sentence_that_names_the_setting_and_what_is_possible(name: str, value: str) -> None:
    with pytest.raises(VaraError) as caught:
        load_settings({name: value})

    sentence = caught.value.sentence
    assert sentence.startswith(name)
    assert "it takes" in sentence
    assert "\n" not in sentence
    assert "canary" not in sentence


def test_plain_http_will_do_on_this_machine() -> None:
    assert load_settings({"VARA_WEBHOOK_URL": "http://127.0.0.1:8080/"}).webhook_url == "http://127.0.0.1:8080"


def test_an_empty_value_counts_as_unset() -> None:
    assert load_settings(dict.fromkeys(CONTRACT, " ")) == load_settings({})


def test_an_unknown_name_gets_the_one_that_was_meant() -> None:
    with pytest.raises(VaraError, match=r"mean VARA_TELEGRAM_TOKEN\?"):
        load_settings({"VARA_TELEGRAM_TOKN": "x"})


def test_origins_take_the_form_in_which_browsers_send_them() -> None:
    settings = load_settings({"VARA_ALLOWED_ORIGINS": "https://WWW.Example.org:443/, http://localhost:9000,"})

    assert settings.allowed_origins == ("https://www.example.org", "http://localhost:9000")


@pytest.mark.parametrize("field", SECRETS)
def test_a_secret_may_stand_in_a_file(field: str, tmp_path: Path) -> None:
    name = variable(field)
    (tmp_path / "secret").write_text(CONTRACT[name] + "\n")

    settings = load_settings({name + "_FILE": str(tmp_path / "secret")})

    assert getattr(settings, field).get_secret_value() == CONTRACT[name]


def test_a_secret_given_twice_or_unreadable_or_empty_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty").write_text("\n")
    troubles = (
        {"VARA_TELEGRAM_TOKEN": "canary", "VARA_TELEGRAM_TOKEN_FILE": "x"},
        {"VARA_TELEGRAM_TOKEN_FILE": str(tmp_path / "absent")},
        {"VARA_TELEGRAM_TOKEN_FILE": str(tmp_path)},
        {"VARA_TELEGRAM_TOKEN_FILE": str(tmp_path / "empty")},
    )

    for environ in troubles:
        with pytest.raises(VaraError, match="VARA_TELEGRAM_TOKEN_FILE") as caught:
            load_settings(environ)
        assert "canary" not in caught.value.sentence


def test_the_env_file_is_read_and_the_environment_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text("VARA_LANGUAGE=es\nVARA_SESSION_DAYS=7\nOTHER=1\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VARA_LANGUAGE", "pt")

    settings = load_settings()

    assert (settings.language, settings.session_days) == ("pt", 7)


def test_no_secret_shows_when_settings_are_printed() -> None:
    settings = load_settings(CONTRACT | {"VARA_REDIS_URL": "redis://me:canary@host"})

    shown = repr(settings) + str(settings)

    assert not [secret for secret in settings.secrets if secret in shown]
    assert settings.secrets == ("123456:fake", "a-secret_1", "A" * 43 + "=", "a-long.token", "canary", "canary")


def test_the_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    settings = load_settings({"VARA_DATA_DIR": str(tmp_path / "new" / "data")})

    first, second = open_keyring(settings), open_keyring(settings)

    file = tmp_path / "new" / "data" / "key"
    assert first.fingerprint == second.fingerprint
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [each.name for each in file.parent.iterdir()] == ["key"]
    assert len(base64.urlsafe_b64decode(file.read_text())) == 32


def test_many_that_start_at_once_agree_on_one_key(tmp_path: Path) -> None:
    settings = load_settings({"VARA_DATA_DIR": str(tmp_path / "data")})
    gate = threading.Barrier(16)
    found: list[str] = []

    def start() -> None:
        gate.wait()
        found.append(open_keyring(settings).fingerprint)

    threads = [threading.Thread(target=start) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(found) == 16
    assert len(set(found)) == 1


@pytest.mark.parametrize("key", ["canary", "A" * 42 + "==", "A" * 43, "!" * 43 + "=", "A" * 128])
def test_a_key_that_is_none_gets_the_way_to_make_one(key: str) -> None:
    with pytest.raises(VaraError) as caught:
        open_keyring(load_settings({"VARA_ENCRYPTION_KEY": key}))

    assert HOW_TO_MAKE_ONE in caught.value.sentence
    assert key not in caught.value.sentence


def test_a_data_folder_that_cannot_be_written_gets_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(VaraError, match="VARA_DATA_DIR"):
        open_keyring(load_settings({"VARA_DATA_DIR": str(tmp_path / "file" / "data")}))
