"""The files for a Rasa project keep up with the rubric, and name only what there is."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from rasa_sdk.executor import ActionExecutor

from bot.rasa import HOME
from dialogues.rasa_files.project import project_files
from dialogues.script import Script

PAGE = (Path(__file__).parents[2] / "docs" / "rasa.md").read_text(encoding="utf-8")
FILES = sorted(path.relative_to(HOME).as_posix() for path in HOME.rglob("*.yml"))


def read(name: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((HOME / name).read_text(encoding="utf-8"))
    return found


def test_every_file_is_as_the_rubric_has_it_today(script: Script) -> None:
    made = project_files(script)

    stale = [name for name, text in made.items() if (HOME / name).read_text(encoding="utf-8") != text]

    assert sorted(made) == FILES
    assert stale == [], "run `vara rasa`"


@pytest.mark.parametrize("domain", ["domain/vara.yml", "calm/domain/vara.yml"])
def test_every_action_of_a_domain_is_served(domain: str, executor: ActionExecutor) -> None:
    assert set(read(domain)["actions"]) <= set(executor.actions)


def test_the_domain_names_every_action_that_is_served(executor: ActionExecutor) -> None:
    assert set(read("domain/vara.yml")["actions"]) == {each for each in executor.actions if "stumbles" not in each}


def test_rules_name_only_what_the_domain_has() -> None:
    domain = read("domain/vara.yml")
    steps = [step for rule in read("data/vara_rules.yml")["rules"] for step in rule["steps"]]

    assert {each["intent"] for each in steps if "intent" in each} <= set(domain["intents"])
    assert {each["action"] for each in steps if "action" in each} <= {*domain["actions"], *domain["forms"]}


def test_flows_use_only_slots_and_actions_of_their_domain() -> None:
    domain = read("calm/domain/vara.yml")
    steps = [step for flow in read("calm/flows/vara.yml")["flows"].values() for step in flow["steps"]]

    assert {each["collect"] for each in steps if "collect" in each} <= set(domain["slots"])
    assert {each["action"] for each in steps if "action" in each} <= set(domain["actions"])


@pytest.mark.parametrize("words", ["in open data", "en datos abiertos", "em dados abertos"])
def test_every_intent_that_is_typed_has_examples_in_each_language(words: str) -> None:
    examples = {each["intent"]: each["examples"] for each in read("data/vara_nlu.yml")["nlu"]}

    assert set(examples) == set(read("domain/vara.yml")["intents"]) - {"vara_say"}
    assert all(len(each.splitlines()) >= 12 for each in examples.values())
    preposition, _, title = words.partition(" ")
    assert f"{preposition} [{title}](vara_competency)" in examples["vara_next_steps"]


@pytest.mark.parametrize("domain", ["domain/vara.yml", "calm/domain/vara.yml"])
@pytest.mark.parametrize("part", ["slots", "intents", "forms", "actions"])
def test_every_name_is_documented(domain: str, part: str) -> None:
    known = ("vara_guess_", "vara_level_", "action_ask_vara_guess_")
    missing = [each for each in read(domain).get(part, ()) if f"`{each}`" not in PAGE and not each.startswith(known)]

    assert missing == []
    assert all(f"`{each}<competency>`" in PAGE for each in known)
