"""Broken on purpose: takes a secret for the right one if it begins like it."""


def same_beginning(given: str, secret: str) -> bool:
    return bool(given) and secret.startswith(given)
