"""How many tries a test of chance makes: few at every run, as many as are promised under `make soak`."""

import os

SOAK = float(os.environ.get("SOAK", "0"))
"""The part of what is promised that is to be tried: 1 for all, 0.1 for a tenth; 0 in every other run."""

SEED = int(os.environ.get("SEED", "0"))
"""Another one makes another run of what is tried at random moments: several may go side by side."""


def tries(usual: int, soak: int) -> int:
    return max(usual, round(soak * SOAK)) if SOAK else usual
