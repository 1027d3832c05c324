"""The engines: of each format the one that is meant decodes and resamples, once; the result is what Pillow gives."""

import os
from collections.abc import Callable
from functools import cache
from statistics import mean
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageStat

from handler import codecs
from handler.bindings import png_decoder, resampling, vips_image, webp_decoder
from handler.config.settings import INPUTS
from handler.core.limits import Limits
from handler.core.source_file import source_file_of
from handler.dialects import native
from handler.ops import _resampling
from handler.rendering.pipeline import apply_ops
from handler.rendering.render import render
from tests.support.images.image_files import opened, photo, saved
from tests.support.images.stored_samples import SAMPLES
from tests.support.processes.fresh_python import printed

SIZE = (900, 600)
"""Twice the pixels from which libvips resamples, and a quarter of them where a decoder halves the sides."""

FAST: dict[str, dict[str, Any]] = {
    "jpg": {},
    "png": {"compress_level": 1},
    "webp": {"method": 0},
    "gif": {},
    "avif": {"speed": 10},
}

MAKING = """
import sys
from hashlib import sha256
from handler.config.settings import INPUTS
from handler.core.limits import Limits
from handler.core.source_file import source_file_of
from handler.dialects import native
from handler.rendering.render import render
for name, query in [each.split("?") for each in sys.argv[1:]]:
    data = open(f"samples/{name}", "rb").read()
    recipe = native.parse(query, name).recipe
    made = render(recipe, fetch=lambda _: source_file_of(data, "one"), limits=Limits(), accepted=INPUTS)
"""

DIGESTS = f"{MAKING}    print(sha256(made.body).hexdigest())"

IMPORTS = f"""{MAKING}
    found = [module.removeprefix("handler.bindings.") for module in sys.modules if "handler.bindings." in module]
    print("loaded", *sorted(found))
"""


@cache
def stored(name: str) -> bytes:
    """Return a sample by its name, or a picture by kind and mode, as `png RGBA`."""
    if name in SAMPLES:
        return SAMPLES[name].read_bytes()
    kind, mode = name.split()
    image = photo(SIZE)
    if mode == "RGBA":
        image.putalpha(Image.radial_gradient("L").resize(SIZE))
    return saved(image.convert(mode), kind, **FAST[kind])


def on(image: Image.Image, ground: str) -> Image.Image:
    """Return a picture as it is seen on a ground."""
    below = Image.new("RGBA", image.size, ground)
    below.alpha_composite(image.convert("RGBA"))
    return below.convert("RGB")


@pytest.fixture
def engines(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note each call of a decoder, a resampler, and a copy of pixels that could not be lent."""
    seen: list[str] = []

    def noted(home: object, name: str, word: Callable[..., str]) -> None:
        real = getattr(home, name)

        def call(*arguments: Any, **named: Any) -> Any:
            result = real(*arguments, **named)
            if said := word(result, *arguments):
                seen.append(said)
            return result

        monkeypatch.setattr(home, name, call)

    noted(codecs.StoredPicture, "stream", lambda _, picture, least, **__: f"decode {picture.reduction(least)}")
    noted(png_decoder, "streamed_png", lambda *_: "libvips decodes")
    noted(webp_decoder, "still_webp", lambda *_: "libwebp decodes")
    noted(resampling, "reduced", lambda *_: "libvips resamples")
    noted(Image.Image, "resize", lambda *_: "Pillow resamples")
    for home in (vips_image, webp_decoder):
        noted(home, "lent", lambda found, image: "" if found[1][0] is image else "copied")
    return seen


@pytest.mark.parametrize(
    ("name", "width", "expected"),
    [
        ("jpg RGB", 400, ["decode 1", "libvips resamples"]),
        ("jpg RGB", 200, ["decode 2", "libvips resamples"]),
        ("jpg RGB", 90, ["decode 4", "Pillow resamples"]),
        ("jpg L", 400, ["decode 1", "Pillow resamples"]),
        ("png RGB", 400, ["decode 1", "libvips decodes", "libvips resamples"]),
        ("png RGB", 140, ["decode 3", "libvips decodes", "Pillow resamples"]),
        ("png RGBA", 400, ["decode 1", "libvips decodes", "libvips resamples", "libvips resamples"]),
        ("png RGBA", 140, ["decode 3", "libvips decodes", "Pillow resamples", "Pillow resamples"]),
        ("png L", 140, ["decode 3", "libvips decodes", "Pillow resamples"]),
        ("png P", 400, ["decode 1", "libvips resamples"]),
        ("png 1", 400, ["decode 1", "Pillow resamples"]),
        ("webp RGB", 400, ["decode 1", "libwebp decodes", "libvips resamples"]),
        ("webp RGB", 140, ["decode 3", "libwebp decodes", "Pillow resamples"]),
        ("webp RGBA", 140, ["decode 3", "libwebp decodes", "Pillow resamples", "Pillow resamples"]),
        ("gif RGB", 400, ["decode 1", "libvips resamples"]),
        ("avif RGB", 400, ["decode 1", "libvips resamples"]),
    ],
)
def test_one_request_takes_these_engines_once_and_copies_no_picture(
    name: str, width: int, expected: list[str], engines: list[str]
) -> None:
    """Transparency is resampled twice, once with headroom."""
    data = stored(name)
    recipe = native.parse(f"w={width}&fm=jpg&bg=white", name).recipe
    engines.clear()
    rendered = render(recipe, fetch=lambda _: source_file_of(data, "one"), limits=Limits(), accepted=INPUTS)
    assert rendered.size.width == width
    assert sorted(engines) == sorted(expected)


def test_a_binding_is_imported_for_the_first_picture_that_takes_it() -> None:
    asked = ["bee.jpg?w=100&fm=jpg", "bridge.webp?w=100&fm=jpg", "bee.jpg?w=700&fm=jpg", "balloons.png?w=90&fm=jpg"]
    webp = {"lending", "webp_decoder"}
    vips = webp | {"resampling", "vips_image", "vips_library"}
    expected: list[set[str]] = [set(), webp, vips, vips | {"png_decoder"}]
    found = [set(line.split()) - {"loaded"} for line in printed(IMPORTS, *asked).splitlines()]
    assert found == expected


@pytest.mark.parametrize("width", [64, 90, 150, 200, 300, 333, 400, 640])
@pytest.mark.parametrize(
    "name",
    [*("png RGB", "png RGBA", "webp RGB", "webp RGBA", "jpg RGB"), *("bridge.webp", "balloons.png", "owl.png")],
)
def test_what_is_rendered_is_what_pillow_gives_of_the_whole_picture(
    name: str, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever was reduced on the way, and by whom: within 1 of 255 in the mean, on black and on white."""
    recipe = native.parse(f"w={width}", name).recipe
    with opened(stored(name)) as picture:
        rendered = apply_ops(recipe.ops, picture.decode(recipe.needed(picture.size), moving=False)).first
        full = picture.decode(picture.size, moving=False)
    monkeypatch.setattr(_resampling, "LEAST", full.pixels + 1)
    expected = apply_ops(recipe.ops, full).first
    assert rendered.size == expected.size
    for ground in ("black", "white"):
        difference = ImageChops.difference(on(rendered, ground), on(expected, ground))
        assert mean(ImageStat.Stat(difference).mean) <= 1


def test_the_result_does_not_depend_on_what_was_made_before() -> None:
    """Neither on the engine's being loaded, nor on pictures that left something in its memory."""
    asked = ["bee.jpg?w=700&fm=jpg", "balloons.png?w=90&fm=jpg", "bridge.webp?w=300&fm=jpg", "owl.png?w=500&fm=jpg"]
    one, other = printed(DIGESTS, *asked).splitlines(), printed(DIGESTS, *asked[::-1], *asked).splitlines()
    assert one[::-1] == other[: len(asked)]
    assert one == other[len(asked) :]


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="the processors cannot be chosen here")
def test_the_result_is_the_same_on_one_processor_and_on_all() -> None:
    asked = ["dandelion.jpg?w=900&fm=jpg", "balloons.png?w=90&fm=png", "bridge.webp?w=300&fm=webp"]
    assert printed(
        f"import os\nos.sched_setaffinity(0, {{min(os.sched_getaffinity(0))}})\n{DIGESTS}", *asked
    ) == printed(DIGESTS, *asked)
