"""`python -m bot` is `vara`."""

from bot.cli import main

main()
