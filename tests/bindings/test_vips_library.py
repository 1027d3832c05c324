"""The library: loaded by the first picture that takes it, set up once, open for two formats, and silent."""

import ctypes
import sys

import pytest
from PIL import Image

from handler.bindings import vips_library
from handler.bindings.vips_image import VipsImage
from handler.bindings.vips_library import SPARE, VipsFault, library, path, spare
from tests.support.images.image_files import photo, saved
from tests.support.processes.fresh_python import printed

LOADED = """
import pathlib
def loaded():
    return [name for name in ("libvips", "libwebp-") if name in pathlib.Path("/proc/self/maps").read_text()]
"""

APP = f"""
{LOADED}
import handler.entry, handler.app
print(loaded())
"""

FORKED = f"""
{LOADED}
import os
import handler.app
from handler.ops.resize import Resize
from PIL import Image
image = Image.linear_gradient("L").resize((800, 600)).convert("RGB")
before = loaded()
def made():
    small = Resize(w=300).apply(image)
    return "libvips" in loaded(), len(small.tobytes())
for _ in range(2):
    child = os.fork()
    if not child:
        os._exit(made() != (True, 300 * 225 * 3))
    print(before, os.waitpid(child, 0)[1])
"""

DAMAGED = """
import sys
from handler.bindings.png_decoder import streamed_png
data = bytes.fromhex(sys.argv[1])
pixels = data.rindex(b"IEND") - 8
cut = [bytearray(data[:size]) for size in range(0, pixels, 9)]
print({streamed_png(memoryview(each), factor) for each in cut for factor in (1, 3)})
"""

SHORT = """
import os, resource, sys
from pathlib import Path
from PIL import Image
from handler.bindings.png_decoder import streamed_png
from handler.bindings.resampling import reduced
from handler.core.geometry import Size, whole
image = Image.linear_gradient("L").resize((1200, 900)).convert("RGB")
data = bytearray(Path("samples/balloons.png").read_bytes())
mapped = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
found = []
for megabytes in (0, 24, 40, 48, 52, 56, 64, 80, 300):
    child = os.fork()
    if not child:
        limit = mapped + (megabytes << 20)
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
        try:
            whole_picture = reduced(image, Size(500, 375), whole(image.size), 2.0), streamed_png(memoryview(data), 2)
            os._exit(0 if all(whole_picture) else 2)
        except MemoryError:
            os._exit(1)
    found.append(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
print(*found)
"""

linux = pytest.mark.skipif(sys.platform != "linux", reason="reads what Linux tells of a process")


@pytest.fixture
def declared() -> ctypes.CDLL:
    """Return the library with the functions that only tests call."""
    vips = library()
    vips.vips_cache_get_max.restype = ctypes.c_int
    vips.vips_concurrency_get.restype = ctypes.c_int
    return vips


def test_a_picture_takes_one_thread_and_nothing_is_kept_of_it(declared: ctypes.CDLL) -> None:
    assert (declared.vips_concurrency_get(), declared.vips_cache_get_max()) == (1, 0)


def test_it_is_loaded_once() -> None:
    assert library() is library()


@pytest.mark.parametrize("kind", ["gif", "jpg", "tiff", "webp"])
def test_no_other_format_is_opened(kind: str, declared: ctypes.CDLL) -> None:
    declared.vips_image_new_from_buffer.restype = ctypes.c_void_p
    declared.vips_image_new_from_buffer.argtypes = [ctypes.c_char_p, ctypes.c_size_t, ctypes.c_char_p]
    data = saved(photo(), kind)
    assert not declared.vips_image_new_from_buffer(data, len(data), b"", None)
    assert b"blocked" in declared.vips_error_buffer() or b"not in a known format" in declared.vips_error_buffer()
    declared.vips_error_clear()


@pytest.mark.parametrize("reader", [f"{kind}load_buffer" for kind in ("gif", "jpeg", "tiff", "svg", "webp")])
def test_a_reader_of_another_format_is_blocked_by_its_name_too(reader: str, declared: ctypes.CDLL) -> None:
    kind = {"gif": "gif", "jpe": "jpg", "tif": "tiff", "svg": "gif", "web": "webp"}[reader[:3]]
    out = ctypes.c_void_p()
    data = saved(photo(), kind)
    function = getattr(declared, f"vips_{reader}")
    function.argtypes = [ctypes.c_char_p, ctypes.c_size_t, ctypes.POINTER(ctypes.c_void_p)]
    assert function(data, len(data), ctypes.byref(out), None) != 0
    assert not out.value
    declared.vips_error_clear()


def test_a_png_is_opened() -> None:
    data = bytearray(saved(photo(), "png"))
    assert VipsImage.opened("pngload_buffer", memoryview(data)).size == photo().size


def test_what_is_not_declared_is_not_called() -> None:
    with pytest.raises(AttributeError, match="vips_invert is not declared"):
        VipsImage.lent(photo()).then("invert")


@linux
def test_the_program_starts_without_it() -> None:
    assert printed(APP) == "[]"


@linux
def test_a_process_that_was_forked_loads_it_for_itself() -> None:
    """Its threads do not survive a fork, so that it must not be there before one."""
    assert printed(FORKED).splitlines() == ["[] 0"] * 2


@linux
def test_a_process_that_is_short_of_memory_lives_on() -> None:
    """Lambda's runtime is given a limit, and GLib ends a process in which it gets none: at loading, and later."""
    short, *_, ample = found = [*map(int, printed(SHORT).split())]
    assert (short, ample) == (1, 0)
    assert set(found) == {0, 1}


def test_damaged_files_put_nothing_into_the_log() -> None:
    assert printed(DAMAGED, saved(Image.linear_gradient("L").resize((40, 30)), "png").hex()) == "{None}"


def test_without_the_wheel_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vips_library, "NAMES", ())
    with pytest.raises(ImportError, match="pip install pyvips-binary"):
        path()


def test_an_image_that_is_given_back_while_the_library_is_asked_for_does_not_wait() -> None:
    """The garbage collector does that, in the middle of anything."""
    with vips_library._lock:
        assert vips_library._lock.acquire(blocking=False)
        vips_library._lock.release()


@pytest.mark.parametrize("more", [0, 1 << 20])
def test_with_too_little_memory_it_is_not_asked(more: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """It would end the process."""
    asked: list[int] = []

    def short_of(size: int) -> bool:
        asked.append(size)
        return True

    monkeypatch.setattr(vips_library, "short_of", short_of)
    with pytest.raises(MemoryError):
        spare(more)
    assert asked == [SPARE + more]


def test_a_fault_while_memory_is_short_is_taken_for_that(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else Pillow would be asked, and one file had two results."""
    file = memoryview(bytearray(b"no PNG at all"))
    with pytest.raises(VipsFault):
        VipsImage.opened("pngload_buffer", file)
    monkeypatch.setattr("handler.bindings.vips_image.short_of", lambda _: True)
    with pytest.raises(MemoryError):
        VipsImage.opened("pngload_buffer", file)
