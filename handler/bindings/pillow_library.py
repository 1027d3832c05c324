"""The libraries that Pillow's wheel brings beside it, found by name, for what Pillow itself does not ask of them."""

import ctypes
from ctypes.util import find_library
from pathlib import Path

from PIL import Image

PLACES = ("../pillow.libs/lib{}-*", ".dylibs/lib{}.*")
"""Where a wheel has them, from Pillow's own folder: for Linux, for macOS."""


def pillow_library(name: str) -> ctypes.CDLL:
    """Return a library that Pillow brings, else the operating system's; ImportError where there is neither."""
    folder = Path(Image.__file__).parent
    bundled = [file for place in PLACES for file in sorted(folder.glob(place.format(name)))]
    found = str(bundled[0]) if bundled else find_library(name)
    if found is None:
        raise ImportError(f"{name} is not found; Pillow's wheels for Linux and macOS bring it")
    return ctypes.CDLL(found)
