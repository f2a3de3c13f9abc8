"""Pictures of profiles: their addresses, what may be drawn, and that it is safe and always the same."""

import asyncio
import re
import struct
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot import pictures as module
from bot.pictures import Pictures
from dialogues.message import Picture, Trail
from dialogues.paths import MODES
from dialogues.script import load_script

AREAS = ("open_data", "ecosystems", "analytics", "decisions", "services")
SVG = "{http://www.w3.org/2000/svg}"
HARMLESS = {f"{SVG}{each}" for each in ("svg", "g", "path", "defs", "symbol", "use", "pattern", "clipPath", "title")}

standings = (
    some.tuples(some.integers(0, 5), some.integers(0, 5)).map(sorted).filter(lambda pair: pair[0] or not pair[1])
)
profiles = some.tuples(some.sampled_from(list(MODES.values())), some.lists(standings, min_size=5, max_size=5)).map(
    lambda drawn: Picture(
        "en", drawn[0], tuple((area, low, high) for area, (low, high) in zip(AREAS, drawn[1], strict=True))
    )
)

FULL = Picture("en", "full", tuple((area, level, 5) for level, area in enumerate(AREAS, start=1)))
QUICK = FULL._replace(mode="quick")
TRAIL = Trail(
    "es", (20458, 20549, 20549, 20823), tuple((area, (0, 2, 2, place)) for place, area in enumerate(AREAS, 1))
)
NEVER_ASKED = TRAIL._replace(rows=((AREAS[0], (0, 0, 0, 0)), *TRAIL.rows[1:]))
NOTHING_YET = FULL._replace(rows=tuple((area, 0, 0) for area in AREAS))


SCRIPT = load_script()
KNOWN = Pictures(SCRIPT)
PATH = KNOWN.path_of(FULL)


@pytest.fixture
def pictures() -> Pictures:
    """With nothing drawn yet."""
    return Pictures(SCRIPT)


# Addresses


@given(profiles)
def test_an_address_says_all_that_is_in_the_picture(picture: Picture) -> None:
    path = KNOWN.path_of(picture)

    assert KNOWN.picture_from(path) == picture
    assert re.fullmatch(r"/pictures/[a-z0-9_.-]+\.svg", path)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/",
        "/pictures/",
        "/pictures/.svg",
        "/pictures/en-full-.svg",
        "/pictures/en-full.svg",
        PATH + "\n",
        PATH + "?x=1",
        PATH + ".svg",
        PATH.replace(".svg", ".png"),
        PATH.replace("/pictures/", "/pictures/../"),
        PATH.replace("/pictures/", "/pictures//"),
        PATH.replace("/pictures/", "pictures/"),
        PATH.replace("en", "EN"),
        PATH.replace("en-", "xx-"),
        PATH.replace("full", "wrong"),
        PATH.replace("open_data", "open_date"),
        PATH.replace("open_data", "opén_data"),
        PATH.replace("open_data.1.5", "open_data.6.6"),
        PATH.replace("open_data.1.5", "open_data.-1.5"),
        PATH.replace("open_data.1.5", "open_data.01.5"),
        PATH.replace("open_data.1.5", "open_data.٣.5"),
        PATH.replace("open_data.1.5", "open_data.3.2"),
        PATH.replace("open_data.1.5", "open_data.0.5"),
        PATH.replace("open_data.1.5", "open_data.1.5-open_data.1.5"),
        PATH.replace("open_data.1.5-ecosystems.2.5", "ecosystems.2.5-open_data.1.5"),
        PATH.replace(".svg", "-open_data.1.5" * 10_000 + ".svg"),
    ],
)
def test_any_other_address_has_no_picture(path: str) -> None:
    assert KNOWN.picture_from(path) is None


@given(
    some.text()
    | some.text(alphabet="/pictures-enfulopdatsvg_.012345%\n\0").map(lambda text: f"/pictures/en-full-{text}.svg")
)
def test_an_invented_address_has_no_picture_or_is_exactly_its_own(path: str) -> None:
    picture = KNOWN.picture_from(path)

    assert picture is None or KNOWN.path_of(picture) == path


@given(some.integers(0, len(PATH) - 1), some.characters())
def test_a_changed_letter_never_leads_to_an_impossible_profile(at: int, letter: str) -> None:
    picture = KNOWN.picture_from(PATH[:at] + letter + PATH[at + 1 :])

    assert not isinstance(picture, Trail)
    assert picture is None or all(0 <= level <= high <= 5 for _, level, high in picture.rows)


trails = some.lists(some.integers(0, 30_000), min_size=1, max_size=11).flatmap(
    lambda days: some.lists(
        some.lists(some.integers(0, 5), min_size=len(days), max_size=len(days)).map(tuple), min_size=5, max_size=5
    ).map(lambda drawn: Trail("pt", tuple(sorted(days)), tuple(zip(AREAS, drawn, strict=True))))
)


@given(trails)
def test_an_address_says_all_that_is_in_a_trail(trail: Trail) -> None:
    assert KNOWN.picture_from(KNOWN.path_of(trail)) == trail


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("20458.", "20999."),
        ("20458.", "020458."),
        ("open_data.0.2.2.1", "open_data.0.2.2"),
        ("open_data.0.2.2.1", "open_data.0.2.2.6"),
        ("open_data", "open_date"),
        ("es-", "xx-"),
        ("-services.0.2.2.5", ""),
    ],
)
def test_any_other_address_has_no_trail(before: str, after: str) -> None:
    path = KNOWN.path_of(TRAIL)
    assert before in path

    assert KNOWN.picture_from(path.replace(before, after)) is None


# What is drawn


@pytest.mark.parametrize("picture", [FULL, QUICK, NOTHING_YET, TRAIL, NEVER_ASKED])
async def test_an_svg_holds_nothing_that_acts_and_nothing_from_elsewhere(
    pictures: Pictures, picture: Picture | Trail
) -> None:
    svg = await pictures.svg(picture)

    root = ET.fromstring(svg)
    links = [value for node in root.iter() for name, value in node.attrib.items() if name.endswith("href")]
    painted = re.findall(rb"url\((.)", svg)
    assert {node.tag for node in root.iter()} <= HARMLESS
    assert all(link.startswith("#") for link in links)
    assert set(painted) <= {b"#"}
    assert not re.search(rb"<script|\son\w+=|javascript:|@import|<!ENTITY", svg, re.IGNORECASE)


async def test_an_svg_brings_a_background_of_its_own(pictures: Pictures) -> None:
    root = ET.fromstring(await pictures.svg(FULL))

    background = next(root.iter(f"{SVG}path"))
    _, _, width, height = root.attrib["viewBox"].split()
    assert re.fullmatch("#f[0-9a-f]f[0-9a-f]f[0-9a-f]", background.attrib["fill"])
    assert background.attrib["d"].strip() == f"M 0 0v {height}h {width}v -{height}Z"


@pytest.mark.parametrize("picture", [FULL, QUICK, NOTHING_YET, TRAIL, NEVER_ASKED])
async def test_a_png_is_sharp_on_a_phone_and_not_shrunk_by_telegram(
    pictures: Pictures, picture: Picture | Trail
) -> None:
    png = await pictures.png(picture)

    width, height = struct.unpack(">II", png[16:24])
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    assert width == 660
    assert height <= 1280
    assert len(png) < 250_000


async def test_the_same_profile_always_gives_the_same_bytes() -> None:
    one, other = Pictures(SCRIPT), Pictures(SCRIPT)
    await other.svg(NOTHING_YET)

    assert await one.svg(FULL) == await other.svg(FULL)
    assert await one.png(FULL) == await other.png(FULL)


async def test_a_first_guess_looks_different(pictures: Pictures) -> None:
    assert await pictures.svg(QUICK) != await pictures.svg(FULL)


async def test_every_level_and_every_range_looks_different(pictures: Pictures) -> None:
    ranges = [(low, high) for low in range(1, 6) for high in range(low, 6)] + [(0, 0)]

    drawn = {await pictures.svg(FULL._replace(rows=(("analytics", low, high),))) for low, high in ranges}

    assert len(drawn) == len(ranges)


async def test_many_wishes_at_once_are_all_met(pictures: Pictures) -> None:
    wishes = [
        FULL._replace(rows=(("analytics", low, 5), ("services", high, 5))) for low in (1, 2) for high in range(1, 6)
    ]

    drawn = await asyncio.gather(*(pictures.svg(each) for each in wishes * 2))

    assert drawn[: len(wishes)] == drawn[len(wishes) :]
    assert len(set(drawn)) == len(wishes)


async def test_only_the_last_pictures_are_kept(pictures: Pictures, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "KEPT", 2)

    first, _, last = [await pictures.svg(picture) for picture in (FULL, QUICK, NOTHING_YET)]

    assert await pictures.svg(NOTHING_YET) is last
    assert await pictures.svg(FULL) is not first


async def test_whoever_stops_waiting_takes_nothing_from_the_others(pictures: Pictures) -> None:
    impatient = [asyncio.create_task(pictures.png(FULL._replace(rows=(("analytics", 1, each),)))) for each in (1, 2, 3)]
    await asyncio.sleep(0)

    for task in impatient:
        task.cancel()
    await asyncio.gather(*impatient, return_exceptions=True)

    assert (await pictures.png(FULL)).startswith(b"\x89PNG")
