"""How many tries a test of chance makes: few at every run, as many as are promised under `make soak`."""

import os

SOAK = bool(os.environ.get("SOAK"))


def tries(usual: int, soak: int) -> int:
    return soak if SOAK else usual
