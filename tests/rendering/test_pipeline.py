"""The chain: fusing changes how a picture is made, not how it looks."""

import gc
import weakref
from collections.abc import Iterator
from dataclasses import replace
from functools import reduce
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from handler.codecs import to_srgb
from handler.codecs.pixels.modes import alike
from handler.core.frames import Frames
from handler.core.geometry import Point, Size
from handler.ops.auto_contrast import AutoContrast
from handler.ops.blur import Blur
from handler.ops.border import Border
from handler.ops.enhance import Enhance
from handler.ops.flip import Flip
from handler.ops.grain import Grain
from handler.ops.op import Op
from handler.ops.pad import Pad
from handler.ops.rect import Rect
from handler.ops.resize import Resize
from handler.ops.rotate import Rotate
from handler.rendering.pipeline import apply_ops, flow, followed, links, settle

WIDE = Path(__file__).parents[2] / "samples" / "citrus.jpg"
"""A photograph in a wide colour space."""

FULL = Size(640, 480)
STEPS: list[tuple[Op, ...]] = [
    (Resize(w=160),),
    (Rect(box=(100, 50, 320, 240)), Resize(w=160)),
    (Rect(box=(100, 50, 320, 240)), Rect(box=(0.5, 0.5, 0.5, 0.5)), Resize(w=40)),
    (Flip(axis="h"), Resize(w=160)),
    (Flip(axis="v"), Rect(box=(0, 0, 320, 240)), Resize(w=80)),
    *((Rotate(angle=angle), Resize(w=120)) for angle in (0, 90, 180, 270)),
    *((Rotate(angle=angle), Rect(box=(40, 20, 300, 200)), Flip(axis="h"), Resize(w=75)) for angle in (90, 180, 270)),
    (Rect(box=(11, 7, 301, 203)), Rotate(angle=90), Resize(w=60, h=60, fit="crop", crop=("top", "left"))),
    (Rotate(angle=270), Flip(axis="hv"), Resize(w=100, h=100, fit="fill", bg="ff0000")),
    (Rect(box=(10, 10, 600, 400)), Resize(w=300), Blur(radius=2), Rect(box=(20, 20, 200, 100)), Resize(w=50)),
]


def photograph(size: Size = FULL) -> Image.Image:
    """Return a smooth picture in which left, right, top and bottom differ."""
    bands = [Image.linear_gradient("L"), Image.radial_gradient("L"), Image.linear_gradient("L").rotate(90)]
    return Image.merge("RGB", [band.resize(size, Image.Resampling.BICUBIC) for band in bands])


def difference(one: Image.Image, other: Image.Image) -> float:
    assert one.size == other.size
    return max(ImageStat.Stat(ImageChops.difference(one.convert("RGB"), other.convert("RGB"))).mean)


@pytest.mark.parametrize("ops", STEPS, ids=lambda ops: "-".join(op.op for op in ops))
def test_fused_is_what_one_after_the_other_gives(ops: tuple[Op, ...]) -> None:
    image = photograph()
    fused = apply_ops(ops, Frames((image,), full=FULL)).first
    for op in ops:
        image = op.apply(image)
    assert difference(fused, image) <= 1


@pytest.mark.parametrize("ops", STEPS, ids=lambda ops: "-".join(op.op for op in ops))
@pytest.mark.parametrize("scale", [2, 4])
def test_a_reduced_picture_gives_what_the_full_one_gives(ops: tuple[Op, ...], scale: int) -> None:
    reduced = photograph().reduce(scale)
    fused = apply_ops(ops, Frames((reduced,), full=FULL)).first
    whole = apply_ops(ops, Frames((photograph(),), full=FULL)).first
    assert difference(fused, whole) <= 2


def test_what_stands_before_a_resize_is_fused_and_nothing_else() -> None:
    ops = (
        Rect(box=(0, 0, 99, 99)),
        Flip(axis="h"),
        Resize(w=50),
        Rect(box=(0, 0, 9, 9)),
        Blur(radius=1),
        Flip(axis="v"),
    )
    shapes = [(link.op.op, len(link.before), link.full) for link in links(ops, FULL)]
    assert shapes == [
        ("resize", 2, (640, 480)),
        ("rect", 0, (50, 50)),
        ("blur", 0, (9, 9)),
        ("flip", 0, (9, 9)),
    ]


CUTOUT = Image.new("RGBA", FULL, (0, 90, 200, 128))
OTHERWISE: list[tuple[Op, ...]] = [(Resize(w=64),), (Resize(w=64, h=64, fit="fill"),), (Rotate(angle=30),), ()]
"""Operations that make of transparency another picture."""


@pytest.mark.parametrize("ops", OTHERWISE, ids=lambda ops: "-".join(op.op for op in ops) or "none")
@pytest.mark.parametrize("order", ["ooo", "oto", "oot", "too", "goo", "got", "gg"])
def test_frame_by_frame_gives_what_all_together_give(ops: tuple[Op, ...], order: str) -> None:
    """Gray, opaque and transparent frames in any order come out in one mode, as if all had been known before."""
    kinds = {"o": photograph(), "t": CUTOUT, "g": photograph().convert("L")}
    images = [kinds[letter] for letter in order]
    single = [Frames((image,), FULL, durations=(10 + number,), loop=2) for number, image in enumerate(images)]
    together = Frames(alike(images), FULL, durations=tuple(range(10, 10 + len(images))), loop=2)
    found, expected = flow(ops, lambda: iter(single)), apply_ops(ops, together)
    assert [image.tobytes() for image in found.images] == [image.tobytes() for image in expected.images]
    assert replace(found, images=()) == replace(expected, images=(), grid=None)


def test_no_two_frames_wait_at_their_full_size() -> None:
    alive: list[weakref.ref[Image.Image]] = []

    def stream() -> Iterator[Frames]:
        for _ in range(6):
            gc.collect()
            assert sum(each() is not None for each in alive) <= 1
            image = photograph()
            alive.append(weakref.ref(image))
            yield Frames((image,), FULL)

    assert len(flow((Resize(w=64),), stream).images) == len(alive) == 6


LEAPS = [(40, 60), (300, 200), (580, 430)]


@pytest.mark.parametrize("scale", [1, 2, 4])
def test_a_crop_by_content_is_settled_alike_on_a_reduction(scale: int) -> None:
    """The busy spot is found in pixels at full scale, whatever was decoded, behind a rect, a flip and a turn."""
    for left, top in LEAPS:
        image = Image.new("RGB", FULL, "white")
        image.paste(Image.effect_noise((60, 50), 90).convert("RGB"), (left, top))
        crop = Resize(w=30, h=30, fit="crop", crop=("edges",))
        for before in ((), (Rect(box=(20, 10, 620, 470)),), (Flip(axis="h"),), (Rotate(angle=90),)):
            seen = reduce(lambda size, op: op.size(size), before, FULL)
            frames = Frames((image.reduce(scale),), full=FULL)
            *_, part, _ = settle((*before, crop), FULL, lambda frames=frames: iter([frames]))  # type: ignore[misc]
            whole_picture = Frames((image,), full=FULL)
            *_, exact, _ = settle((*before, crop), FULL, lambda frames=whole_picture: iter([frames]))  # type: ignore[misc]
            near = zip(part.model_dump()["box"], exact.model_dump()["box"], strict=True)
            assert all(abs(one - other) <= 3 * scale for one, other in near), (left, top, before, part, exact)
            assert part.size(seen) == exact.size(seen)


def test_every_frame_goes_through_the_same() -> None:
    frames = Frames((photograph(), photograph().rotate(180)), full=FULL, durations=(10, 20), loop=3)
    done = apply_ops((Resize(w=64),), frames)
    assert [image.size for image in done.images] == [(64, 48), (64, 48)]
    assert (done.durations, done.loop) == ((10, 20), 3)


PAINTING: list[tuple[Op, ...]] = [
    (Pad(width=9, bg="c8643c"),),
    (Rotate(angle=30, bg="c8643c"),),
    (Border(frame=(9, "c8643c")),),
    (Resize(w=40, h=80, fit="fill", bg="c8643c"),),
    (Resize(w=900, h=1800, fit="fill", bg="c8643c"),),
    (Resize(w=900, h=1800, fit="fillmax", bg="c8643c"),),
]


@pytest.mark.parametrize("ops", PAINTING, ids=lambda ops: ops[0].op)
def test_a_colour_that_is_laid_is_srgb_whatever_the_picture_is_in(ops: tuple[Op, ...]) -> None:
    with Image.open(WIDE) as wide:
        profile = wide.info["icc_profile"]
    frames = Frames((photograph(),), full=FULL, profile=profile)
    assert apply_ops(ops, frames).first.getpixel((0, 0)) == (200, 100, 60)


MOVES: list[tuple[Op, ...]] = [
    (Rect(box=(100, 50, 320, 240)),),
    *((Flip(axis=axis),) for axis in ("h", "v", "hv")),
    *((Rotate(angle=angle),) for angle in (90, 180, 270)),
    (Rotate(angle=90), Rect(box=(100, 150, 300, 400)), Flip(axis="v"), Rotate(angle=270)),
    (Resize(w=320),),
    (Resize(w=400, h=400, fit="crop", crop=("left",)),),
    (Resize(w=700, h=700, fit="fill", bg="000000"),),
    (Blur(radius=1), Flip(axis="h")),
]


@pytest.mark.parametrize("ops", MOVES, ids=lambda ops: "-".join(op.op for op in ops))
def test_a_point_goes_with_the_picture(ops: tuple[Op, ...]) -> None:
    image = Image.new("L", FULL)
    image.paste(255, (200, 100, 220, 120))
    place: Point | None = Point(210 / FULL.width, 110 / FULL.height)
    for op in ops:
        assert place is not None
        place = followed(place, op, Size(*image.size))
        image = op.apply(image)
    left, top, right, bottom = image.convert("L").point(lambda level: 255 * (level > 100)).getbbox() or (0, 0, 0, 0)
    assert place is not None
    assert place.x * image.width == pytest.approx((left + right) / 2, abs=1.5)
    assert place.y * image.height == pytest.approx((top + bottom) / 2, abs=1.5)


@pytest.mark.parametrize(
    "op", [Rect(box=(300, 50, 320, 240)), Rotate(angle=10), Pad(width=9), Border(frame=(3, "ff0000"))]
)
def test_a_point_that_is_cut_off_or_cannot_be_followed_is_unknown(op: Op) -> None:
    assert followed(Point(0.2, 0.5), op, FULL) is None


@pytest.mark.parametrize("before", [(), (Flip(axis="h"),), (Rect(box=(320, 0, 320, 480)),), (Rotate(angle=90),)])
@pytest.mark.parametrize("crop", ["smart", "faces", "focalpoint"])
def test_a_stored_point_is_kept_whatever_comes_before_the_crop(before: tuple[Op, ...], crop: str) -> None:
    image = photograph()
    image.paste("red", (560, 400, 600, 440))
    wanted = Resize.model_validate({"w": 60, "h": 60, "fit": "crop", "crop": (crop,)})
    ops = settle((*before, wanted), FULL, lambda: iter((Frames((image,), full=FULL),)), Point(580 / 640, 420 / 480))
    assert not any(op.depends for op in ops)
    shown = apply_ops(ops, Frames((image,), full=FULL)).first
    red, green, _ = shown.split()
    assert max(ImageChops.subtract(red, green).tobytes()) > 110


@pytest.mark.parametrize("op", [AutoContrast(amount=100), Enhance(amount=100)], ids=lambda op: str(op.op))
def test_colours_are_judged_in_the_space_in_which_they_are_changed(op: Op) -> None:
    """A small picture, which no glance reduces: its levels are counted after it has become sRGB, as they are drawn."""
    with Image.open(WIDE) as wide:
        profile = wide.info["icc_profile"]
    size = Size(120, 90)
    dull = photograph(size).point([70 + level // 3 for level in range(256)] * 3)
    frames = Frames((dull,), full=size, profile=profile)
    settled = settle((op,), size, lambda: iter([frames]))
    assert settled == op.settle([to_srgb(frames).first], size)
    assert settled != op.settle([dull], size)


def test_an_animation_is_enhanced_alike_and_grained_alike_in_every_frame() -> None:
    """What two frames have in common, they have in common afterwards: nothing flickers."""
    size = Size(96, 72)
    dull = photograph(size).point([60 + level // 3 for level in range(256)] * 3)
    other = dull.copy()
    other.paste((255, 255, 255), (0, 0, 48, 72))
    films = [Frames((image,), full=size, durations=(40,)) for image in (dull, other)]
    ops = settle((AutoContrast(amount=100), Enhance(amount=100), Grain(amount=50)), size, lambda: iter(films))
    first, last = flow(ops, lambda: iter(films)).images
    assert first.crop((48, 0, 96, 72)).tobytes() == last.crop((48, 0, 96, 72)).tobytes()
    assert first.tobytes() != last.tobytes()
