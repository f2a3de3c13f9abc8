"""The data passport: what was answered and what followed from it, signed, so that anybody can check it.

`vara score` computes the profile from it again, `vara verify` checks the signature as well. Whoever holds one can tell
that nothing in it was changed since an installation signed it; which one, its key tells.
"""

import base64
import binascii
import hashlib
import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from dialogues.position import sheet_of
from dialogues.session import Session
from keeping.keys import Keyring
from rubric.answers import AnswerError, read_sheet
from rubric.model import Rubric
from rubric.profile import Sheet
from rubric.scoring import score

KIND, VERSION = "vara passport", 1


def passport(session: Session, rubric: Rubric, at: int, keyring: Keyring) -> dict[str, Any]:
    """The passport of a session at a time, seconds since 1970. Notes and names of owners are not part of it."""
    sheet = sheet_of(session, rubric)
    content: dict[str, Any] = {
        "kind": KIND,
        "version": VERSION,
        "made_at": at,
        "city": session.city or "",
        "rubric": {"version": rubric.version, "digest": digest_of(rubric)},
        "answers": answers_of(sheet),
        "profile": score(rubric, sheet).as_json(),
    }
    signature, key = keyring.signed(_canonical(content))
    return {**content, "signature": {"algorithm": "Ed25519", "key": _written(key), "value": _written(signature)}}


def verified(given: Mapping[str, Any], rubric: Rubric) -> tuple[str, ...]:
    """What is wrong with a passport, in sentences; empty if it holds. `rubric` is the one to compute with."""
    wrong = []
    if given.get("kind") != KIND or given.get("version") != VERSION:
        wrong.append("It is no passport of this version.")
    if not _is_signed(given):
        wrong.append("The signature does not fit: something was changed, or it was never signed.")
    known = given.get("rubric")
    if not isinstance(known, dict) or known.get("digest") != digest_of(rubric):
        wrong.append("It was made with another rubric, so its profile may not be computed again here.")
    wrong += _profile_problems(given, rubric)
    return tuple(wrong)


def answers_of(sheet: Sheet) -> dict[str, Any]:
    """A sheet in the form that `vara score` reads."""
    guesses = {f"quick.{area}": level for area, level in sheet.guesses.items()}
    symptoms = {"symptoms": sorted(sheet.symptoms)} if sheet.symptoms else {}
    return {**{about: str(rating) for about, rating in sheet.ratings.items()}, **guesses, **symptoms}


@lru_cache(maxsize=8)
def digest_of(rubric: Rubric) -> str:
    """A sign of all that decides levels: ids, levels, what is essential, points. Words do not change it."""
    statements = [[each.id, each.level, each.essential, each.may_not_apply] for each in rubric.statement_by_id.values()]
    deciding = {"statements": statements, "scoring": rubric.scoring.model_dump(mode="json"), "version": rubric.version}
    return hashlib.sha256(_canonical(deciding)).hexdigest()


def _profile_problems(given: Mapping[str, Any], rubric: Rubric) -> list[str]:
    answers = given.get("answers")
    try:
        computed = score(rubric, read_sheet(rubric, answers if isinstance(answers, dict) else {})).as_json()
    except AnswerError as error:
        return [f"An answer cannot be read: {error}"]
    same = computed == given.get("profile")
    return [] if same else ["The profile does not follow from the answers."]


def _is_signed(given: Mapping[str, Any]) -> bool:
    signature = given.get("signature")
    if not isinstance(signature, dict):
        return False
    try:
        key = Ed25519PublicKey.from_public_bytes(_read(signature.get("key")))
        content = {name: value for name, value in given.items() if name != "signature"}
        key.verify(_read(signature.get("value")), _canonical(content))
    except (InvalidSignature, ValueError, TypeError, binascii.Error):
        return False
    return True


def _canonical(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, ensure_ascii=True, separators=(",", ":")).encode()


def _written(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).decode()


def _read(text: object) -> bytes:
    return base64.b64decode(str(text), altchars=b"-_", validate=True)
