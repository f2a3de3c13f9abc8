"""A disk without room, as a process meets it: the files that it writes may not grow any more (Linux)."""

import resource
from pathlib import Path


def no_room(process: int, folder: Path) -> None:
    """The biggest of its files in `folder` has come to the end of the disk."""
    most = max(each.stat().st_size for each in folder.rglob("*") if each.is_file())
    _, hard = resource.prlimit(process, resource.RLIMIT_FSIZE)
    resource.prlimit(process, resource.RLIMIT_FSIZE, (most, hard))


def room(process: int) -> None:
    _, hard = resource.prlimit(process, resource.RLIMIT_FSIZE)
    resource.prlimit(process, resource.RLIMIT_FSIZE, (hard, hard))
