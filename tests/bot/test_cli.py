"""The command line, as it is shipped: real processes, real pipes."""

import asyncio
import io
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.cli import main
from dialogues.script import load_script
from dialogues.teams.acts import Act
from keeping.keys import open_keyring
from keeping.settings import Settings
from keeping.store import Store
from keeping.teams.rooms import Rooms

ROOT = Path(__file__).parents[2]


def vara(
    *arguments: str, typed: bytes = b"", environ: Mapping[str, str] | None = None
) -> "subprocess.CompletedProcess[bytes]":
    kept = {name: value for name, value in os.environ.items() if not name.startswith("VARA_")}
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        input=typed,
        capture_output=True,
        cwd=ROOT,
        env={**kept, **(environ or {})},
        timeout=60,
        check=False,
    )


def test_a_piped_conversation_is_a_transcript() -> None:
    done = vara("chat", typed=b"agree\nMendoza\nquick\n1\n2\n3\n2\n1\n")

    text = done.stdout.decode()
    assert done.returncode == 0
    assert text.count("> ") >= 8
    assert "Open data: level 1" in text
    assert done.stderr == b""


def test_dates_in_a_piped_conversation_are_of_today() -> None:
    done = vara("chat", typed=b"agree\nskip\nquick\n1\n2\n3\n2\n1\n/plan\nplan.take.all\n/history\n")

    assert b"I ask on" in done.stdout
    assert b"1970" not in done.stdout


def test_bytes_that_are_no_text_do_not_stop_a_conversation() -> None:
    done = vara("chat", typed=b"agree\n\xff\xfe\x00\nquick\n")

    assert done.returncode == 0
    assert b"Traceback" not in done.stderr


def test_the_packaged_content_has_no_problems() -> None:
    done = vara("check")

    assert (done.returncode, done.stdout) == (0, b"")


def test_check_lists_problems_with_file_line_and_remedy(tmp_path: Path) -> None:
    (tmp_path / "rubric.yaml").write_text("version: 1\n")

    done = vara("check", str(tmp_path))

    lines = done.stdout.decode().splitlines()
    assert done.returncode == 1
    assert len(lines) > 3
    assert all(line.split(":")[1].isdecimal() and "; " in line for line in lines)


def test_the_rubric_as_json_has_what_others_rely_on() -> None:
    rubric = json.loads(vara("rubric", "--json", "--language", "en").stdout)

    statements = [each for area in rubric["competencies"] for each in area["statements"]]
    assert {"id", "level", "text", "essential", "may_not_apply"} <= set(statements[0])
    assert len(statements) == 43
    assert [len(area["descriptions"]) for area in rubric["competencies"]] == [5] * 5
    assert {"id", "competency", "from_level", "helps"} <= set(rubric["tactics"][0])
    assert rubric["scoring"] == {"points": {"fully": 3, "mostly": 2, "partly": 1, "no": 0}, "holds_at": 2}
    assert rubric["impact"] == {"narrow": 1, "medium": 2, "broad": 3}
    assert rubric["version"]


def test_score_reads_a_sheet_from_a_file_or_standard_input(tmp_path: Path) -> None:
    sheet = {"answers": {"open_data.portal": "fully", "open_data.mandate": "partly", "analytics.causes": "unknown"}}
    file = tmp_path / "sheet.json"
    file.write_text(json.dumps(sheet))

    from_file = json.loads(vara("score", str(file), "--json").stdout)
    piped = json.loads(vara("score", "--json", typed=json.dumps(sheet).encode()).stdout)

    assert from_file == piped
    assert from_file["competencies"]["open_data"]["level"] == 2
    assert from_file["competencies"]["open_data"]["blocking"][0] == "open_data.mandate"
    assert from_file["typical"] is None


@pytest.mark.parametrize(
    ("arguments", "typed", "words"),
    [
        (["score"], b"{", "holds no JSON"),
        (["score"], b"[" * 100_000, "holds no JSON"),
        (["score"], b"[]", 'no "answers"'),
        (["score"], b'{"answers": 3}', 'no "answers"'),
        (["score"], b'{"answers": {"open_data.portl": "fully"}}', "open_data.portal"),
        (["score"], b'{"answers": {"open_data.portal": "great"}}', "open_data.portal"),
        (["score"], b'{"answers": {"open_data.portal": "na"}}', "open_data.portal"),
        (["score"], b'{"answers": {"open_data.portal": null}}', "open_data.portal"),
        (["score", "nowhere.json"], b"", "nowhere.json"),
        (["check", "nowhere"], b"", "nowhere"),
        (["rubric", "--language", "tlh"], b"", "tlh"),
        (["chat", "--language", "tlh"], b"", "tlh"),
        (["nonsense"], b"", "nonsense"),
        ([], b"", "COMMAND"),
        (["serve", "--port", "99999"], b"", "99999"),
        (["serve", "--port", "x"], b"", "--port"),
        (["erase"], b"", "ADDRESS"),
    ],
)
def test_bad_input_ends_with_one_clear_sentence_and_exit_2(
    arguments: list[str], typed: bytes, words: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed)))

    with pytest.raises(SystemExit) as left:
        main(arguments)

    complaint = capsys.readouterr().err
    assert left.value.code == 2
    assert words in complaint
    assert complaint.count("\n") == 1


def test_bad_input_never_ends_with_a_traceback() -> None:
    done = vara("score", typed=b"\xff{")

    assert done.returncode == 2
    assert b"Traceback" not in done.stderr


def test_export_and_erase_work_on_what_is_kept(flushed: str, tmp_path: Path) -> None:
    settings = {"VARA_REDIS_URL": flushed, "VARA_DATA_DIR": str(tmp_path)}

    nothing = vara("export", "telegram:1", environ=settings)

    assert nothing.returncode == 2
    assert "Nothing is kept" in nothing.stderr.decode()


def test_an_unknown_setting_is_named() -> None:
    done = vara("score", typed=b'{"answers": {}}', environ={"VARA_LANGAUGE": "es"})

    assert done.returncode == 2
    assert "VARA_LANGUAGE" in done.stderr.decode()


def test_a_team_is_exported_and_erased_like_a_conversation(flushed: str, tmp_path: Path) -> None:
    settings = {"VARA_REDIS_URL": flushed, "VARA_DATA_DIR": str(tmp_path)}
    address = "team:telegram:-5"

    async def begun() -> None:
        store = Store(flushed, open_keyring(Settings(data_dir=tmp_path)))
        begin = Act("begin", "quick", "m", 1, leads=True, who="Ana")
        await Rooms(store, load_script()).act(address, begin, "1")
        await store.close()

    asyncio.run(begun())

    exported = vara("export", address, environ=settings)
    erased = vara("erase", address, environ=settings)
    gone = vara("export", address, environ=settings)

    assert json.loads(exported.stdout)["room"]["round"]["kind"] == "quick"
    assert erased.returncode == 0
    assert gone.returncode == 2
    assert "addresses of teams look like" in gone.stderr.decode()
