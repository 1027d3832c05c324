"""Geometry: sizes are those that imgproxy's own arithmetic gives, and each is said again as it was."""

import pytest

from handler.core.geometry import Size
from handler.dialects.imgproxy.geometry import geometry_ops
from handler.dialects.imgproxy.wishes import read_wishes
from handler.dialects.imgproxy.writing import options_saying
from handler.errors import InvalidParameter
from handler.ops.flip import Flip
from handler.ops.op import Op
from handler.ops.rect import Rect
from handler.ops.resize import Resize
from handler.ops.rotate import Rotate
from handler.ops.trim import Trim

SIZES = {
    # Options, the source, and the result as imgproxy's processing/prepare.go computes it.
    "rs:fit:300:300": ((600, 400), (300, 200)),
    "rs:fit:1000:1000": ((600, 400), (600, 400)),
    "rs:fit:1000:1000:1": ((600, 400), (1000, 667)),
    "rs:fill:300:300": ((600, 400), (300, 300)),
    "rs:fill:1000:1000": ((600, 400), (600, 400)),
    "rs:fill:1000:300": ((600, 400), (600, 300)),
    "rs:fill:1000:1000:1": ((600, 400), (1000, 1000)),
    "rs:fill-down:1000:1000": ((600, 400), (400, 400)),
    "rs:fill-down:1000:1000:1": ((600, 400), (1000, 1000)),
    "rs:force:300:300": ((600, 400), (300, 300)),
    "rs:force:1000:200": ((600, 400), (600, 120)),
    "rs:force:1000:200:1": ((600, 400), (1000, 200)),
    "rs:force:0:200": ((600, 400), (600, 200)),
    "rs:force:1200:0": ((600, 400), (600, 200)),
    "rs:auto:300:100": ((600, 400), (300, 100)),
    "rs:auto:300:900": ((600, 400), (300, 200)),
    "rs:auto:1000:900:1": ((600, 400), (1000, 900)),
    "rs:auto:900:1000:1": ((600, 400), (900, 600)),
    "rs:auto:300:0": ((600, 400), (300, 200)),
    "w:300": ((600, 400), (300, 200)),
    "h:800": ((600, 400), (600, 400)),
    "h:800/el:1": ((600, 400), (1200, 800)),
    "rs:fill:300:0": ((600, 400), (300, 200)),
    "rs:fit:1000:1000:0:1": ((600, 400), (1000, 1000)),
    "rs:fit:300:300:1:1": ((600, 400), (300, 300)),
    "rs:fit:300:300:1/exar:1": ((600, 400), (300, 300)),
    "rs:fill:1000:1000:1:1": ((600, 400), (1000, 1000)),
    "w:200/dpr:2": ((600, 400), (400, 267)),
    "w:400/dpr:2": ((600, 400), (600, 400)),
    "rs:fill:200:200/dpr:1.5": ((600, 400), (300, 300)),
    "rs:fill:300:300/dpr:2": ((600, 400), (400, 400)),
    "w:200/z:2": ((600, 400), (400, 267)),
    "rs:force:200:200/z:2:1": ((600, 400), (400, 200)),
    "z:0.5": ((600, 400), (300, 200)),
    "z:0.5:1": ((600, 400), (300, 400)),
    "z:0.5/dpr:1.5": ((600, 400), (450, 300)),
    "z:3": ((600, 400), (600, 400)),
    "mw:1200": ((600, 400), (1200, 800)),
    "mw:100/mh:800": ((600, 400), (1200, 800)),
    "c:100:100": ((600, 400), (100, 100)),
    "c:0.5:0": ((600, 400), (300, 400)),
    "c:900:0.5:no": ((600, 400), (600, 200)),
    "c:300:300/rs:fit:100:100": ((600, 400), (100, 100)),
    "c:100:100:nowe:550:20": ((600, 400), (50, 100)),
    "rot:90/w:200": ((600, 400), (200, 300)),
}


def made(text: str) -> list[Op]:
    options = tuple(tuple(part.split(":")) for part in text.split("/"))
    return geometry_ops(read_wishes(options))


@pytest.mark.parametrize("text", SIZES)
def test_a_size_is_what_imgproxy_gives_and_is_said_again(text: str) -> None:
    source, result = SIZES[text]
    size = Size(*source)
    ops = made(text)
    for op in ops:
        size = op.size(size)
    assert size == result
    again = "/".join(":".join(option) for op in ops for option in options_saying(op))
    assert (made(again) if again else []) == ops


def test_a_gravity_is_what_a_cut_keeps() -> None:
    for text, fields in (
        ("ce", {}),
        ("no", {"crop": ("top",)}),
        ("soea", {"crop": ("right", "bottom")}),
        ("sm", {"crop": ("smart",)}),
        ("fp:0.3:0.4", {"crop": ("focalpoint",), "fp_x": 0.3, "fp_y": 0.4}),
        ("fp:0:0.5", {"crop": ("left",)}),
    ):
        assert made(f"rs:fill:30:20/g:{text}") == [
            Resize.model_validate({"w": 30, "h": 20, "fit": "cropmax", **fields})
        ]
        assert made(f"c:30:20:{text}") == made(f"c:30:20/g:{text}")
        assert made(f"c:30:20:{text}") == [Resize.model_validate({"w": 30, "h": 20, "fit": "cut", **fields})]
        assert made(f"w:30/g:{text}") == [Resize(w=30)]
    assert made("c:30:0:nowe") == [Rect(box=(0, 0, 30, 1.0))]
    assert made("c:30:0.5:nowe:0.25:10") == [Rect(box=(0.25, 10, 30, 0.5))]


def test_what_is_trimmed_turned_and_mirrored_comes_first() -> None:
    assert made("w:30/fl:1:0/rot:270/t:12") == [
        Trim(mode="auto", tolerance=12),
        Rotate(angle=270.0),
        Flip(axis="h"),
        Resize(w=30),
    ]
    assert made("t:10:ff00ff") == [Trim(mode="auto")]
    assert made("t:10:fff") == [Trim(mode="color", color="ffffff")]
    assert made("rot:0/fl:0:0/t:/w:0") == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("rs:fill:30:20/g:no:0:5", "gravity=no:0:5: offsets go with nowe"),
        ("c:30:20:soea:5:5", "crop=soea:5:5: offsets go with nowe"),
        ("rs:fill:30:20:0:1", "extend=1: goes with fit and both sides"),
        ("rs:auto:30:20:1:1", "extend=1: goes with no resizing_type=auto"),
        ("w:30/ex:1", "extend=1: goes with fit and both sides"),
        ("rs:fit:30:20/exar:1", "extend_aspect_ratio=1: goes with enlarge=1"),
        ("w:30/z:1:2", "zoom=1:2: two factors go with force"),
        ("z:2/el:1", "zoom and dpr enlarge where there is a width"),
        ("z:2:0.5", "two factors without a size are at most 1"),
        ("w:30/mw:40", "min-width and min-height go without"),
        ("mh:40/dpr:2", "min-width and min-height go without"),
        ("w:8000/dpr:2", "is 16000 with dpr=2"),
        ("c:9000:10", "crop=9000:10: "),
    ],
)
def test_what_has_no_equal_is_refused_by_name(text: str, said: str) -> None:
    with pytest.raises(InvalidParameter, match=said):
        made(text)
