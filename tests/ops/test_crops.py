"""Crops by content: what is looked for, what comes in its place, and what contradicts itself."""

import json
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pydantic import ValidationError

from handler.core.geometry import Point, Size
from handler.ops._crops import wanted
from handler.ops.resize import Resize
from tests.support.images.drawings import view
from tests.support.images.golden_pictures import assert_golden
from tests.support.processes.fresh_python import printed

SAMPLES = Path(__file__).parent.parent.parent / "samples"
EYES = ((203, 101), (246, 101))
"""The eyes of samples/astronaut.jpg."""


def astronaut() -> Image.Image:
    with Image.open(SAMPLES / "astronaut.jpg") as image:
        return image.convert("RGB")


def resize(**fields: Any) -> Resize:
    return Resize.model_validate_json(json.dumps(fields))


def kept(op: Resize, image: Image.Image) -> tuple[int, int, int, int]:
    """Return left, top, right and bottom of what a crop by content keeps."""
    size = Size(*image.size)
    glance = op.glance(size)
    rect, scale = op.settle([glance.apply(image) if glance else image], size)
    left, top, width, height = rect.model_dump()["box"]
    assert scale.size(Size(width, height)) == op.size(size)
    return left, top, left + width, top + height


@pytest.mark.parametrize("crop", ["faces", "smart"])
@pytest.mark.parametrize(("w", "h"), [(300, 100), (100, 100), (50, 100), (400, 100)])
def test_a_crop_keeps_the_face(crop: str, w: int, h: int) -> None:
    left, top, right, bottom = kept(resize(w=w, h=h, fit="crop", crop=[crop]), astronaut())
    for x, y in EYES:
        assert left < x - 20 < x + 20 < right
        assert top < y - 20 < y + 50 < bottom


@pytest.mark.parametrize("crop", ["entropy", "edges"])
def test_which_a_crop_by_the_whole_picture_does_not(crop: str) -> None:
    _, top, _, bottom = kept(resize(w=400, h=100, fit="crop", crop=[crop]), astronaut())
    assert top >= EYES[0][1] - 20 or bottom <= EYES[0][1] + 50


def test_an_area_around_the_face_grows_with_its_padding() -> None:
    boxes = [kept(resize(w=80, h=80, fit="facearea", facepad=pad), astronaut()) for pad in (1.0, 1.5, 3.0)]
    widths = [right - left for left, _, right, _ in boxes]
    assert 90 < widths[0] < 150
    assert widths[1] == pytest.approx(1.5 * widths[0], abs=1)
    assert widths[2] == pytest.approx(3 * widths[0], abs=1)
    for left, top, right, bottom in boxes:
        assert all(left < x < right and top < y < bottom for x, y in EYES)


def pair() -> Image.Image:
    """Return a picture with a large face on the right and a small one on the left."""
    image = Image.new("RGB", (900, 300), "gray")
    head = astronaut().crop((110, 0, 310, 250))
    image.paste(head.resize((240, 300)), (640, 0))
    image.paste(head.resize((120, 150)), (20, 100))
    return image


@pytest.mark.parametrize(("index", "side"), [(None, "right"), (1, "right"), (2, "left"), (3, "middle")])
def test_an_index_names_one_face_from_the_largest_on(index: int | None, side: str) -> None:
    op = resize(w=100, h=100, fit="crop", crop=["faces"], faceindex=index)
    if side == "middle":  # there is none: as if there were no face at all
        assert op.apply(pair()).tobytes() == resize(w=100, h=100, fit="crop").apply(pair()).tobytes()
        return
    left, _, right, _ = kept(op, pair())
    assert (left, right) == ((600, 900) if side == "right" else (0, 300))


@pytest.mark.parametrize(
    ("crop", "same"),
    [
        (["faces"], {}),
        (["faces", "top"], {"crop": ["top"]}),
        (["faces", "bottom", "left"], {"crop": ["bottom", "left"]}),
        (["faces", "entropy"], {"crop": ["entropy"]}),
        (["faces", "edges"], {"crop": ["edges"]}),
        (["faces", "focalpoint"], {"crop": ["focalpoint"], "fp_x": 0.1, "fp_y": 0.9}),
    ],
)
def test_where_there_is_no_face_what_follows_is_kept_else_the_middle(crop: list[str], same: dict[str, Any]) -> None:
    focus = {name: value for name, value in same.items() if name != "crop"}
    looked = resize(w=40, h=20, fit="crop", crop=crop, **focus)
    assert looked.apply(view()).tobytes() == resize(w=40, h=20, fit="crop", **same).apply(view()).tobytes()


def test_an_area_without_a_face_is_a_crop_of_the_middle() -> None:
    area = resize(w=40, h=20, fit="facearea", facepad=3.0, faceindex=2)
    assert area.apply(view()).tobytes() == resize(w=40, h=20, fit="crop").apply(view()).tobytes()


@pytest.mark.parametrize("crop", [["smart"], ["faces"], ["faces", "top"], ["focalpoint"]])
def test_a_stored_point_comes_before_what_there_is_to_see(crop: list[str]) -> None:
    toward = resize(w=40, h=20, fit="crop", crop=crop).toward(Point(0.2, 0.9))
    assert toward is not None
    assert not toward.depends
    named = resize(w=40, h=20, fit="crop", crop=["focalpoint"], fp_x=0.2, fp_y=0.9)
    assert toward.apply(view()).tobytes() == named.apply(view()).tobytes()


@pytest.mark.parametrize(
    "fields",
    [
        {"crop": ["entropy"]},
        {"crop": ["edges"]},
        {"crop": ["top"]},
        {},
        {"crop": ["focalpoint"], "fp_x": 0.3},
        {"fit": "facearea"},
    ],
)
def test_it_does_not_come_before_what_the_request_names(fields: dict[str, Any]) -> None:
    assert resize(**{"w": 40, "h": 20, "fit": "crop", **fields}).toward(Point(0.2, 0.9)) is None


CONTRADICTIONS: dict[str, tuple[dict[str, Any], str]] = {
    "faces after another": ({"crop": ["top", "faces"]}, "before it, faces"),
    "two that are looked for": ({"crop": ["smart", "entropy"]}, "before it, faces"),
    "faces twice": ({"crop": ["faces", "faces", "top"]}, "before it, faces"),
    "two edges of one direction": ({"crop": ["faces", "left", "right"]}, "two edges of one direction"),
    "an area with a crop": ({"fit": "facearea", "crop": ["top"]}, "leave crop out"),
    "an area without a box": ({"fit": "facearea", "h": None}, "fit=facearea needs a box"),
    "a padding without an area": ({"facepad": 2.0}, "facepad needs fit=facearea"),
    "an index without faces": ({"faceindex": 1}, "faceindex needs fit=facearea or crop=faces"),
    "a point beside an edge": ({"crop": ["faces", "top"], "fp_x": 0.2}, "need crop=focalpoint"),
}


@pytest.mark.parametrize("case", CONTRADICTIONS)
def test_a_contradiction_is_named(case: str) -> None:
    fields, said = CONTRADICTIONS[case]
    with pytest.raises(ValidationError, match=said):
        resize(**{"w": 9, "h": 9, "fit": "crop", **fields})


def test_smart_looks_for_faces_first_and_then_at_all_of_it() -> None:
    assert wanted(resize(w=9, h=9, fit="crop", crop=["smart"])) == ("faces", "smart")
    assert wanted(resize(w=9, h=9, fit="crop", crop=["faces", "edges"])) == ("faces", "edges")
    assert wanted(resize(w=9, h=9, fit="facearea")) == ("faces",)
    assert wanted(resize(w=9, h=9, fit="crop", crop=["focalpoint"])) == ()


WITHOUT = """
import sys
sys.modules["numpy"] = None
from PIL import Image
from handler.errors import InvalidParameter
from handler.ops import CATALOGUE
from handler.ops.face_blur import FaceBlur
from handler.ops.face_pixel import FacePixel
from handler.ops.resize import Resize
smart = Resize(w=9, h=9, fit="crop", crop=("smart",))
smart.check_installed()
print(smart.apply(Image.new("RGB", (30, 20))).size)
for op in (Resize(w=9, h=9, fit="crop", crop=("faces", "top")), Resize(w=9, h=9, fit="facearea"),
           FaceBlur(strength=5), FacePixel(block=5)):
    try:
        op.check_installed()
    except InvalidParameter as error:
        print(error.facts["parameter"], "tintype[faces]" in error.detail)
"""


def test_without_the_extra_smart_works_and_faces_are_refused_by_name() -> None:
    assert printed(WITHOUT).split("\n") == [
        "(9, 9)",
        *(f"{name} True" for name in ("crop", "fit", "face-blur", "face-pixel")),
    ]


def test_it_looks_as_when_it_was_last_looked_at() -> None:
    wide = resize(w=150, h=50, fit="crop", crop=["faces"])
    close = resize(w=60, h=80, fit="facearea", facepad=1.8)
    assert_golden(wide.apply(astronaut()), "ops/resize-faces")
    assert_golden(close.apply(astronaut()), "ops/resize-facearea")
