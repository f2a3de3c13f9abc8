"""What the project promises around its code: containers, pins, commands and pages that keep up with it."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from keeping.settings import SECRETS, Settings, variable

HOME = Path(__file__).parent.parent
LOCKS = ("requirements.lock", "requirements-rasa.lock", "requirements-dev.lock")
PINNED = re.compile(r"^([a-z0-9][a-z0-9._-]*)==(\S+)", re.MULTILINE)
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)")


def text(name: str) -> str:
    return (HOME / name).read_text(encoding="utf-8")


def project() -> dict[str, Any]:
    return tomllib.loads(text("pyproject.toml"))


def plain_name(requirement: str) -> str:
    return re.split(r"[=<>~;\[ ]", requirement, maxsplit=1)[0]


def dependencies() -> list[str]:
    declared = project()
    groups = (each for group in declared["dependency-groups"].values() for each in group if isinstance(each, str))
    extras = (each for extra in declared["project"]["optional-dependencies"].values() for each in extra)
    return sorted({plain_name(each) for each in (*declared["project"]["dependencies"], *extras, *groups)})


def services() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(text("docker-compose.yml"))["services"]
    return found


def pages() -> list[Path]:
    return sorted([*HOME.glob("*.md"), *HOME.glob("docs/**/*.md"), HOME / "rubric" / "content" / "NOTICE.md"])


# Containers


NODES = [f"node{number}" for number in range(1, 7)]


@pytest.mark.parametrize("name", ["redis", *NODES])
def test_redis_writes_every_answer_through_and_drops_none(name: str) -> None:
    command = " ".join(services()[name]["command"])

    assert "--appendonly yes" in command
    assert "--appendfsync always" in command
    assert "--maxmemory-policy noeviction" in command
    assert any(each.endswith(":/data") for each in services()[name]["volumes"])


def test_a_cluster_starts_only_when_it_is_asked_for_and_is_brought_together_once() -> None:
    found = services()

    assert all(found[name]["profiles"] == ["cluster"] for name in (*NODES, "cluster"))
    addresses = [found[name]["networks"]["store"]["ipv4_address"] for name in NODES]
    assert all(f"{address}:6379" in found["cluster"]["command"][-1] for address in addresses)
    assert set(found["cluster"]["depends_on"]) == set(NODES)


def test_redis_has_no_port_to_the_outside() -> None:
    networks = yaml.safe_load(text("docker-compose.yml"))["networks"]

    assert "ports" not in services()["redis"]
    assert all(networks[each]["internal"] for each in services()["redis"]["networks"])


def test_vara_waits_for_a_healthy_redis() -> None:
    assert services()["redis"]["healthcheck"]["test"]
    assert services()["vara"]["depends_on"]["redis"]["condition"] == "service_healthy"


@pytest.mark.parametrize("name", ["redis", "vara", "actions", *NODES, "cluster"])
def test_a_container_has_no_rights_that_it_does_not_need(name: str) -> None:
    service = services()[name]

    assert service["read_only"] is True
    assert service["user"] not in {"root", "0"}
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]
    assert "/tmp" in service["tmpfs"]


def test_vara_is_published_to_this_machine_only() -> None:
    assert all(each.startswith("127.0.0.1:") for each in services()["vara"]["ports"])


def test_vara_is_given_longer_to_stop_than_it_takes() -> None:
    assert int(services()["vara"]["stop_grace_period"].removesuffix("s")) > 10


def test_the_key_of_the_conversations_outlives_the_container() -> None:
    folder = services()["vara"]["environment"]["VARA_DATA_DIR"]

    assert any(each.endswith(f":{folder}") for each in services()["vara"]["volumes"])


def test_images_are_pinned_to_a_version() -> None:
    images = [*re.findall(r"^FROM (\S+)", text("Dockerfile"), re.MULTILINE), services()["redis"]["image"]]

    assert images
    assert all(re.search(r":\d+\.\d+\.\d+", each) for each in images)


def test_the_image_runs_as_somebody_without_rights_and_tells_whether_it_is_ready() -> None:
    last_stage = text("Dockerfile").rpartition("FROM ")[2]

    assert re.search(r"^USER (?!root)\S+", last_stage, re.MULTILINE)
    assert "HEALTHCHECK" in last_stage
    assert "/readyz" in last_stage


def test_the_image_installs_only_what_is_pinned() -> None:
    assert "--require-hashes --requirement $LOCK" in text("Dockerfile")
    assert "ARG LOCK=requirements.lock" in text("Dockerfile")


def test_the_image_carries_every_package() -> None:
    for package in project()["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]:
        assert f"COPY {package} {package}" in text("Dockerfile")
        assert f"!{package}" in text(".dockerignore").splitlines()


# Pins


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_a_hash(lock: str) -> None:
    pins = re.split(r"^(?=[a-z0-9])", text(lock), flags=re.MULTILINE)[1:]

    assert len(pins) > 30
    assert [each.splitlines()[0] for each in pins if "--hash=sha256:" not in each] == []
    assert [each.splitlines()[0] for each in pins if not PINNED.match(each)] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_host(lock: str) -> None:
    assert re.findall(r"\w+://|--(?:extra-)?index|--find-links|--trusted-host", text(lock)) == []


def test_the_locks_agree() -> None:
    to_run, with_rasa, to_test = (dict(PINNED.findall(text(lock))) for lock in LOCKS)

    assert to_run.items() <= with_rasa.items() <= to_test.items()


@pytest.mark.parametrize("dependency", dependencies())
def test_every_dependency_is_pinned(dependency: str) -> None:
    assert dependency in dict(PINNED.findall(text("requirements-dev.lock")))


@pytest.mark.parametrize("dependency", dependencies())
def test_every_dependency_has_its_reason(dependency: str) -> None:
    reasons = text("docs/decisions/0001-dependencies.md")

    assert re.search(rf"^- `{re.escape(dependency)}`: .{{20}}", reasons, re.MULTILINE)


def test_no_reason_is_kept_for_what_is_gone() -> None:
    reasons = re.findall(r"^- `([^`]+)`:", text("docs/decisions/0001-dependencies.md"), re.MULTILINE)

    assert sorted(reasons) == dependencies()


# Commands


@pytest.mark.parametrize(
    "target", ["check", "run", "test", "bench", "record", "lock", "lint", "types", "contracts", "content"]
)
def test_make_knows(target: str) -> None:
    assert re.search(rf"^{target}:", text("Makefile"), re.MULTILINE)
    assert re.search(rf"^\.PHONY:.*\b{target}\b", text("Makefile"), re.MULTILINE)


@pytest.mark.parametrize("script", [".ci/run", "tests/needs"])
def test_scripts_can_be_run(script: str) -> None:
    assert (HOME / script).stat().st_mode & 0o111


# Pages


@pytest.mark.parametrize("page", [".env.example", "docs/running.md"])
@pytest.mark.parametrize("field", Settings.model_fields)
def test_every_setting_is_documented(field: str, page: str) -> None:
    assert re.search(rf"\b{variable(field)}\b", text(page))


@pytest.mark.parametrize("field", SECRETS)
def test_every_secret_may_come_from_a_file(field: str) -> None:
    assert f"# {variable(field)}_FILE=" in text(".env.example")


def test_the_example_sets_nothing_and_names_nothing_else() -> None:
    lines = [line for line in text(".env.example").splitlines() if line]
    names = set(re.findall(r"^# (VARA_\w+)=", text(".env.example"), re.MULTILINE))

    assert all(line.startswith("#") for line in lines)
    assert names == {variable(each) for each in Settings.model_fields} | {f"{variable(each)}_FILE" for each in SECRETS}


@pytest.mark.parametrize("page", pages(), ids=lambda page: str(page.relative_to(HOME)))
def test_no_page_has_a_dead_link(page: Path) -> None:
    linked = LINK.findall(page.read_text(encoding="utf-8"))

    assert [each for each in linked if not (page.parent / each).exists()] == []


def test_what_opens_the_web_reads_no_library_of_telegrams() -> None:
    told = "import sys, bot.serving; print('telegram' in sys.modules)"

    said = subprocess.run([sys.executable, "-c", told], cwd=HOME, capture_output=True, text=True, check=True).stdout

    assert said.strip() == "False"
