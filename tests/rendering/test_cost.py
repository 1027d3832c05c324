"""Work: what is estimated is complete, comes in the right order, is from above, and says what would make it less."""

import io
import sys
from contextlib import AbstractContextManager, suppress
from dataclasses import replace
from functools import cache
from typing import BinaryIO, NamedTuple, cast

import pytest
from PIL import Image

from benchmarks import op_costs, values
from handler.codecs import StoredPicture, probe
from handler.config.settings import INPUTS
from handler.core.formats.catalogue import FORMATS
from handler.core.formats.costs import Raster, encoding
from handler.core.geometry import Size, whole
from handler.core.limits import Limits
from handler.core.output import FormatName, Output
from handler.core.source_file import source_file_of
from handler.dialects import native
from handler.dialects.native.vocabulary import vocabulary
from handler.errors import TooLarge
from handler.generators import GENERATORS
from handler.ops import CATALOGUE
from handler.ops.resize import Resize
from handler.ops.rotate import Rotate
from handler.rendering.check import check
from handler.rendering.cost import counted_on
from handler.rendering.pipeline import links
from handler.rendering.plan import Plan, plan
from handler.web.negotiation import candidates

SIDE = 300
BROWSER = "image/avif,image/webp,image/apng,image/*,*/*;q=0.8"
ACCEPTS = (BROWSER, "image/webp,*/*", "*/*", "image/jpeg")
SIZED = [f"w={side}" for side in (48, 320, 640, 1080, 1920, 2560, 3840)]
FORMATTED = [f"w=1600&fm={form}" for form, row in FORMATS.items() if row.clients != "few"]
SHAPED = [
    "w=320&h=320&fit=crop&crop=entropy",
    "w=1600&h=900&fit=crop&crop=edges",
    "trim=auto",
    "trim=auto&w=800",
    "rect=0.5,0.5,0.5,0.5&w=100",
    "rect=0.25,0.25,0.5,0.5",
    "rot=90&w=1200",
    "w=800&blur=20&sharp=50&sat=20",
    "w=1200&mask=ellipse",
    "w=1200&fm=webp&q=90",
    "fm=jpg",
    "q=70",
    "auto=format",
    "auto=format,compress",
]


class Stock(NamedTuple):
    """A kind of file that people have: how it is stored, its size, bytes a pixel, and whether it has a profile."""

    kind: str
    size: tuple[int, int]
    dense: float
    profile: str | None = None


PHONE_12 = Stock("JPEG", (4032, 3024), 0.4, "Display P3")
PHONE_24 = Stock("JPEG", (5712, 4284), 0.4, "Display P3")
PHONE_50 = Stock("JPEG", (8160, 6144), 0.3, "Display P3")
CAMERA = Stock("JPEG", (6000, 4000), 1.0)
SCREEN = Stock("PNG", (2560, 1600), 1.5)
DRAWING = Stock("PNG", (4000, 3000), 2.0)
PROMISED: dict[Stock, list[str]] = {
    PHONE_12: [*SIZED, *FORMATTED, *SHAPED, "w=4032", "fm=webp", "w=3000&fm=avif", "fm=png", "rot=5&w=1200"],
    PHONE_24: [*SIZED, *FORMATTED, *SHAPED, "w=5712", "fm=webp", "w=3000&fm=avif"],
    PHONE_50: [*SIZED, *FORMATTED, *SHAPED, "w=8000&fm=jpg", "w=8000", "w=4096&fm=webp"],
    CAMERA: [*SIZED, *FORMATTED, *SHAPED, "fm=webp"],
    SCREEN: [*SIZED, *FORMATTED, "", "fm=webp", "fm=avif", "fm=png", "lossless=true", "trim=auto", "colors=64"],
    DRAWING: [*SIZED, "w=800&blur=20&fm=webp", "trim=auto&w=500", "fm=webp"],
    Stock("WEBP", (3000, 2000), 0.3): [
        *SIZED[:5],
        *FORMATTED,
        "w=1200&rot=5&fm=jpg",
        "w=600&h=600&fit=crop&crop=edges",
    ],
    Stock("AVIF", (3000, 2000), 0.2): [*SIZED[:5], *FORMATTED, "w=1000&fm=webp", "w=600&h=600&fit=crop&crop=edges"],
}
"""Ordinary requests, by what is stored; each is asked with every Accept."""


def noise(mode: str = "RGB", side: int = SIDE) -> Image.Image:
    return Image.merge(mode, [Image.effect_noise((side, side), 64) for _ in mode])


@cache
def header(kind: str, size: tuple[int, int]) -> bytes:
    """Return a file of this size, quickly made."""
    file = io.BytesIO()
    fast = {"PNG": {"compress_level": 1}, "WEBP": {"method": 0}, "AVIF": {"speed": 10}}.get(kind, {})
    Image.new("RGB", size, "teal").save(file, kind, **fast)
    return file.getvalue()


def probed(data: bytes, frame: int | None = None) -> AbstractContextManager[StoredPicture]:
    return probe(cast("BinaryIO", source_file_of(data, "1")), accepted=INPUTS, bounds=Limits(), frame=frame)


def planned(data: bytes, query: str, accept: str = "*/*", stock: Stock | None = None) -> Plan:
    said = native.parse(query, "x")
    recipe, delivery = said.recipe, said.delivery
    if delivery.negotiable or not query:
        formats = {"formats": candidates(accept)}
        recipe = recipe.model_copy(update={"output": recipe.output.model_copy(update=formats)})
    with probed(data, frame=recipe.source.frame) as picture:
        if stock:
            size = int(stock.dense * picture.size.area)
            picture = replace(picture, bytes=size, profile=stock.profile)  # noqa: PLW2901 - as it is out there
        return plan(recipe, picture, Limits())


def test_every_operation_has_a_cost() -> None:
    for kind in (*CATALOGUE, *GENERATORS):
        assert "cost" in vars(kind), kind
    for op in CATALOGUE:
        assert "scratch" in vars(op) or "memory" in vars(op), op


def test_every_operation_is_measured_by_the_benchmark() -> None:
    assert {case["op"] for case in op_costs.WORST} == {kind.model_fields["op"].default for kind in CATALOGUE}


def test_the_search_for_the_worst_url_knows_every_parameter_and_generator() -> None:
    assert set(values.VALUES) | values.UNMEASURED == set(vocabulary())
    assert set(values.MADE) == {kind.model_fields["generate"].default for kind in GENERATORS}


def test_what_takes_longer_is_estimated_to_take_longer() -> None:
    def cost(name: FormatName, **asked: object) -> float:
        return encoding(name, Output.model_validate({"formats": (name,), **asked}), Raster(1_000_000))

    assert cost("jpg") < cost("pjpg") < cost("webp") < cost("avif") < cost("avif", quality=95)
    for name in ("jpg", "png", "webp", "avif"):
        assert cost(name, effort="fast") <= cost(name) == cost(name, effort="balanced") < cost(name, effort="small")
    assert cost("webp", lossless=True) < cost("webp") < cost("webp", quality=100)
    data = header("JPEG", (3000, 2000))
    ranked = ["w=300", "w=900", "w=1800", "w=1800&sharp=50", "w=1800&sharp=50&rot=1"]
    works = [planned(data, f"{query}&fm=jpg").work for query in ranked]
    assert works == sorted(works)
    assert len(set(works)) == len(works)


def test_more_bytes_for_the_same_pixels_are_more_work() -> None:
    plain, busy = io.BytesIO(), io.BytesIO()
    noise(side=600).save(plain, "AVIF", quality=20, speed=10)
    noise(side=600).save(busy, "AVIF", quality=95, speed=10)
    assert planned(busy.getvalue(), "w=10").work > 1.5 * planned(plain.getvalue(), "w=10").work


def test_a_ratio_is_of_the_source_and_not_of_its_reduction() -> None:
    data = header("JPEG", (6000, 4000))
    assert planned(data, "w=0.2&sharp=50&fm=jpg").work == pytest.approx(
        planned(data, "w=1200&sharp=50&fm=jpg").work, rel=0.05
    )


def test_a_thin_picture_that_is_made_wide_is_work_though_its_pixels_are_few() -> None:
    assert Resize(w=4096, h=4096, fit="scale").work(Size(8, 16_000)) > 2 * Resize(w=4096, h=4096, fit="scale").work(
        Size(400, 400)
    )
    assert Rotate(angle=1.0).work(Size(1000, 1000)) > Rotate(angle=90.0).work(Size(1000, 1000))


@pytest.mark.parametrize("stock", PROMISED, ids=str)
def test_ordinary_requests_stay_within_the_limits_whatever_is_accepted(stock: Stock) -> None:
    for query in (*PROMISED[stock], *(f"{each}&effort=small" for each in SIZED[:5])):
        for accept in ACCEPTS:
            try:
                check(planned(header(stock.kind, stock.size), query, accept, stock), Limits())
            except TooLarge as error:
                pytest.fail(f"{query} {accept}: {error.detail}")


@pytest.mark.parametrize(("frames", "query"), [(80, "w=480"), (120, "w=240"), (120, "w=236"), (120, "w=242"), (60, "")])
def test_an_ordinary_animation_can_be_had_whatever_is_accepted(frames: int, query: str) -> None:
    data = film(frames, 480, 270)
    for accept in ACCEPTS:
        found = planned(data, query, accept)
        check(found, Limits())
        assert found.frames == frames
    for form in ("gif", "webp", "png", "jpg"):
        check(planned(data, f"{query}&fm={form}".removeprefix("&")), Limits())


def test_how_many_frames_can_be_had_never_depends_on_accept() -> None:
    data = film(400, 64, 36)
    with probed(data) as picture:
        for frames in range(20, 400, 12):
            larger = replace(picture, size=Size(480, 270), frames=frames, bytes=frames * 20_000)
            had = set()
            for accept in ACCEPTS:
                output = Output().model_copy(update={"formats": candidates(accept)})
                recipe = native.parse("w=480", "x").recipe.model_copy(update={"output": output})
                with suppress(TooLarge):
                    check(plan(recipe, larger, Limits()), Limits())
                    had.add(accept)
            assert had in (set(), set(ACCEPTS)), frames


@cache
def film(frames: int, width: int, height: int) -> bytes:
    file = io.BytesIO()
    images = [Image.new("P", (width, height), at % 256) for at in range(frames)]
    images[0].save(file, "GIF", save_all=True, append_images=images[1:], optimize=False)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "query", "parameter", "instead"),
    [
        (film(200, 500, 500), "blur=3&fm=webp", "frame", "&frame=0"),
        (header("PNG", (4500, 4000)), "blur=9&usm=50&sharp=50&fm=avif", "fm", None),
        (header("JPEG", (4200, 4000)), "rot=1&vib=9&blur=9&usm=50&sharp=50&mono=red&fm=jpg", "w", "&w=500"),
    ],
)
def test_past_the_limit_the_answer_names_what_would_make_it_fit(
    data: bytes, query: str, parameter: str, instead: str | None
) -> None:
    with pytest.raises(TooLarge) as caught:
        check(planned(data, query), Limits())
    facts = caught.value.facts
    assert (facts["limit"], facts["parameter"]) == ("work", parameter)
    assert float(facts["actual"]) > float(facts["max"]) == Limits().work
    word = caught.value.detail.partition("fm=")[2].partition(" ")[0]
    better = query.replace("fm=avif", f"fm={word}") if instead is None else query + instead
    check(planned(data, better), Limits())


def test_the_benchmarks_can_be_imported() -> None:
    from benchmarks import memory, work, worst_url

    assert set(work.SECTIONS) == {"decoding", "operations", "glances", "colours", "drawing", "encoding", "paces"}
    assert set(memory.SECTIONS) == {"decoding", "operations", "encoding"}
    assert worst_url.row(worst_url.Found(1.0, 2.0, worst_url.Query("/images/x", (("w", "9"),)))).endswith(
        "/images/x?w=9"
    )
    assert "benchmarks.subjects" in sys.modules


LARGE = Size(10_000, 10_000)
LARGE_FILE = 30_000_000
STREAMED = [("JPEG", "RGB"), ("PNG", "L"), ("PNG", "RGB"), ("PNG", "RGBA"), ("WEBP", "RGB"), ("WEBP", "RGBA")]


def enlarged(picture: StoredPicture, **header: object) -> StoredPicture:
    """Return a picture as one of a hundred megapixels."""
    changed = replace(picture.header, size=LARGE, **header)  # type: ignore[arg-type]
    return replace(picture, size=LARGE, header=changed, bytes=LARGE_FILE)


def stored(kind: str, mode: str, **options: object) -> bytes:
    file = io.BytesIO()
    noise(mode, 16).save(file, kind, **options)
    return file.getvalue()


@pytest.mark.parametrize(("kind", "mode"), STREAMED)
def test_a_hundred_megapixels_are_reduced_in_little_memory(kind: str, mode: str) -> None:
    limits = Limits(memory=300)
    with probed(stored(kind, mode)) as picture:
        for query in (
            "w=800&fm=jpg",
            "w=800&fm=webp",
            "w=640&h=640&fit=crop&fm=webp",
            "rect=0.5,0.5,0.5,0.5&w=320&fm=png",
        ):
            recipe = native.parse(query, "x").recipe
            check(plan(recipe, enlarged(picture), limits), limits)


@pytest.mark.parametrize(
    ("data", "header", "said"),
    [
        (stored("JPEG", "RGB", progressive=True), {}, "a JPEG of several scans"),
        (stored("PNG", "RGB"), {"streamed": False, "progressive": True}, "an interlaced PNG"),
        (stored("WEBP", "RGB", lossless=True), {}, "a lossless WebP"),
    ],
)
def test_what_cannot_be_reduced_on_the_way_is_refused_by_name(
    data: bytes, header: dict[str, object], said: str
) -> None:
    limits = Limits(memory=300)
    with probed(data) as picture:
        large = replace(enlarged(picture, **header), progressive=picture.progressive or "progressive" in header)
        with pytest.raises(TooLarge, match=f"since {said} is decoded as a whole; the limit memory is 300"):
            check(plan(native.parse("w=800&fm=jpg", "x").recipe, large, limits), limits)


@pytest.mark.parametrize("size", [(1200, 900), (1001, 667), (1333, 998)])
@pytest.mark.parametrize(
    "query", ["w=300", "w=600", "w=501", "w=200&h=200&fit=crop", "rect=33,77,901,503&w=333", "rot=90&w=210"]
)
def test_the_engine_that_resamples_is_the_one_that_is_counted_on(size: tuple[int, int], query: str) -> None:
    """Where it depends on how a reduced picture lies, the one that takes longer is."""
    recipe = native.parse(query, "x").recipe
    for kind in ("PNG", "WEBP", "JPEG"):
        with probed(header(kind, size)) as picture:
            needed = recipe.needed(picture.size)
            [link] = links(recipe.ops, picture.size)
            frames, factor = picture.decode(needed, moving=False), picture.reduction(needed)
        assert isinstance(link.op, Resize)
        shown = frames.grid or whole(frames.first.size)
        taken = link.op.by_libvips(Size(*frames.first.size), *link.part(link.op, shown), alpha=False)
        counted = counted_on(link, factor, alpha=False)
        assert counted in ({taken} if factor == 1 else {taken, None})
