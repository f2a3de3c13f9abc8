"""Broken on purpose: `vara serve` over uvicorn's own protocol, which waits for ever for what was begun."""

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from bot.cli import main
from keeping import leaving

if __name__ == "__main__":
    leaving.PunctualProtocol = HttpToolsProtocol  # type: ignore[assignment, attr-defined]
    main()
