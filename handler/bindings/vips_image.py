"""An image of libvips: a step of a pipeline, whose pixels are made when they are taken at its end."""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Self

from PIL import Image

from handler.bindings.lending import lent, placed
from handler.bindings.vips_library import SPARE, VipsFault, library, spare
from handler.core.geometry import Size
from handler.runtime.admission import leaving, stay
from handler.runtime.memory import short_of

UCHAR = 0
"""libvips' number for values of 8 bits without a sign (VIPS_FORMAT_UCHAR)."""

MODES = {1: "L", 3: "RGB", 4: "RGBA"}
"""Pillow's mode for a number of bands."""

RAW = {"RGB": {3: "RGB", 4: "RGBX"}}
"""How a mode lies in memory, by the number of bands, where its own name does not say it: RGB beside a fourth band."""

MEMORY = "out of memory"
"""What libvips says, among other words, where there was not enough."""

Option = bool | int | float


class VipsImage:
    """An image of libvips. behind: what its pixels come from, which stays for as long as it does."""

    def __init__(self, pointer: int, behind: object) -> None:
        """Own a pointer that libvips has given."""
        self.pointer, self.behind = pointer, behind

    def __del__(self) -> None:
        """Give it back."""
        library().g_object_unref(self.pointer)

    @classmethod
    def lent(cls, image: Image.Image) -> Self:
        """Return an image that reads the pixels of one of Pillow's where they lie: one band of gray, else four."""
        spare()
        address, behind = lent(image)
        bands = 1 if image.mode == "L" else 4
        size = image.width * image.height * bands
        pointer = library().vips_image_new_from_memory(address, size, image.width, image.height, bands, UCHAR)
        if not pointer:
            raise _fault()
        return cls(pointer, behind)

    @classmethod
    def opened(cls, reader: str, data: bytes | memoryview, **options: Option) -> Self:
        """Return the picture in a file, of which the header is read. reader: of libvips, as `pngload_buffer`."""
        spare()
        buffer = placed(data)
        return cls(_made(reader, (buffer, len(data)), (), options), buffer)

    def then(self, operation: str, *arguments: float, **options: Option) -> "VipsImage":
        """Return what an operation of libvips makes of it."""
        return VipsImage(_made(operation, (self.pointer,), arguments, options), self)

    @property
    def size(self) -> Size:
        """Width and height in pixels."""
        vips = library()
        return Size(vips.vips_image_get_width(self.pointer), vips.vips_image_get_height(self.pointer))

    @property
    def bands(self) -> int:
        """How many values a pixel has."""
        return int(library().vips_image_get_bands(self.pointer))

    def pixels(self, mode: str = "") -> Image.Image:
        """Make the pixels; return them as one of Pillow's pictures, of a mode that has as many bands, or one less.

        VipsFault where they cannot be made, Saturated where the caller has left meanwhile, MemoryError where memory is
        short.
        """
        bands = self.bands
        spare(self.size.area * bands)
        mode = mode or MODES[bands]
        with self._written() as memory:
            return Image.frombytes(mode, self.size, memory, "raw", RAW.get(mode, {}).get(bands, mode))

    @contextmanager
    def _written(self) -> Iterator[memoryview]:
        """Write the pixels to memory, and free that at the end."""
        vips, length = library(), ctypes.c_size_t()
        with leaving(self.kill):
            address = vips.vips_image_write_to_memory(self.pointer, ctypes.byref(length))
        if not address:
            fault = _fault()
            stay()
            raise fault
        try:
            yield memoryview((ctypes.c_char * length.value).from_address(address)).cast("B")
        finally:
            vips.g_free(address)

    def kill(self) -> None:
        """End the making of its pixels, from another thread: there is no use for them any more."""
        library().vips_image_set_kill(self.pointer, 1)


def _made(name: str, inputs: tuple[object, ...], arguments: tuple[float, ...], options: dict[str, Option]) -> int:
    """Return the pointer that a function of libvips gives. It takes options as pairs of a name and a value."""
    out = ctypes.c_void_p()
    pairs = [part for option, value in options.items() for part in (option.encode(), _typed(value))]
    function = getattr(library(), f"vips_{name}")
    if function.argtypes is None:  # it would be called with types that are guessed
        raise AttributeError(f"vips_{name} is not declared in vips_library")
    failed = function(*inputs, ctypes.byref(out), *arguments, *pairs, None)
    if failed or not out.value:
        raise _fault()
    return out.value


def _typed(value: Option) -> ctypes.c_int | ctypes.c_double:
    return ctypes.c_double(value) if isinstance(value, float) else ctypes.c_int(value)


def _fault() -> VipsFault | MemoryError:
    """Return what libvips says went wrong, as an error of its kind."""
    vips = library()
    said = vips.vips_error_buffer().decode(errors="replace")
    vips.vips_error_clear()
    # With several threads, one may have been told of the other's.
    return MemoryError(said) if MEMORY in said or short_of(SPARE) else VipsFault(said)
