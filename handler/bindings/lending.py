"""Lending: the pixels of a picture of Pillow's, read and written by others where they lie.

Pillow gives their address by Arrow's C data interface (https://arrow.apache.org/docs/format/CDataInterface.html).
"""

import ctypes

from PIL import Image


class ArrowArray(ctypes.Structure):
    """An array as that interface defines it. Of pixels with several bands, the bytes are those of its only child."""


ArrowArray._fields_ = [
    ("length", ctypes.c_int64),
    ("null_count", ctypes.c_int64),
    ("offset", ctypes.c_int64),
    ("n_buffers", ctypes.c_int64),
    ("n_children", ctypes.c_int64),
    ("buffers", ctypes.POINTER(ctypes.c_void_p)),
    ("children", ctypes.POINTER(ctypes.POINTER(ArrowArray))),
    ("dictionary", ctypes.c_void_p),
    ("release", ctypes.c_void_p),
    ("private_data", ctypes.c_void_p),
]

_pointer_of = ctypes.pythonapi.PyCapsule_GetPointer
_pointer_of.restype, _pointer_of.argtypes = ctypes.c_void_p, [ctypes.py_object, ctypes.c_char_p]


def in_one_block() -> None:
    """Let Pillow keep each picture that it makes from now on in one block of memory, which alone can be lent."""
    Image.core.set_use_block_allocator(1)  # type: ignore[attr-defined] # documented, but not typed


def placed(file: bytes | memoryview) -> object:
    """Return a file's bytes as an argument for C, where they lie. Those of a memoryview have to be open to writing."""
    return file if isinstance(file, bytes) else (ctypes.c_char * len(file)).from_buffer(file)


def lent(image: Image.Image) -> tuple[int, object]:
    """Return the address of the first pixel, and what keeps the pixels there until it is let go of.

    Rows follow each other without a gap; a pixel takes one byte in mode L, four in RGB, RGBA and RGBa.
    """
    image.load()
    try:
        _, capsule = image.__arrow_c_array__()
    except ValueError:  # it was made before `in_one_block`, in several
        in_one_block()
        image = image.copy()
        _, capsule = image.__arrow_c_array__()
    array = ctypes.cast(_pointer_of(capsule, b"arrow_array"), ctypes.POINTER(ArrowArray)).contents
    held = array.children[0].contents if array.n_children else array
    return held.buffers[1], (image, capsule)
