"""Client hints: used only where the address asks for them, rounded, and never the reason of an error."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from starlette.datastructures import Headers

from handler.core.delivery import HINTED, SAVING
from handler.core.signing import sign
from handler.core.width_list import DENSITIES, FLUID_WIDTHS
from handler.dialects.interface import NO_HINTS, ClientHints
from handler.web.client_hints import hints_of
from tests.conftest import Client
from tests.support.requests.signed_links import KEY

ALL = {"sec-ch-dpr": "2.625", "sec-ch-width": "101", "save-data": "on"}
PATH = "/images/bee.jpg"


def width_of(body: bytes) -> int:
    with Image.open(io.BytesIO(body)) as image:
        return image.width


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, NO_HINTS),
        (ALL, ClientHints(3, 116, saves=True)),
        ({"dpr": "2", "width": "100"}, ClientHints(2, 100)),
        ({"sec-ch-dpr": "1", "dpr": "3"}, ClientHints(1)),
        ({"sec-ch-dpr": "0.5"}, ClientHints(1)),
        ({"sec-ch-dpr": "99"}, ClientHints(5)),
        ({"sec-ch-width": "99999"}, ClientHints(width=8192)),
        ({"sec-ch-width": "0"}, NO_HINTS),
    ],
)
def test_what_a_browser_tells_is_rounded_to_what_there_is(headers: dict[str, str], expected: ClientHints) -> None:
    assert hints_of(Headers(headers)) == expected


@pytest.mark.parametrize(
    "text", ["", "-1", "+2", "1e3", "2,3", "0x2", " ", "nan", "inf", "³", "1.0000", "9" * 13, "?1", '"2"']
)
def test_a_malformed_hint_is_as_good_as_none(text: str) -> None:
    for header in (header for headers in HINTED.values() for header in headers):
        assert hints_of(Headers({header: text})) == NO_HINTS
    assert hints_of(Headers({"save-data": "off"})) == hints_of(Headers({"save-data": "On"})) == NO_HINTS


def test_a_hint_that_is_there_twice_is_as_good_as_none() -> None:
    for headers in HINTED.values():
        raw = [(headers[0].encode(), b"on" if "save-data" in headers else b"2")] * 2
        assert hints_of(Headers(raw=raw)) == NO_HINTS


@given(st.text(max_size=20), st.text(max_size=20), st.integers(1, 20_000))
def test_no_header_crashes_it_and_widths_are_of_the_list(density: str, saves: str, width: int) -> None:
    headers = [
        (b"sec-ch-dpr", density.encode("latin-1", "replace")),
        (b"save-data", saves.encode("latin-1", "replace")),
    ]
    found = hints_of(Headers(raw=[*headers, (b"sec-ch-width", str(width).encode())]), (200, 400))
    assert found.width == (200 if width <= 200 else 400)
    assert found.dpr is None or found.dpr in DENSITIES


def test_hints_count_only_where_the_address_asks_for_them(client: Client) -> None:
    app = client()
    plain = app.get(f"{PATH}?w=60&fm=jpg")
    assert app.get(f"{PATH}?w=60&fm=jpg", headers=ALL).content == plain.content
    assert "vary" not in plain.headers
    for query, width in (("ch=dpr", 180), ("ch=width", 116), ("ch=width,dpr", 116), ("ch=save-data", 60)):
        hinted = app.get(f"{PATH}?w=60&fm=jpg&{query}", headers=ALL)
        assert width_of(hinted.content) == width
        bare = app.get(f"{PATH}?w=60&fm=jpg&{query}")
        assert bare.content == plain.content
        named = {header.lower() for header in hinted.headers["vary"].split(", ")}
        assert named == {header for hint in query[3:].split(",") for header in HINTED[hint]}
        assert bare.headers["vary"] == hinted.headers["vary"]
    saved = app.get(f"{PATH}?w=60&fm=jpg&ch=save-data", headers=ALL).content
    assert saved == app.get(f"{PATH}?w=60&fm=jpg&q={SAVING}").content
    assert app.get(f"{PATH}?w=60&fm=jpg&q=90&ch=save-data", headers=ALL).content != saved


def test_with_a_format_left_open_accept_and_the_hints_are_in_vary(client: Client) -> None:
    answer = client().get(f"{PATH}?w=60&ch=DPR", headers={"sec-ch-dpr": "2", "accept": "image/webp"})
    assert answer.headers["vary"] == "Accept, Sec-CH-DPR, DPR"
    assert width_of(answer.content) == 120
    told = client().get("/info/bee.jpg?w=60&ch=dpr", headers={"sec-ch-dpr": "2"})
    assert (told.json()["result"]["width"], told.headers["vary"]) == (120, "Accept, Sec-CH-DPR, DPR")


@pytest.mark.parametrize(
    ("query", "width"),
    [
        ("w=8000&ch=dpr", 1024),  # past the largest side: as without
        ("rot=90&ch=dpr", 1280),  # nothing that a density multiplies
        ("fm=png&w=60&ch=save-data", 60),  # nothing that has a quality
        ("w=60&h=30&fit=crop&ch=width", 116),
        ("w=0.1&ch=width", 116),
        ("ch=width", 116),
        ("w=60&dpr=2&ch=width", 116),
    ],
)
def test_no_hint_makes_an_error_of_what_is_none_without(client: Client, query: str, width: int) -> None:
    answer = client().get(f"{PATH}?{query}", headers=ALL)
    assert answer.status_code == 200
    assert width_of(answer.content) == width


def test_a_height_keeps_its_ratio_to_a_width_that_is_hinted(client: Client) -> None:
    answer = client().get(f"{PATH}?w=60&h=30&fit=crop&ch=width&fm=png", headers={"sec-ch-width": "116"})
    with Image.open(io.BytesIO(answer.content)) as image:
        assert image.size == (116, 58)


def test_without_a_signature_a_hint_counts_only_for_what_the_ladder_has(client: Client) -> None:
    app = client(unsigned=frozenset({"widths"}), widths=(50, 300), signing_keys=KEY)
    widths = {}
    for said in ("1", "40", "51", "120", "9000"):
        widths[said] = width_of(app.get(f"{PATH}?w=50&ch=width", headers={"sec-ch-width": said}).content)
    assert widths == {"1": 50, "40": 50, "51": 100, "120": 150, "9000": 1024}
    assert width_of(app.get(f"{PATH}?w=50&ch=dpr", headers={"sec-ch-dpr": "3"}).content) == 150
    saving = app.get(f"{PATH}?w=50&ch=save-data", headers={"save-data": "on"})
    assert saving.content == app.get(f"{PATH}?w=50").content
    assert "Save-Data" in saving.headers["vary"]
    assert app.get(f"{PATH}?w=51&ch=width", headers={"sec-ch-width": "50"}).status_code == 200
    assert app.get(f"{PATH}?w=51&ch=width").status_code == 403
    link = sign(f"{PATH}?w=51&fm=jpg&ch=save-data", KEY)
    assert app.get(link, headers={"save-data": "on"}).content != app.get(link).content


@pytest.mark.parametrize("text", ["dpr,dpr,dpr,dpr", "viewport-width", "", "dpr;width"])
def test_what_is_no_hint_is_an_error_that_names_it(client: Client, text: str) -> None:
    answer = client().get(f"{PATH}?w=60&ch={text}")
    assert (answer.status_code, answer.json()["parameter"]) == (400, "ch")


def test_the_widths_of_a_srcset_rise() -> None:
    assert list(FLUID_WIDTHS) == sorted(FLUID_WIDTHS)
