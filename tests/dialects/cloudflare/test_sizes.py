"""Sizes: every fit has Cloudflare's meaning, with one side and with two, and is written again as it was said."""

from typing import Any

import pytest

from handler.core.geometry import Size
from handler.dialects.cloudflare.options import read_options
from handler.dialects.cloudflare.sizes import WantedSize, resize, wanted_size, written_size
from handler.dialects.interface import NO_HINTS, ClientHints
from handler.errors import InvalidParameter
from handler.ops.resize import Resize

FITS = {
    # The tables of Cloudflare's documentation: source, options, result.
    "w=2000,h=2000": ((1080, 720), (1080, 720)),
    "w=500,h=500": ((1080, 720), (500, 333)),
    "w=500,h=500,fit=scale-down": ((1080, 720), (500, 333)),
    "w=2000,fit=contain": ((1080, 720), (2000, 1333)),
    "w=500,h=500,fit=cover": ((1080, 720), (500, 500)),
    "w=1296,h=1296,fit=cover": ((1080, 720), (1296, 1296)),
    "w=1296,h=1296,fit=crop": ((1080, 720), (1080, 720)),
    "w=1296,h=300,fit=crop": ((1080, 720), (1080, 300)),
    "w=500,h=500,fit=crop": ((1080, 720), (500, 500)),
    "w=1920,h=1120,fit=aspect-crop": ((612, 613), (612, 357)),
    "w=1080,h=1080,fit=pad": ((1080, 720), (1080, 1080)),
    "w=1080,h=540,fit=squeeze": ((1080, 1080), (1080, 540)),
    "w=500,fit=scale-up": ((1080, 720), (1080, 720)),
    "w=1620,fit=scale-up": ((1080, 720), (1620, 1080)),
    "h=1440,fit=scale-up": ((1080, 720), (2160, 1440)),
    "w=300,dpr=2,h=100,fit=cover": ((1080, 720), (600, 200)),
    "h=240,fit=cover": ((1080, 720), (360, 240)),
    "h=1440,fit=crop": ((1080, 720), (1080, 720)),
}
GRAVITIES: dict[str, dict[str, Any]] = {
    "auto": {"crop": ("smart",)},
    "face": {"crop": ("faces",)},
    "left": {"crop": ("left",)},
    "bottom": {"crop": ("bottom",)},
    "0x1": {"crop": ("left", "bottom")},
    "0.5x1": {"crop": ("bottom",)},
    "1x0.5": {"crop": ("right",)},
    "0.3x0": {"crop": ("focalpoint",), "fp_x": 0.3, "fp_y": 0.0},
    "0.5x0.33": {"crop": ("focalpoint",), "fp_x": 0.5, "fp_y": 0.33},
    "center": {},
    "0.5x0.5": {},
}


def resized(text: str, hints: ClientHints = NO_HINTS) -> tuple[Resize, ...]:
    options = read_options(text)
    density = float(options.get("dpr", "1"))
    return resize(options, wanted_size(options, density, hints))


@pytest.mark.parametrize("text", FITS)
def test_a_fit_gives_the_size_that_cloudflare_gives(text: str) -> None:
    (op,) = resized(text)
    source, result = FITS[text]
    assert op.size(Size(*source)) == result
    assert resized(",".join(f"{name}={value}" for name, value in written_size(op).items())) == (op,)


def test_a_gravity_is_a_crop_where_something_is_cut_and_nothing_elsewhere() -> None:
    for text, fields in GRAVITIES.items():
        (op,) = resized(f"w=30,h=20,fit=cover,gravity={text}")
        assert op == Resize(w=30, h=20, fit="crop", **fields)
        again = ",".join(f"{name}={value}" for name, value in written_size(op).items())
        assert resized(again) == (op,)
        assert resized(f"w=30,gravity={text}") == (Resize(w=30),)
        assert resized(f"w=30,h=20,fit=pad,gravity={text}") == (Resize(w=30, h=20, fit="fill"),)
    assert resized("gravity=auto,fit=cover") == ()


def test_a_zoom_keeps_the_faces_and_less_the_nearer_it_is() -> None:
    for zoom, pad in (("0", None), ("0.01", 20.0), ("0.5", 2.0), ("1", 1.0)):
        (op,) = resized(f"w=30,h=20,fit=cover,gravity=face,zoom={zoom}")
        assert (op.facepad if op.fit == "facearea" else None) == pad
    assert written_size(Resize(w=3, h=2, fit="facearea", facepad=2.0))["zoom"] == "0.5"
    assert resized("w=30,gravity=face,zoom=0.5") == (Resize(w=30),)


def test_a_width_may_be_what_the_viewers_browser_tells() -> None:
    options = read_options("w=auto,dpr=2,h=100")
    assert wanted_size(options, 2, ClientHints(width=640)) == WantedSize(640, 200, auto=True)
    assert wanted_size(options, 2, NO_HINTS) == WantedSize(1200, 200, auto=True)


def test_a_small_density_leaves_a_pixel() -> None:
    assert resized("w=1,dpr=0.4") == (Resize(w=1),)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("w=0", "width=0: must be 1 to 8192"),
        ("w=9000", "width=9000: must be"),
        ("w=5000,dpr=2", "is 10000 with dpr=2"),
        ("w=1e2", "whole number"),
        ("h=auto", "height=auto: must be a whole number"),
        ("w=3,fit=fill", "fit=fill: must be scale-down"),
        ("w=3,h=3,fit=scale-up", "goes with one side"),
        ("w=3,gravity=north", "gravity=north: must be auto"),
        ("w=3,gravity=0.5x2", "gravity=2: must be 0 to 1"),
        ("w=3,gravity=xx", "gravity=xx: must be auto"),
        ("w=3,gravity=x", "gravity=x: must be auto"),
        ("w=3,zoom=0.5", "goes with gravity=face"),
        ("w=3,h=3,fit=crop,gravity=face,zoom=0.5", "goes with fit=cover"),
        ("w=3,gravity=face,zoom=2", "zoom=2: must be 0 to 1"),
    ],
)
def test_what_is_no_size_is_refused_by_name(text: str, said: str) -> None:
    with pytest.raises(InvalidParameter, match=said):
        resized(text)
