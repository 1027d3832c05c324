"""Resize: the table of fits, where a crop looks, and clean edges."""

import pytest
from PIL import Image
from pydantic import ValidationError

from handler.core.geometry import Size
from handler.ops.op import Op
from handler.ops.rect import Rect
from handler.ops.resize import Resize
from tests.support.images.drawings import cutout, framed, gray, seen, unlike, view
from tests.support.images.golden_pictures import assert_golden

SOURCE = Size(600, 400)
FITS = {
    # The table of the design: 600 x 400 into 1000 x 1000.
    "max": ({"w": 1000, "h": 1000}, (600, 400)),
    "clip": ({"w": 1000, "h": 1000, "fit": "clip"}, (1000, 667)),
    "crop": ({"w": 1000, "h": 1000, "fit": "crop"}, (1000, 1000)),
    "min": ({"w": 1000, "h": 1000, "fit": "min"}, (400, 400)),
    "scale": ({"w": 1000, "h": 1000, "fit": "scale"}, (1000, 1000)),
    "fill": ({"w": 1000, "h": 1000, "fit": "fill"}, (1000, 1000)),
    "fillmax": ({"w": 1000, "h": 1000, "fit": "fillmax"}, (1000, 1000)),
    # Smaller than the source.
    "max-smaller": ({"w": 300, "h": 300}, (300, 200)),
    "clip-smaller": ({"w": 300, "h": 300, "fit": "clip"}, (300, 200)),
    "crop-smaller": ({"w": 300, "h": 300, "fit": "crop"}, (300, 300)),
    "min-smaller": ({"w": 300, "h": 300, "fit": "min"}, (300, 300)),
    "fill-smaller": ({"w": 300, "h": 300, "fit": "fill"}, (300, 300)),
    "cropmax": ({"w": 1000, "h": 1000, "fit": "cropmax"}, (600, 400)),
    "cropmax-smaller": ({"w": 300, "h": 300, "fit": "cropmax"}, (300, 300)),
    "cropmax-too-short": ({"w": 1000, "h": 300, "fit": "cropmax"}, (600, 300)),
    "scalemax": ({"w": 1000, "h": 200, "fit": "scalemax"}, (600, 120)),
    "scalemax-smaller": ({"w": 300, "h": 300, "fit": "scalemax"}, (300, 300)),
    "cut": ({"w": 1000, "h": 300, "fit": "cut"}, (600, 300)),
    "cut-one-side": ({"w": 100, "fit": "cut"}, (100, 400)),
    "match": ({"w": 1000, "h": 900, "fit": "match"}, (1000, 900)),
    "match-standing": ({"w": 900, "h": 1000, "fit": "match"}, (900, 600)),
    "matchmax": ({"w": 300, "h": 100, "fit": "matchmax"}, (300, 100)),
    "matchmax-standing": ({"w": 300, "h": 900, "fit": "matchmax"}, (300, 200)),
    "match-one-side": ({"w": 1200, "fit": "match"}, (1200, 800)),
    # One side.
    "max-one-side": ({"w": 1200}, (600, 400)),
    "max-height": ({"h": 200}, (300, 200)),
    "clip-one-side": ({"w": 1200, "fit": "clip"}, (1200, 800)),
    "crop-one-side": ({"h": 800, "fit": "crop"}, (1200, 800)),
    "fill-one-side": ({"w": 1200, "fit": "fill"}, (1200, 800)),
    "scale-one-side": ({"w": 300, "fit": "scale"}, (300, 200)),
    "min-one-side": ({"w": 1200, "fit": "min"}, (600, 400)),
    "fillmax-one-side": ({"w": 1200, "fit": "fillmax"}, (600, 400)),
    # Ratios of the source.
    "ratio": ({"w": 0.5}, (300, 200)),
    "ratios": ({"w": 0.5, "h": 1.0, "fit": "scale"}, (300, 400)),
    "mixed": ({"w": 0.5, "h": 100, "fit": "crop"}, (300, 100)),
    # An aspect ratio completes a missing side.
    "ar-width": ({"w": 320, "ar": (16.0, 9.0), "fit": "crop"}, (320, 180)),
    "ar-height": ({"h": 180, "ar": (16.0, 9.0), "fit": "crop"}, (320, 180)),
    "ar-alone": ({"ar": (1.0, 1.0), "fit": "crop"}, (400, 400)),
    "ar-alone-wide": ({"ar": (2.0, 1.0), "fit": "crop"}, (600, 300)),
    "ar-extreme": ({"ar": (1.0, 10_000.0), "fit": "crop"}, (1, 400)),
    # Bounds.
    "max-w": ({"max_w": 300}, (300, 200)),
    "max-h": ({"w": 500, "max_h": 100}, (150, 100)),
    "min-w": ({"w": 100, "min_w": 300}, (300, 200)),
    "min-h-enlarges": ({"min_h": 800}, (1200, 800)),
    "bounded-crop": ({"w": 500, "h": 500, "max_w": 200, "fit": "crop"}, (200, 500)),
}


@pytest.mark.parametrize("case", FITS)
def test_the_table_of_fits_holds(case: str) -> None:
    fields, size = FITS[case]
    assert Resize.model_validate(fields).size(SOURCE) == size


@pytest.mark.parametrize(("density", "size"), [(2.0, (600, 400)), (0.5, (150, 100)), (3.0, (600, 400))])
def test_density_multiplies_the_sides_and_max_still_does_not_enlarge(density: float, size: tuple[int, int]) -> None:
    assert Resize.model_validate(Resize(w=300, h=300).scaled(density)).size(SOURCE) == size


@pytest.mark.parametrize(("fit", "picture"), [("fill", (1000, 667)), ("fillmax", (600, 400))])
def test_a_fill_lays_the_picture_in_the_middle_of_its_canvas(fit: str, picture: tuple[int, int]) -> None:
    op = Resize.model_validate({"w": 1000, "h": 1000, "fit": fit, "bg": "f00"})
    assert op.layout(SOURCE).picture == picture
    left, top, right, bottom = (
        op.apply(Image.new("RGB", SOURCE)).split()[0].point(lambda v: 255 - v).getbbox() or (0,) * 4
    )
    assert (right - left, bottom - top) == picture
    assert abs(left - (1000 - right)) <= 1
    assert abs(top - (1000 - bottom)) <= 1


LOOKS = {
    "max": (Resize(w=40, h=40), view()),
    "enlarged": (Resize(w=160, fit="clip"), view()),
    "crop": (Resize(w=40, h=40, fit="crop"), view()),
    "crop-corner": (Resize(w=30, h=50, fit="crop", crop=("bottom", "left")), view()),
    "focal-point": (Resize(w=40, h=40, fit="crop", crop=("focalpoint",), fp_x=0.2, fp_y=0.2, fp_z=2.5), view()),
    "scale": (Resize(w=40, h=60, fit="scale"), view()),
    "fill": (Resize(w=60, h=60, fit="fill", bg="f4a261"), view()),
    "fill-transparent": (Resize(w=60, h=60, fit="fill"), cutout()),
    "gray": (Resize(w=40), gray()),
}


@pytest.mark.parametrize("case", LOOKS)
def test_it_looks_as_when_it_was_last_looked_at(case: str) -> None:
    op, image = LOOKS[case]
    assert_golden(op.apply(image), f"ops/resize-{case}")


@pytest.mark.parametrize(
    ("crop", "colour"),
    [(("left",), "red"), (("right",), "blue"), (("top", "left"), "red"), ((), None), (("focalpoint",), "blue")],
)
def test_a_crop_keeps_the_part_it_names(crop: tuple[str, ...], colour: str | None) -> None:
    image = Image.new("RGB", (90, 30), "red")
    image.paste("blue", (45, 0, 90, 30))
    focus = {"fp_x": 0.9} if crop == ("focalpoint",) else {}
    result = Resize.model_validate({"w": 30, "h": 30, "fit": "crop", "crop": crop, **focus}).apply(image)
    colours = {found for _, found in result.getcolors(900) or []}
    assert (colours == {(255, 0, 0) if colour == "red" else (0, 0, 255)}) if colour else len(colours) > 1


@pytest.mark.parametrize(("side", "width"), [(15, 58), (15, 79), (15, 217)])
def test_no_rounding_moves_a_crop_out_of_the_picture(side: int, width: int) -> None:
    """15 / 58 * 58 is more than 15, which Pillow refused to read."""
    assert Resize(w=width, h=width, fit="crop").apply(Image.new("L", (side, side + 5))).size == (width, width)


def settled(op: Resize, image: Image.Image) -> tuple[Op, ...]:
    glance = op.glance(Size(*image.size))
    assert glance is not None
    return op.settle([glance.apply(image)], Size(*image.size))


@pytest.mark.parametrize("by", ["entropy", "edges"])
@pytest.mark.parametrize("wide", [True, False])
def test_a_crop_by_content_finds_the_busy_part(by: str, wide: bool) -> None:
    """What is busy lies at the end; neither the rim of the picture nor what transparency hides is content."""
    image = Image.new("RGBA", (300, 100), "white")
    image.paste(view().convert("RGBA"), (200, 18))
    hidden = view().convert("RGBA")
    hidden.putalpha(0)
    for left in (0, 95):
        image.paste(hidden, (left, 18))
    op = Resize.model_validate({"w": 100, "h": 100, "fit": "crop", "crop": (by,)})
    part, _ = settled(op, image if wide else image.transpose(Image.Transpose.TRANSPOSE))
    assert isinstance(part, Rect)
    assert part.box[0 if wide else 1] > 185


@pytest.mark.parametrize("by", ["entropy", "edges"])
def test_a_crop_by_content_of_an_even_picture_keeps_its_middle(by: str) -> None:
    op = Resize.model_validate({"w": 100, "h": 100, "fit": "crop", "crop": (by,)})
    for colour in ("white", "black"):
        part, _ = settled(op, Image.new("RGB", (300, 100), colour))
        assert part == Rect(box=(100, 0, 100, 100))


def test_a_crop_by_content_may_be_larger_than_any_side_that_can_be_asked_for() -> None:
    op = Resize(w=5000, ar=(1.0, 2.0), fit="crop", crop=("edges",))
    _, resize = settled(op, view())
    assert resize.size(Size(50, 64)) == (5000, 10_000)


def test_its_own_size_is_the_picture_itself() -> None:
    assert Resize(w=96, h=64).apply(cutout()).tobytes() == cutout().tobytes()


def test_an_even_picture_stays_even() -> None:
    image = Image.new("RGB", (90, 60), (200, 100, 50))
    assert unlike(Resize(w=37).apply(image), Image.new("RGB", (37, 25), (200, 100, 50))) == 0


def test_the_canvas_beside_a_transparent_picture_is_transparent() -> None:
    result = Resize(w=96, h=96, fit="fill").apply(cutout())
    assert result.getchannel("A").getpixel((48, 2)) == 0
    assert seen(result.crop((0, 16, 96, 80))) == seen(cutout())


def test_reducing_a_framed_picture_darkens_no_edge() -> None:
    assert Resize(w=40).apply(framed("white")).getpixel((0, 0)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"w": 10, "h": 10, "ar": (1.0, 1.0)}, "w and h are both given"),
        ({"w": 10, "h": 10, "fit": "crop", "crop": ("left", "right")}, "two edges of one direction"),
        ({"w": 10, "h": 10, "fit": "crop", "crop": ("left", "entropy")}, "crop takes one edge"),
        ({"w": 10, "h": 10, "crop": ("left",)}, "fit=max does not"),
        ({"w": 10, "fit": "crop", "crop": ("left",)}, "crop needs a box"),
        ({"w": 10, "h": 10, "fit": "crop", "fp_x": 0.2}, "need crop=focalpoint"),
        ({"w": 10, "min_w": 20, "max_w": 10}, "min-w is more than max-w"),
        ({"w": 10, "min_h": 20, "max_h": 10}, "min-h is more than max-h"),
        ({"w": 0}, "a length is"),
        ({"w": 8193}, "a length is"),
        ({"w": 1.5}, "a length is"),
        ({"w": 10, "ar": (5e-324, 10_000.0)}, "greater than or equal to 0.0001"),
    ],
)
def test_contradictions_are_refused(fields: dict[str, object], fault: str) -> None:
    with pytest.raises(ValidationError, match=fault):
        Resize.model_validate(fields)


def test_a_cut_keeps_pixels_as_they_are_where_it_is_asked_to() -> None:
    image = view()
    for fields, corner in (
        ({}, ((image.width - 40) // 2, (image.height - 30) // 2)),
        ({"crop": ("right", "bottom")}, (image.width - 40, image.height - 30)),
        ({"crop": ("focalpoint",), "fp_x": 0.0, "fp_y": 0.5}, (0, (image.height - 30) // 2)),
    ):
        op = Resize.model_validate({"w": 40, "h": 30, "fit": "cut", **fields})
        expected = image.crop((*corner, corner[0] + 40, corner[1] + 30))
        assert op.apply(image).tobytes() == expected.tobytes()
    looked = Resize(w=40, fit="cut", crop=("entropy",)).apply(image)
    assert looked.size == (40, image.height)
