"""A server for all tests of the web, a client, and a real Chromium."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.bot.web.foreign_site import ForeignSite
from tests.bot.web.served import REPOSITORY, Served, Talk
from tests.ports import free_port

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE = 15_000


@pytest.fixture(scope="session")
def city_site() -> Iterator[ForeignSite]:
    """A city's website at another origin, which may embed the widget."""
    with ForeignSite() as site:
        yield site


@pytest.fixture(scope="session")
def vara(redis_url: str, city_site: ForeignSite, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    served = Served(
        free_port(),
        tmp_path_factory.mktemp("vara"),
        VARA_REDIS_URL=redis_url.replace("/0", "/5"),
        VARA_ALLOWED_ORIGINS=city_site.address,
    )
    city_site.vara = served.address
    served.start()
    yield served
    served.end()


@pytest.fixture
def own_vara(tmp_path: Path) -> Iterator[Served]:
    """A server with its own embedded store, for one test to stop and start."""
    served = Served(free_port(), tmp_path)
    served.start()
    yield served
    served.end()


@pytest.fixture
def client(vara: Served) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=vara.address, timeout=20) as client:
        yield client


@pytest.fixture
def talk(client: httpx.Client) -> Talk:
    return Talk(client)


# One a module: while it is open, Playwright's own loop runs, and no test with another loop can.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        pytest.fail("Chromium is not installed; `make test` says how to get it.", pytrace=False)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def window(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens a page with its own storage: `window(width=390, scheme="dark")`."""
    opened: list[BrowserContext] = []

    def open_window(width: int = 390, height: int = 844, scheme: str = "light") -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if scheme == "dark" else "light",
            reduced_motion="reduce",
            locale="en-GB",
        )
        context.set_default_timeout(PATIENCE)
        opened.append(context)
        return context.new_page()

    yield open_window
    for context in opened:
        context.close()


@pytest.fixture(scope="session")
def screenshots() -> Path:
    """Where pictures of the page are kept for people to look at."""
    folder = Path(os.environ.get("VARA_SCREENSHOTS", REPOSITORY / "build" / "screenshots"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder
