"""The library itself: found in the wheel of pyvips-binary, loaded at the first picture that takes it, and set up once.

1. It runs one thread for a picture, so that the bytes and the memory are the same on every machine.
2. It keeps nothing between pictures: its cache is off.
3. It opens nothing but PNG, from memory, and calls none of what it marks as untrusted.
4. What it warns of stays out of the log: the words come from the file.
5. It is asked only where some memory is free. Where GLib gets none for its own small needs, it ends the process.

It is called by ctypes, which lets go of the interpreter meanwhile. The package `pyvips` would do the same with 24 ms
more of every cold start.
"""

import ctypes
from collections.abc import Callable
from functools import cache
from pathlib import Path
from threading import RLock
from typing import Any

from PIL import Image

from handler.bindings.lending import in_one_block
from handler.runtime.memory import short_of

NAMES = ("libvips*.so.*", "libvips*.dylib", "libvips*.dll")
"""What the file of the library is called, by operating system."""

OPENED = b"VipsForeignLoadPng"
"""The reader that is not blocked, with those derived from it: of PNG."""

WARNINGS = 1 << 4 | 1 << 5 | 1 << 6 | 1 << 7
"""GLib's levels of a log that are kept silent: warnings, messages, information, debugging."""

SPARE = 64 << 20
"""Bytes that have to be free beside the result: for the library itself, the stack of its thread, and rows of pixels."""

Pointer = ctypes.c_void_p
Silence = ctypes.CFUNCTYPE(None, Pointer, ctypes.c_int, Pointer, Pointer)

_lock = RLock()  # an image that the garbage collector gives back meanwhile asks for the library too
_kept: list[object] = []
"""What C holds on to, and Python must not free."""


class VipsFault(Exception):  # noqa: N818 - as in handler/errors.py: named after what happened
    """A picture that libvips cannot make, for whatever reason: then Pillow is asked."""


def library() -> ctypes.CDLL:
    """Return the library; ImportError where pyvips-binary is not installed, MemoryError where memory is short."""
    with _lock:
        return _library()


def spare(memory: int = 0) -> None:
    """Raise MemoryError where too little is free for making a picture of so many bytes."""
    if short_of(SPARE + memory):
        raise MemoryError("too little for libvips")


@cache
def _library() -> ctypes.CDLL:
    spare()
    vips = ctypes.CDLL(str(path()))
    _declare(vips)
    if vips.vips_init(b"tintype"):
        raise ImportError("libvips does not start")
    silence = Silence(lambda *_: None)
    _kept.append(silence)
    vips.g_log_set_handler(b"VIPS", WARNINGS, silence, None)
    vips.vips_concurrency_set(1)
    vips.vips_cache_set_max(0)
    vips.vips_block_untrusted_set(1)
    vips.vips_operation_block_set(b"VipsForeignLoad", 1)
    vips.vips_operation_block_set(OPENED, 0)
    in_one_block()
    return vips


def path() -> Path:
    """Return the file of the library; ImportError where there is none."""
    packages = Path(Image.__file__).parent.parent
    found = (file for name in NAMES for file in sorted(packages.glob(f"pyvips_binary*/**/{name}")))
    if file := next(found, None):
        return file
    raise ImportError("libvips is not installed: pip install pyvips-binary")


def _declare(vips: ctypes.CDLL) -> None:
    """Tell ctypes the types: of functions with a list of options those before it, as some machines want to know."""
    size, number, text = ctypes.c_size_t, ctypes.c_int, ctypes.c_char_p
    out, length = ctypes.POINTER(Pointer), ctypes.POINTER(size)
    types: dict[str, tuple[Any, ...]] = {
        "g_log_set_handler": (number, text, number, Silence, Pointer),
        "g_object_unref": (None, Pointer),
        "g_free": (None, Pointer),
        "vips_init": (number, text),
        "vips_operation_block_set": (None, text, number),
        "vips_error_clear": (None,),
        "vips_error_buffer": (text,),
        "vips_image_get_width": (number, Pointer),
        "vips_image_get_height": (number, Pointer),
        "vips_image_get_bands": (number, Pointer),
        "vips_image_set_kill": (None, Pointer, number),
        "vips_image_new_from_memory": (Pointer, Pointer, size, number, number, number, number),
        "vips_image_write_to_memory": (Pointer, Pointer, length),
        "vips_pngload_buffer": (number, Pointer, size, out),
        "vips_shrink": (number, Pointer, out, ctypes.c_double, ctypes.c_double),
        "vips_reduce": (number, Pointer, out, ctypes.c_double, ctypes.c_double),
        "vips_extract_area": (number, Pointer, out, number, number, number, number),
        "vips_premultiply": (number, Pointer, out),
        "vips_rint": (number, Pointer, out),
        "vips_cast": (number, Pointer, out, number),
    }
    for name, (result, *arguments) in types.items():
        function: Callable[..., Any] = getattr(vips, name)
        function.restype, function.argtypes = result, arguments  # type: ignore[attr-defined] # of ctypes' functions
