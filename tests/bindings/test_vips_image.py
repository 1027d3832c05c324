"""An image of libvips: steps that become Pillow's picture, its faults, and a caller who leaves meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

import pytest
from PIL import Image

from handler.bindings import vips_image
from handler.bindings.vips_image import RAW, VipsImage
from handler.bindings.vips_library import SPARE, VipsFault, library
from handler.core.geometry import Size
from handler.errors import Saturated
from handler.runtime.admission import Caller, calling, leaving
from tests.support.images.image_files import photo, saved
from tests.support.waiting import PATIENCE

SIZE = Size(31, 17)


def picture(mode: str) -> Image.Image:
    bands = len(mode)
    return Image.frombytes(mode, SIZE, bytes(at * 7 % 256 for at in range(SIZE.area * bands)))


@pytest.mark.parametrize("mode", ["L", "RGB", "RGBA", "RGBa"])
def test_a_picture_comes_back_as_it_was_lent(mode: str) -> None:
    image = picture(mode)
    there = VipsImage.lent(image)
    assert (there.size, there.bands) == (SIZE, 1 if mode == "L" else 4)
    back = there.pixels(mode)
    assert (back.mode, back.size, back.tobytes()) == (mode, SIZE, image.tobytes())


def test_three_bands_become_rgb_and_so_do_four_of_which_the_last_means_nothing() -> None:
    data = bytearray(saved(photo(), "png"))
    there = VipsImage.opened("pngload_buffer", memoryview(data))
    assert there.bands == 3
    assert there.pixels().tobytes() == photo().tobytes()
    assert set(RAW["RGB"]) == {3, 4}


def test_what_is_lent_is_read_and_not_changed() -> None:
    image = picture("RGB")
    before = image.tobytes()
    VipsImage.lent(image).then("extract_area", 3, 2, 20, 10).pixels("RGB")
    assert image.tobytes() == before


def test_a_step_keeps_what_it_is_made_of() -> None:
    """The pixels are read at the end, when nobody holds the beginning any more."""
    image = picture("RGB")
    expected = image.crop((3, 2, 23, 12)).tobytes()
    part = VipsImage.lent(image).then("extract_area", 3, 2, 20, 10)
    del image
    others = [picture("RGB") for _ in range(50)]
    assert part.pixels("RGB").tobytes() == expected
    assert others


def test_what_is_no_part_of_the_picture_is_a_fault() -> None:
    with pytest.raises(VipsFault, match="extract_area"):
        VipsImage.lent(picture("RGB")).then("extract_area", 20, 2, 20, 10)
    assert library().vips_error_buffer() == b""


def test_where_libvips_gets_no_memory_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    there = VipsImage.lent(picture("RGB")).then("extract_area", 3, 2, 20, 10)

    def too_little(*_: object) -> None:
        library().vips_error(b"vips_tracked", b"out of memory --- size == 12MB")

    with monkeypatch.context() as patched:
        patched.setattr(library(), "vips_image_write_to_memory", too_little)
        with pytest.raises(MemoryError, match="12MB"):
            there.pixels("RGB")
    assert there.pixels("RGB").size == (20, 10)


def test_the_result_is_counted_before_it_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    there, asked = VipsImage.lent(picture("RGB")), list[int]()

    def short_of(size: int) -> bool:
        asked.append(size)
        return True

    monkeypatch.setattr("handler.bindings.vips_library.short_of", short_of)
    with pytest.raises(MemoryError):
        there.pixels("RGB")
    assert asked == [SPARE + SIZE.area * 4]


def test_whoever_has_left_gets_no_pixels() -> None:
    there = VipsImage.lent(picture("RGB"))
    with calling() as caller:
        caller.leave()
        with pytest.raises(Saturated):
            there.pixels("RGB")
    assert library().vips_error_buffer() == b""


def test_whoever_leaves_meanwhile_ends_it_from_another_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    """Held at the moment when the pixels are about to be made, until the other thread has seen the client go."""
    inside, left = Event(), Event()

    def leave(caller: Caller) -> None:
        assert inside.wait(PATIENCE)
        caller.leave()
        left.set()

    @contextmanager
    def held(end: object) -> Iterator[None]:
        with leaving(end):  # type: ignore[arg-type] # as it is given
            inside.set()
            assert left.wait(PATIENCE)
            yield

    monkeypatch.setattr(vips_image, "leaving", held)
    with calling() as caller:
        other = Thread(target=leave, args=(caller,))
        other.start()
        with pytest.raises(Saturated):
            VipsImage.lent(picture("RGB")).then("shrink", 2.0, 2.0).pixels("RGB")
        other.join()
    assert caller.endings == []


def test_one_pipeline_that_was_ended_leaves_others_alone() -> None:
    image = picture("RGB")
    with calling() as caller:
        caller.leave()
        with pytest.raises(Saturated):
            VipsImage.lent(image).pixels("RGB")
    assert VipsImage.lent(image).pixels("RGB").tobytes() == image.tobytes()


def test_every_image_is_given_back_once(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[int] = []
    real = library().g_object_unref

    def unref(pointer: int) -> None:
        given.append(pointer)
        real(pointer)

    monkeypatch.setattr(library(), "g_object_unref", unref)
    there = VipsImage.lent(picture("RGB")).then("extract_area", 3, 2, 20, 10)
    pointers = {there.pointer, there.behind.pointer}  # type: ignore[attr-defined] # the one it is made of
    there.pixels("RGB")
    del there
    assert sorted(given) == sorted(pointers)
