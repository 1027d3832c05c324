"""WebP by Pillow's own libwebp: the same pixels, their averages where it is reduced, errors for what is damaged."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from handler.bindings import webp_decoder
from handler.bindings.webp_decoder import still_webp
from handler.core.geometry import Size
from tests.support.images.image_files import apart, mean, photo, saved
from tests.support.images.stored_samples import SAMPLES
from tests.support.processes.fresh_python import printed

WAYS: dict[str, dict[str, Any]] = {
    "lossy": {"quality": 60},
    "fine": {"quality": 100},
    "lossless": {"lossless": True, "exact": True},
}
SIZES = [(96, 64), (97, 61), (1, 40), (41, 1)]

PLAIN = """
import ctypes, sys
from hashlib import sha256
from handler.bindings import webp_decoder
from handler.core.geometry import Size
if len(sys.argv) > 1:
    kind = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_int)
    none = kind(lambda _: 0)
    asked = ctypes.c_void_p.in_dll(webp_decoder._library(), "VP8GetCPUInfo")
    asked.value = ctypes.cast(none, ctypes.c_void_p).value
data = open("samples/bridge.webp", "rb").read()
for size in (Size(1200, 800), Size(300, 200)):
    for mode in ("RGB", "RGBA", "RGBa"):
        print(sha256(webp_decoder.still_webp(data, mode, size).tobytes()).hexdigest())
"""


def picture(mode: str, size: tuple[int, int] = (97, 61)) -> Image.Image:
    image = photo(size)
    if mode == "RGBA":
        image.putalpha(Image.linear_gradient("L").resize(size))
    return image


def on_black(image: Image.Image) -> Image.Image:
    if image.mode != "RGBa":
        return image
    return Image.frombytes("RGBA", image.size, image.tobytes()).convert("RGB")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_every_pixel_is_what_pillow_decodes(mode: str, way: str, size: tuple[int, int]) -> None:
    data = saved(picture(mode, size), "webp", **WAYS[way])
    found = still_webp(data, mode, Size(*size))
    with Image.open(BytesIO(data)) as theirs:
        assert found
        assert (found.mode, found.size, found.tobytes()) == (mode, size, theirs.convert(mode).tobytes())


def test_the_sample_is_what_pillow_decodes() -> None:
    data = SAMPLES["bridge.webp"].read_bytes()
    with Image.open(BytesIO(data)) as theirs:
        found = still_webp(data, "RGB", Size(*theirs.size))
        assert found
        assert found.tobytes() == theirs.tobytes()


@pytest.mark.parametrize("factor", [2, 3, 5])
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_a_reduced_picture_is_near_the_mean_of_the_whole_one(mode: str, way: str, factor: int) -> None:
    """By lightness, and in sum: colours of a lossy file have half the resolution, and are averaged before spread."""
    size, shown = (240, 180), "RGBa" if mode == "RGBA" else mode
    data = saved(picture(mode, size), "webp", **WAYS[way])
    found = still_webp(data, shown, Size(*(side // factor for side in size)))
    with Image.open(BytesIO(data)) as theirs:
        expected = theirs.convert(mode).convert(shown).reduce(factor)
    assert found
    assert (found.mode, found.size) == (expected.mode, expected.size)
    assert apart(*(on_black(each).convert("L") for each in (found, expected))) <= 1
    assert mean(found) == pytest.approx(mean(expected), abs=1.5)


def test_hidden_colours_do_not_show_where_it_is_reduced() -> None:
    image = Image.new("RGBA", (64, 64), (200, 100, 50, 255))
    image.paste((0, 255, 0, 0), (31, 0, 64, 64))
    found = still_webp(saved(image, "webp", lossless=True, exact=True), "RGBa", Size(8, 8))
    assert found
    red, green, blue, alpha = found.getpixel((3, 4))  # type: ignore[misc] # four bands
    assert 0 < alpha < 255
    assert (red / alpha, green / alpha, blue / alpha) == pytest.approx((200 / 255, 100 / 255, 50 / 255), abs=0.02)


def test_colours_never_exceed_their_alpha() -> None:
    """Else dividing them again would give other colours."""
    data = saved(picture("RGBA", (240, 180)), "webp", quality=30)
    found = still_webp(data, "RGBa", Size(80, 60))
    assert found
    assert all(max(pixel[:3]) <= pixel[3] for pixel in zip(*[iter(found.tobytes())] * 4, strict=True))


@pytest.mark.parametrize("factor", [1, 2])
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_a_file_that_is_cut_short_is_an_error_wherever_it_is_cut(mode: str, way: str, factor: int) -> None:
    data = saved(picture(mode), "webp", **WAYS[way])
    size = Size(*(-(-side // factor) for side in (97, 61)))
    for cut in (0, 8, 12, 20, 30, len(data) // 3, len(data) // 2, len(data) - 40):
        with pytest.raises(OSError, match=r"WebP|libwebp"):
            still_webp(data[:cut], mode, size)


def test_a_damaged_alpha_is_damage_and_no_lack_of_memory() -> None:
    """libwebp calls it that."""
    data = bytearray(saved(picture("RGBA"), "webp", quality=60))
    start = data.index(b"ALPH") + 8
    data[start + 1 : start + 12] = b"\xff" * 11
    with pytest.raises(OSError, match="status 1"):
        still_webp(bytes(data), "RGBA", Size(97, 61))


def test_another_version_of_the_library_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    data = saved(picture("RGB"), "webp")
    monkeypatch.setattr(webp_decoder, "ABI", 0x0109)
    assert still_webp(data, "RGB", Size(97, 61)) is None


def test_without_the_library_nothing_is_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webp_decoder, "_library", lambda: None)
    assert still_webp(saved(picture("RGB"), "webp"), "RGB", Size(97, 61)) is None


def test_where_pillow_brings_none_the_systems_is_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(Path, "glob", lambda *_: iter(()))
    monkeypatch.setattr(webp_decoder, "find_library", asked.append)
    assert webp_decoder._library.__wrapped__() is None
    assert asked == ["webp"]


def test_it_is_the_library_that_pillow_has_loaded() -> None:
    """No second one is mapped, and a flaw is mended in one place."""
    found = printed(
        "from PIL import Image, _webp\n"
        "from handler.bindings.webp_decoder import _library\n"
        "_library()\n"
        "maps = open('/proc/self/maps').read().split()\n"
        "print(len({each for each in maps if '/libwebp-' in each or '/libwebp.so' in each}))"
    )
    assert found == "1"


def test_the_pixels_are_the_same_with_vector_instructions_and_without() -> None:
    assert printed(PLAIN) == printed(PLAIN, "plain")
