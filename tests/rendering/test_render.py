"""The renderer: limits before pixels, every pair of formats, one box for all frames, the same bytes everywhere."""

import contextlib
import gc
import io
import os
import subprocess
import sys
import weakref
from collections.abc import Iterator
from pathlib import Path
from statistics import mean

import pytest
from PIL import Image, ImageChops, ImageStat

from handler import codecs
from handler.config.settings import INPUTS
from handler.core.frames import Frames
from handler.core.geometry import Size
from handler.core.limits import Limits
from handler.core.source_file import SourceFile, source_file_of
from handler.dialects import native
from handler.errors import Corrupt, InvalidParameter, SourceBusy, TooLarge
from handler.recipe import Recipe, Source
from handler.rendering.opening import opened
from handler.rendering.pipeline import apply_ops
from handler.rendering.render import Rendered, RenderOutcome, render, render_many
from tests.support.images.stored_samples import OUTPUTS, SAMPLES, fetch

ROOT = Path(__file__).parents[2]


def rendered(key: str, query: str, limits: Limits | None = None) -> Image.Image:
    recipe = native.parse(query, key).recipe
    result = render(recipe, fetch=fetch, limits=limits or Limits(), accepted=INPUTS)
    image = Image.open(io.BytesIO(result.body))
    assert image.size == result.size
    assert Image.MIME[image.format or ""] == result.media_type
    assert getattr(image, "n_frames", 1) == result.frames
    return image


@pytest.mark.parametrize("form", OUTPUTS)
@pytest.mark.parametrize("key", SAMPLES)
def test_every_sample_becomes_every_format(key: str, form: str) -> None:
    image = rendered(key, f"w=120&fm={form}")
    assert image.width == 120
    moving = key.endswith(".gif") and form in {"png", "webp", "avif", "gif"}
    assert (getattr(image, "n_frames", 1) > 1) is moving


@pytest.mark.parametrize("key", SAMPLES)
def test_without_a_format_the_kind_stays(key: str) -> None:
    with Image.open(SAMPLES[key]) as stored:
        assert rendered(key, "w=64").format == stored.format


def test_orientation_is_applied_before_anything_else() -> None:
    assert rendered("bee.jpg", "w=200").size == (200, 250)
    assert rendered("bee.jpg", "rect=0.0,0.0,1.0,0.5").size == (1024, 640)
    assert rendered("bee.jpg", "w=200&or=1").size == (200, 160)


@pytest.mark.parametrize("key", ["dandelion.jpg", "bee.jpg", "citrus.jpg"])
@pytest.mark.parametrize(
    "query",
    [
        "w=300",
        "w=64",
        "w=150",
        "w=200&h=200&fit=crop",
        "rect=0.2,0.3,0.4,0.4&w=200",
        "rect=33,77,501,403&w=60",
        "flip=hv&w=150",
        "rot=90&w=200",
        "rot=270&rect=100,100,700,700&w=100",
        "flip=h&rot=180&rect=0.1,0.1,0.8,0.8&w=100&h=100&fit=crop&crop=bottom,right",
    ],
)
def test_the_hinted_decode_gives_what_the_full_one_gives(key: str, query: str) -> None:
    recipe = native.parse(query, key).recipe
    with opened(recipe.source, fetch, Limits(), INPUTS) as picture:
        needed = recipe.needed(picture.size)
        hinted = apply_ops(recipe.ops, picture.decode(needed, moving=False)).first
    with opened(recipe.source, fetch, Limits(), INPUTS) as picture:
        full = apply_ops(recipe.ops, picture.decode(picture.size, moving=False)).first
    assert mean(ImageStat.Stat(ImageChops.difference(hinted, full)).mean) <= 1


@pytest.mark.parametrize(
    ("query", "limit"),
    [
        ("w=8192&pad=100&fit=clip", "side"),
        ("w=8000&h=8000&fit=fill&pad=100&fm=jpg", "side"),
        ("w=8192&h=8192&fit=scale&fm=webp&q=90", "memory"),
        ("w=4096&fm=png&blur=200&usm=50&usmrad=400&sharp=9&rot=1", "work"),
    ],
)
def test_nothing_is_decoded_past_a_limit(query: str, limit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def explode(*_: object, **__: object) -> None:
        raise AssertionError("a pixel was decoded")

    monkeypatch.setattr(codecs.StoredPicture, "decode", explode)
    with pytest.raises(TooLarge) as caught:
        rendered("dandelion.jpg", query)
    assert caught.value.facts["limit"] == limit


def test_a_source_past_its_bytes_is_never_opened() -> None:
    with pytest.raises(TooLarge) as caught:
        rendered("dandelion.jpg", "w=10", Limits(bytes=1000))
    assert caught.value.facts == {"limit": "bytes", "max": 1000, "actual": SAMPLES["dandelion.jpg"].stat().st_size}


def test_one_box_is_taken_of_every_frame() -> None:
    image = rendered("lighthouse.gif", "trim=auto&w=100&h=100&fit=crop&crop=entropy&fm=webp")
    assert image.size == (100, 100)
    assert image.n_frames == 24  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("key", "query", "decoded"),
    [
        ("dandelion.jpg", "w=320&h=320&fit=crop&crop=entropy", [(1328, 747)]),
        ("dandelion.jpg", "w=20&h=20&fit=crop&crop=edges", [(664, 374)]),
        ("dandelion.jpg", "trim=auto&w=100", [(5312, 2988)]),
        ("owl.png", "w=100&h=100&fit=crop&crop=entropy", [(1241, 2080)]),
        ("owl.png", "trim=auto&w=100", [(1241, 2080)]),
        ("lighthouse.gif", "w=90&h=90&fit=crop&crop=edges&fm=jpg", [(480, 320)]),
        ("lighthouse.gif", "w=90", [(480, 320)] * 24),
        ("lighthouse.gif", "w=90&h=90&fit=crop&crop=edges", [(480, 320)] * (1 + 24)),
        ("lighthouse.gif", "w=90&trim=auto", [(480, 320)] * (24 + 24)),
    ],
)
def test_so_many_frames_are_decoded_at_these_sizes_and_no_more(
    key: str, query: str, decoded: list[tuple[int, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A glance needs no decode of its own, and no full one; an animation is gone through once more to be settled."""
    stream, seen = codecs.StoredPicture.stream, []

    def counted(self: codecs.StoredPicture, at_least: Size, *, moving: bool) -> Iterator[Frames]:
        for frames in stream(self, at_least, moving=moving):
            seen.append(frames.first.size)
            yield frames

    monkeypatch.setattr(codecs.StoredPicture, "stream", counted)
    rendered(key, query)
    assert seen == decoded


def jpeg(image: Image.Image) -> bytes:
    file = io.BytesIO()
    image.save(file, "JPEG")
    return file.getvalue()


def made(data: bytes, query: str) -> Image.Image:
    recipe = native.parse(query, "x").recipe
    result = render(recipe, fetch=lambda _: source_file_of(data, "1"), limits=Limits(), accepted=INPUTS)
    return Image.open(io.BytesIO(result.body))


def test_a_picture_of_fifty_megapixels_is_cropped_by_content() -> None:
    image = Image.new("RGB", (8160, 6144), "white")
    image.paste(Image.effect_noise((700, 700), 90).convert("RGB"), (7000, 2500))
    found = made(jpeg(image), "w=200&h=300&fit=crop&crop=edges&fm=png")
    dark = found.convert("L").point([255 * (level < 200) for level in range(256)]).getbbox()
    assert dark
    assert 20 <= dark[2] - dark[0] <= 40


def test_a_trim_is_exact_to_the_pixel_of_a_jpeg_too() -> None:
    """One pixel that a reduced decode would lose among its 63 neighbours."""
    image = Image.new("L", (800, 640), 255)
    image.putpixel((3, 5), 0)
    image.paste(0, (400, 300, 500, 400))
    file = io.BytesIO()
    image.save(file, "JPEG", quality=100)
    assert made(file.getvalue(), "trim=auto&trim-tol=60&fm=png").size == (497, 395)


def test_a_trim_of_an_animation_cuts_off_nothing_that_any_frame_shows() -> None:
    images = []
    for left in (30, 5, 60):
        image = Image.new("RGB", (100, 40), "white")
        image.paste("navy", (left, 10, left + 10, 20))
        images.append(image)
    file = io.BytesIO()
    images[0].save(file, "GIF", save_all=True, append_images=images[1:], duration=50)
    assert made(file.getvalue(), "trim=auto&fm=webp").size == (65, 10)
    assert made(file.getvalue(), "trim=auto&frame=0&fm=webp").size == (10, 10)
    assert made(file.getvalue(), "trim=auto&fm=jpg").size == (10, 10)


def test_one_frame_can_be_taken() -> None:
    third = rendered("lighthouse.gif", "w=100&frame=3&fm=png")
    assert getattr(third, "n_frames", 1) == 1
    first = rendered("lighthouse.gif", "w=100&frame=0&fm=png")
    assert ImageChops.difference(first.convert("RGB"), third.convert("RGB")).getbbox()


def test_a_wide_gamut_is_brought_to_srgb() -> None:
    image = rendered("citrus.jpg", "w=300&fm=png")
    assert "icc_profile" not in image.info
    with Image.open(SAMPLES["citrus.jpg"]) as stored:
        ignored = stored.convert("RGB").resize(image.size, Image.Resampling.LANCZOS)
    assert max(ImageStat.Stat(ImageChops.difference(image.convert("RGB"), ignored)).mean) > 4


SCRIPT = """
import os, sys
os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: int(sys.argv[1])])
from hashlib import sha256
from tests.support.images.stored_samples import OUTPUTS, fetch
from handler.dialects import native
from handler.core.limits import Limits
from handler.rendering.render import render
from handler.config.settings import INPUTS
for key in ("citrus.jpg", "balloons.png", "lighthouse.gif"):
    for form in OUTPUTS:
        recipe = native.parse(f"w=240&blur=1&fm={form}", key).recipe
        body = render(recipe, fetch=fetch, limits=Limits(), accepted=INPUTS).body
        print(key, form, sha256(body).hexdigest())
"""


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="needs CPU affinity, which Linux has")
def test_the_bytes_are_the_same_under_one_cpu_and_two() -> None:
    runs = [
        subprocess.run(
            [sys.executable, "-c", SCRIPT, cpus],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for cpus in ("1", "2")
    ]
    assert runs[0].count("\n") == 3 * len(OUTPUTS)
    assert runs[0] == runs[1]


def test_recipes_need_not_come_from_a_query() -> None:
    recipe = Recipe.model_validate_json('{"source": {"key": "citrus.jpg"}, "ops": [{"op": "resize", "w": 20}]}')
    assert render(recipe, fetch=fetch, limits=Limits(), accepted=INPUTS).size.width == 20


def several(key: str, *queries: str, data: bytes | None = None) -> tuple[dict[str, RenderOutcome], list[Source]]:
    """Return what became of each query, and what was fetched for them."""
    recipes = {native.parse(query, key).recipe: query for query in queries}
    fetched: list[Source] = []

    def once(source: Source) -> SourceFile:
        fetched.append(source)
        return fetch(source) if data is None else source_file_of(data, "1")

    made = render_many(list(recipes), fetch=once, limits=Limits(), accepted=INPUTS)
    return {recipes[recipe]: outcome for recipe, outcome in made}, fetched


def test_many_have_the_bytes_that_each_has_alone_from_one_fetch() -> None:
    queries = ("w=300", "w=64&fm=webp", "w=300&h=100&fit=crop", "w=90&or=1", "rot=90&w=50&fm=png")
    made, fetched = several("bee.jpg", *queries)
    assert len(fetched) == 1
    assert set(made) == set(queries)
    for query, outcome in made.items():
        alone = render(native.parse(query, "bee.jpg").recipe, fetch=fetch, limits=Limits(), accepted=INPUTS)
        assert isinstance(outcome, Rendered)
        assert (outcome.body, outcome.format, outcome.size) == (alone.body, alone.format, alone.size)


def test_many_are_decoded_once_for_each_reduction_that_they_take(monkeypatch: pytest.MonkeyPatch) -> None:
    decode, seen = codecs.StoredPicture.decode, []

    def counted(self: codecs.StoredPicture, at_least: Size, *, moving: bool) -> Frames:
        seen.append(self.reduction(at_least))
        return decode(self, at_least, moving=moving)

    monkeypatch.setattr(codecs.StoredPicture, "decode", counted)
    several("dandelion.jpg", "w=1600", "w=300", "w=310", "w=700", "w=1500&fm=webp", "w=710&fm=png")
    assert len(seen) == len(set(seen)) == 3


def test_what_cannot_be_made_hinders_no_other() -> None:
    made, _ = several("bee.jpg", "w=64", "w=8192&fit=clip&pad=100", "w=20&frame=7")
    assert isinstance(made["w=64"], Rendered)
    assert isinstance(made["w=8192&fit=clip&pad=100"], TooLarge)
    assert isinstance(made["w=20&frame=7"], InvalidParameter)


def test_what_cannot_be_decoded_is_tried_once_and_told_to_all(monkeypatch: pytest.MonkeyPatch) -> None:
    tries = 0

    def torn(*_: object, **__: object) -> None:
        nonlocal tries
        tries += 1
        raise Corrupt("torn", kind="JPEG")

    monkeypatch.setattr(codecs.StoredPicture, "decode", torn)
    made, _ = several("bee.jpg", "w=300", "w=301", "w=302&fm=webp")
    assert {type(outcome) for outcome in made.values()} == {Corrupt}
    assert (len(made), tries) == (3, 1)


def test_a_fault_of_the_server_ends_it_all(monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_: object, **__: object) -> None:
        raise SourceBusy("busy")

    monkeypatch.setattr(codecs.StoredPicture, "decode", busy)
    with pytest.raises(SourceBusy):
        several("bee.jpg", "w=300", "w=20")


def test_of_nothing_nothing_is_made_or_fetched() -> None:
    assert several("bee.jpg") == ({}, [])


def test_an_error_holds_on_to_nothing_once_it_has_been_dealt_with() -> None:
    """What was decoded would else stay in memory until the collector comes."""

    class Probe(Limits):
        """Something to watch."""

    limits = Probe(side=1)
    gone = weakref.ref(limits)
    gc.disable()
    try:
        with contextlib.suppress(TooLarge):
            render(native.parse("w=64", "bee.jpg").recipe, fetch=fetch, limits=limits, accepted=INPUTS)
        del limits
        assert gone() is None
    finally:
        gc.enable()
