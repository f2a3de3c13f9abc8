"""docker-compose.yml without Docker: its parts fit together, and its cluster comes together here."""

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from keeping.settings import SECRETS, variable
from tests.ports import free_port
from tests.redis_servers import Node, Servers, all_killed
from tests.test_project import NODES, services

ADDRESS = re.compile(r"172\.30\.7\.(\d+)")


def started_with(profile: str | None) -> set[str]:
    return {name for name, each in services().items() if set(each.get("profiles", [profile])) == {profile}}


@pytest.mark.parametrize("profile", [None, "rasa", "cluster"])
def test_whatever_a_profile_starts_waits_only_for_what_starts_as_well(profile: str | None) -> None:
    started = started_with(None) | started_with(profile)

    assert started_with(profile)
    assert all(set(services()[name].get("depends_on", ())) <= started for name in started)


@pytest.mark.parametrize("name", services())
def test_a_service_is_pinned_and_open_to_this_machine_only(name: str) -> None:
    service = services()[name]

    assert "build" in service or re.search(r":\d+\.\d+\.\d+", service["image"])
    assert all(each.startswith("127.0.0.1:") for each in service.get("ports", ()))


@pytest.mark.parametrize("name", services())
def test_no_secret_comes_with_the_file(name: str) -> None:
    given: dict[str, Any] = services()[name].get("environment", {})

    assert not {variable(each) for each in SECRETS} & set(given) - {"VARA_REDIS_URL"}
    assert "@" not in "".join(given.values())


@pytest.mark.redis
def test_its_six_servers_come_together_as_they_are_told_and_only_once(tmp_path: Path) -> None:
    ports = {number: free_port() for number in range(11, 17)}
    told = services()["cluster"]["command"][-1].replace(":6379", "").replace("-h 172.30.7.11", f"-p {ports[11]}")
    told = ADDRESS.sub(lambda found: f"127.0.0.1:{ports[int(found[1])]}", told)
    with all_killed() as started:
        nodes = [
            started(Node(tmp_path, port, *services()[name]["command"][1:], "--cluster-port", str(free_port())))
            for name, port in zip(NODES, ports.values(), strict=True)
        ]
        servers = Servers("", nodes, [])
        servers.until_reached()

        said = [subprocess.run(["sh", "-c", told], capture_output=True, text=True, check=True).stdout]
        servers.until_whole()
        said.append(subprocess.run(["sh", "-c", told], capture_output=True, text=True, check=True).stdout)

        assert "All 16384 slots covered" in said[0]
        assert said[1] == ""
