"""Several real Redis servers together for tests: a cluster of three masters with a replica each, and a group that three
Sentinels watch. Stopped by their ids.
"""

import asyncio
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from redis import Redis
from redis.exceptions import RedisError

from tests.ports import free_port
from tests.redis_server import program
from tests.waiting import until

MASTERS = 3
SLOTS = 16384
NODE_TIMEOUT = 1000
START_SECONDS = 60
DURABLE = ("--appendonly", "yes", "--appendfsync", "always", "--maxmemory-policy", "noeviction", "--save", "")


class Node:
    """One server of several. It can die, freeze, thaw and come back with what is in its folder."""

    def __init__(self, folder: Path, port: int, *options: str) -> None:
        self.port = port
        self.folder = folder / str(port)
        self.folder.mkdir()
        self._options = options
        self.start()

    def start(self) -> None:
        place = ("--bind", "127.0.0.1", "--port", str(self.port), "--dir", str(self.folder))
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [program(), *self._command(), *place, *self._options], stdout=log, stderr=log
            )

    def ask(self, *words: str | int) -> Any:
        client: Any = Redis(port=self.port, socket_timeout=2)
        with closing(client):
            return client.execute_command(*words)

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()

    def freeze(self) -> None:
        self._process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self._process.send_signal(signal.SIGCONT)

    def is_master(self) -> bool:
        return bool(self.ask("ROLE")[0] == b"master")

    def _command(self) -> tuple[str, ...]:
        return ()


class Watcher(Node):
    """A Sentinel."""

    def __init__(self, folder: Path, port: int, master: int) -> None:
        self._config = folder / f"sentinel-{port}.conf"
        lines = (
            f"sentinel monitor vara 127.0.0.1 {master} 2",
            "sentinel down-after-milliseconds vara 1000",
            "sentinel failover-timeout vara 4000",
        )
        self._config.write_text("\n".join(lines) + "\n")
        super().__init__(folder, port)

    def _command(self) -> tuple[str, ...]:
        return (str(self._config), "--sentinel")


class Servers:
    """All of them, and the address by which Vara reaches them."""

    def __init__(self, url: str, nodes: list[Node], watchers: list[Node]) -> None:
        self.url = url
        self.nodes = nodes
        self.watchers = watchers

    def until_reached(self) -> None:
        _until("answer", self.nodes, lambda: all(node.ask("PING") for node in self.nodes))

    def until_whole(self) -> None:
        """Returns when every master has its replicas again, and everyone agrees on who they are."""
        _until("have replicas", self.nodes, lambda: list(map(_followers, self.masters())) == self._copies())
        if self.watchers:
            _until("watch", self.watchers, lambda: all(map(_watches, self.watchers)))
        else:
            _until("agree on who leads", self.nodes, lambda: all(map(_sees_all, self.nodes)))

    async def until_led_without(self, gone: Node) -> None:
        """Returns when others lead everything, although `gone` may think that it leads still."""
        others = [node for node in self.nodes if node is not gone]

        async def led() -> bool:
            leading = [node for node in others if await asyncio.to_thread(node.is_master)]
            return len(leading) == len(self._copies())

        await until(led)

    def masters(self) -> list[Node]:
        return [node for node in self.nodes if node.is_master()]

    def replicas(self) -> list[Node]:
        return [node for node in self.nodes if not node.is_master()]

    def replica_of(self, master: Node) -> Node:
        ports = {int(each[1]) for each in master.ask("ROLE")[2]}
        return next(node for node in self.nodes if node.port in ports)

    def _copies(self) -> list[int]:
        return [2] if self.watchers else [1] * MASTERS


@contextmanager
def running_cluster(folder: Path, node_timeout: int = NODE_TIMEOUT) -> Iterator[Servers]:
    """Three masters, each with a replica. `node_timeout`: milliseconds until one counts as gone."""
    apart = ("--cluster-node-timeout", str(node_timeout), "--cluster-require-full-coverage", "no")
    options = ("--cluster-enabled", "yes", *apart, *DURABLE)
    with all_killed() as started:
        buses = [free_port() for _ in range(2 * MASTERS)]
        nodes = [started(Node(folder, free_port(), *options, "--cluster-port", str(bus))) for bus in buses]
        servers = ",".join(f"127.0.0.1:{node.port}" for node in nodes[:MASTERS])
        cluster = Servers(f"redis+cluster://{servers}", nodes, [])
        cluster.until_reached()
        for number, node in enumerate(nodes[:MASTERS]):
            node.ask("CLUSTER", "ADDSLOTSRANGE", number * SLOTS // MASTERS, (number + 1) * SLOTS // MASTERS - 1)
        for number, node in enumerate(nodes):
            node.ask("CLUSTER", "SET-CONFIG-EPOCH", number + 1)
        _until("know each other", nodes, lambda: _have_met(nodes, buses[0]))
        for master, replica in zip(nodes[:MASTERS], nodes[MASTERS:], strict=True):
            replica.ask("CLUSTER", "REPLICATE", master.ask("CLUSTER", "MYID").decode())
        cluster.until_whole()
        yield cluster


@contextmanager
def running_group(folder: Path) -> Iterator[Servers]:
    """A master with two replicas, and three Sentinels."""
    with all_killed() as started:
        master = started(Node(folder, free_port(), *DURABLE))
        follow = ("--replicaof", f"127.0.0.1 {master.port}")
        nodes = [master, *(started(Node(folder, free_port(), *DURABLE, *follow)) for _ in range(2))]
        _until("have replicas", nodes, lambda: len(master.ask("ROLE")[2]) == 2)
        watchers = [started(Watcher(folder, free_port(), master.port)) for _ in range(3)]
        servers = ",".join(f"127.0.0.1:{each.port}" for each in watchers)
        group = Servers(f"redis+sentinel://{servers}/vara", nodes, watchers)
        group.until_whole()
        yield group


def _have_met(nodes: list[Node], bus: int) -> bool:
    """Whether all know all. Asks for it each time: a handshake that takes longer than the node timeout is forgotten."""
    known = [[each for each in node.ask("CLUSTER", "NODES").splitlines() if b"handshake" not in each] for node in nodes]
    if all(len(each) == len(nodes) for each in known):
        return True
    for node in nodes[1:]:
        node.ask("CLUSTER", "MEET", "127.0.0.1", nodes[0].port, bus)
    return False


def _sees_all(node: Node) -> bool:
    """Whether a server of a cluster knows who leads every slot, and who has its copy."""
    is_open = b"cluster_state:ok" in node.ask("CLUSTER", "INFO")
    return is_open and [len(each) for each in node.ask("CLUSTER", "SLOTS")] == [4] * MASTERS


def _watches(watcher: Node) -> bool:
    """Whether a Sentinel knows the replicas and the other Sentinels."""
    facts = watcher.ask("SENTINEL", "MASTER", "vara")
    known = dict(zip(facts[::2], facts[1::2], strict=True)) if isinstance(facts, list) else facts
    named = {str(key, "ascii") if isinstance(key, bytes) else key: value for key, value in known.items()}
    return int(named["num-slaves"]) == 2 and int(named["num-other-sentinels"]) == 2


@contextmanager
def all_killed() -> Iterator[Callable[[Any], Any]]:
    with ExitStack() as stack:

        def started(node: Node) -> Node:
            stack.callback(node.kill)
            return node

        yield started


def _followers(node: Node) -> int:
    """How many replicas a master has; none if it has stepped down meanwhile."""
    role = node.ask("ROLE")
    return len(role[2]) if role[0] == b"master" else 0


def _until(what: str, nodes: Sequence[Node], holds: Callable[[], bool]) -> None:
    """Returns when `holds()`: then the nodes do what is said."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            if holds():
                return
        except RedisError:
            pass
        time.sleep(0.05)
    last = [f"{node.port}: {(node.folder / 'log').read_text()[-300:]}" for node in nodes]
    pytest.fail("\n".join([f"in {START_SECONDS} s these servers did not come to {what}", *last]), pytrace=False)
