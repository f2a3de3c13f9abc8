"""How links look to people: pages of ours, and chats with our bot once Telegram has told its name."""


class Addresses:
    """`web` is the address of our pages, "" without any; `bot` is told by the channel when it is open."""

    def __init__(self, web: str = "") -> None:
        self.web = web.rstrip("/")
        self.bot = ""

    def page(self, word: str) -> str:
        """Empty without pages."""
        return f"{self.web}/team/{word}" if self.web else ""

    def board(self, word: str) -> str:
        return f"{self.page(word)}/board" if self.web else ""

    def chat(self, word: str) -> str:
        """Empty without a bot."""
        return f"https://t.me/{self.bot}?start=team_{word}" if self.bot else ""

    def any(self, word: str) -> str:
        """The page, or else the chat."""
        return self.page(word) or self.chat(word)
