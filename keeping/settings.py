"""Every setting of Vara, read from the environment and from `.env`; the environment wins."""

import difflib
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dotenv import dotenv_values
from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from keeping.errors import VaraError

PREFIX = "VARA_"
FROM_FILE = "_FILE"
THIS_MACHINE = ("127.0.0.1", "localhost")
"""Where plain http is as good as https."""

DEFAULT_PORTS = {"http": 80, "https": 443}


def _origin(text: str) -> str:
    """The exact form in which a browser sends an origin. Raises ValueError."""
    parts = urlsplit(text.strip())
    if parts.scheme not in DEFAULT_PORTS or not parts.hostname or "*" in text or "@" in parts.netloc:
        raise ValueError
    if parts.path not in ("", "/") or parts.query or parts.fragment:
        raise ValueError
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    port = "" if parts.port in (None, DEFAULT_PORTS[parts.scheme]) else f":{parts.port}"
    return f"{parts.scheme}://{host}{port}"


def _origins(value: object) -> object:
    if not isinstance(value, str):
        return value
    return tuple(dict.fromkeys(_origin(each) for each in value.split(",") if each.strip()))


def _zone(name: str) -> str:
    try:
        return ZoneInfo(name).key
    except (ZoneInfoNotFoundError, OSError):
        raise ValueError from None


def _address(*schemes: str) -> AfterValidator:
    def check(value: str) -> str:
        parts = urlsplit(value)
        fits = parts.scheme in schemes or (parts.scheme == "http" and parts.hostname in THIS_MACHINE)
        if not fits or not parts.hostname or parts.query or parts.fragment:
            raise ValueError
        _ = parts.port  # raises if it is no number
        return value.rstrip("/")

    return AfterValidator(check)


def _matching(pattern: str) -> AfterValidator:
    def check(value: SecretStr) -> SecretStr:
        if not re.fullmatch(pattern, value.get_secret_value()):
            raise ValueError
        return value

    return AfterValidator(check)


def _possible(text: str) -> dict[str, Any]:
    """What an operator may write, said when something else was found."""
    return {"possible": text}


class Settings(BaseSettings):
    """All optional: without any, Vara serves the web chat with an embedded store."""

    model_config = SettingsConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    # No form is asked of a token: with a wrong one Telegram says so and the web chat goes on.
    telegram_token: SecretStr | None = Field(
        None, description="Token of the Telegram bot, from BotFather. Without it there is no Telegram."
    )
    telegram_api: Annotated[str, _address("http", "https")] = Field(
        "https://api.telegram.org",
        description="Base address of the Bot API server.",
        json_schema_extra=_possible("an address such as http://127.0.0.1:8081"),
    )
    webhook_url: Annotated[str, _address("https")] | None = Field(
        None,
        description="Public https address at which Telegram reaches Vara. Without it Vara asks Telegram for messages.",
        json_schema_extra=_possible("an https address such as https://vara.example.org"),
    )
    webhook_secret: Annotated[SecretStr, _matching(r"[A-Za-z0-9_-]{1,256}")] | None = Field(
        None,
        description="Secret by which Vara knows that a webhook call comes from Telegram.",
        json_schema_extra=_possible("1 to 256 letters, digits, hyphens or underscores"),
    )
    redis_url: Annotated[SecretStr, _matching(r"(rediss?(\+cluster|\+sentinel)?://[^\s]+|unix://[^\s]+)")] | None = (
        Field(
            None,
            description="Redis that keeps the conversations. Without it Vara runs an embedded store in VARA_DATA_DIR.",
            json_schema_extra=_possible(
                "an address such as redis://:password@host:6379/0, rediss://…, unix:///path, "
                "redis+cluster://host:6379,other:6379 or redis+sentinel://host:26379,other:26379/name"
            ),
        )
    )
    redis_durability: Literal["require", "accept-risk"] = Field(
        "require",
        description="Whether a Redis must be set up so that it can lose nothing.",
        json_schema_extra=_possible("require or accept-risk"),
    )
    data_dir: Path = Field(Path("./data"), description="Folder of the embedded store and of the encryption key.")
    encryption_key: SecretStr | None = Field(
        None,
        description="Key that encrypts all conversations: url-safe base64 of 32 bytes. Made on first start if unset.",
    )
    allowed_origins: Annotated[tuple[str, ...], BeforeValidator(_origins)] = Field(
        (),
        description="Sites that may embed the widget, comma separated.",
        json_schema_extra=_possible("exact origins without path, separated by commas: https://www.example.org"),
    )
    public_url: Annotated[str, _address("http", "https")] | None = Field(
        None,
        description="Address under which people reach the web chat.",
        json_schema_extra=_possible("an address such as https://vara.example.org"),
    )
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")] = Field(
        "en",
        description="Language for people whose own is unknown or not available.",
        json_schema_extra=_possible("a language code such as en or es"),
    )
    session_days: Annotated[int, Field(ge=1, le=36500)] = Field(
        365,
        description="Days after the last message until a conversation is forgotten.",
        json_schema_extra=_possible("a whole number from 1 to 36500"),
    )
    time_zone: Annotated[str, AfterValidator(_zone)] | None = Field(
        None,
        description="Time zone of the city, so that reminders come by day.",
        json_schema_extra=_possible("a name such as America/Bogota"),
    )
    content: Path | None = Field(None, description="Another folder of rubric and playbook.")
    rasa_token: Annotated[SecretStr, _matching(r"[\x21-\x7e]{1,512}")] | None = Field(
        None,
        description="Token that a Rasa server shows to Vara's action server.",
        json_schema_extra=_possible("1 to 512 letters, digits and signs, without spaces"),
    )
    rasa_state: Literal["store", "slot"] = Field(
        "store",
        description="Where Rasa's conversations are kept: in Vara's store, or encrypted in a slot of Rasa's.",
        json_schema_extra=_possible("store or slot"),
    )
    log: Literal["text", "json"] = Field(
        "text", description="Form of the log.", json_schema_extra=_possible("text or json")
    )

    @property
    def secrets(self) -> tuple[str, ...]:
        """Every secret value that is set, for the log to leave out."""
        held = (self.telegram_token, self.webhook_secret, self.encryption_key, self.rasa_token)
        url = self.redis_url.get_secret_value() if self.redis_url else ""
        password = urlsplit(url).password or ""
        return tuple(filter(None, [*(each.get_secret_value() for each in held if each), password, unquote(password)]))

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        *others: PydanticBaseSettingsSource,
        **named: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Only what `load_settings` hands over: it reads files of secrets and finds misspelt names."""
        return (init_settings,)


SECRETS = ("telegram_token", "webhook_secret", "encryption_key", "redis_url", "rasa_token")
"""Settings whose value may stand in a file named by `VARA_…_FILE`."""


def variable(field: str) -> str:
    """The environment variable of a setting."""
    return PREFIX + field.upper()


def load_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """The settings from `environ`; without it, from the environment and `.env`. Raises VaraError."""
    given = _surroundings() if environ is None else environ
    ours = {name: value.strip() for name, value in given.items() if name.startswith(PREFIX) and value.strip()}
    _refuse_unknown(ours)
    values: dict[str, Any] = {
        field: ours[variable(field)] for field in Settings.model_fields if variable(field) in ours
    }
    values.update(_from_files(ours))
    try:
        return Settings(**values)
    except ValidationError as problem:
        raise VaraError(_sentence(str(problem.errors()[0]["loc"][0]))) from None


def _surroundings() -> dict[str, str]:
    try:
        written = dotenv_values(".env", interpolate=False)
    except (OSError, ValueError) as problem:
        raise VaraError(f"The file .env cannot be read ({type(problem).__name__}); make it readable text.") from None
    return {name: value for name, value in written.items() if value is not None} | dict(os.environ)


def _refuse_unknown(ours: Mapping[str, str]) -> None:
    known = {variable(field) for field in Settings.model_fields}
    known |= {variable(field) + FROM_FILE for field in SECRETS}
    for name in ours:
        if name not in known:
            close = difflib.get_close_matches(name, sorted(known), n=1)
            hint = f"did you mean {close[0]}?" if close else "the README lists all settings."
            raise VaraError(f"There is no setting {name}; {hint}")


def _from_files(ours: Mapping[str, str]) -> dict[str, str]:
    found = {}
    for field in SECRETS:
        name = variable(field)
        if name + FROM_FILE not in ours:
            continue
        if name in ours:
            raise VaraError(f"Set either {name} or {name}{FROM_FILE}, not both.")
        found[field] = _secret_in(name + FROM_FILE, Path(ours[name + FROM_FILE]))
    return found


def _secret_in(name: str, path: Path) -> str:
    try:
        secret = path.read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or "no text"
        raise VaraError(f"The file that {name} names cannot be read: {path} ({reason}).") from None
    if not secret:
        raise VaraError(f"The file that {name} names is empty: {path}.")
    return secret


def _sentence(field: str) -> str:
    extra = Settings.model_fields[field].json_schema_extra
    possible = extra.get("possible") if isinstance(extra, dict) else None
    return f"{variable(field)} has a value that does not fit; it takes {possible or 'a text'}."
