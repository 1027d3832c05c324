"""libwebp's decoder, which can reduce a picture while it decodes, and writes its pixels where they are to lie.

It is the library that Pillow itself brings. Pillow decodes every file as an animation, in twice the time.
https://developers.google.com/speed/webp/docs/api
"""

import ctypes
from ctypes.util import find_library
from functools import cache
from pathlib import Path

from PIL import Image

from handler.bindings.lending import in_one_block, lent, placed
from handler.core.geometry import Size

ABI = 0x0209
"""Version of the structures below (WEBP_DECODER_ABI_VERSION); libwebp refuses them where it has changed them since."""

ORDERS = {"RGB": 1, "RGBA": 1, "RGBa": 7}
"""How libwebp is to lay out the pixels of a mode: MODE_RGBA, and premultiplied MODE_rgbA."""

Int, Word, Pointer, Count = ctypes.c_int, ctypes.c_uint32, ctypes.c_void_p, ctypes.c_size_t


class Decoding(ctypes.Structure):
    """What is known of a file, where its pixels go, and how they are made (WebPDecoderConfig)."""

    _fields_ = (
        *((name, Int) for name in ("width", "height", "has_alpha", "has_animation", "format")),
        ("_features", Word * 5),
        *((name, Int) for name in ("order", "out_width", "out_height", "external")),
        *(("pixels", Pointer), ("stride", Int), ("size", Count), ("_planes", ctypes.c_uint8 * 56)),
        *(("_buffer", Word * 4), ("_private", Pointer)),
        *((name, Int) for name in ("bypass_filtering", "no_fancy_upsampling", "use_cropping")),
        *((name, Int) for name in ("crop_left", "crop_top", "crop_width", "crop_height")),
        *((name, Int) for name in ("use_scaling", "scaled_width", "scaled_height")),
        *((name, Int) for name in ("use_threads", "dithering", "flip", "alpha_dithering")),
        ("_options", Word * 5),
    )


def still_webp(file: bytes | memoryview, mode: str, size: Size) -> Image.Image | None:
    """Return the still picture of a file as RGB, RGBA or premultiplied RGBa, averaged to `size` where that is smaller.

    file: may be its chunks of pixels alone, without the header before them. None where the library is not found, or of
    another version. OSError where the file is damaged or cut short, or memory ends.
    """
    webp, wanted, length = _library(), Decoding(), len(file)
    if webp is None or not webp.WebPInitDecoderConfigInternal(ctypes.byref(wanted), ABI):
        return None
    data = placed(file)
    if webp.WebPGetFeaturesInternal(data, length, ctypes.byref(wanted), ABI):
        raise OSError("not a WebP that can be read")
    image = Image.new(mode, size)
    wanted.pixels, kept = lent(image)
    wanted.order, wanted.external, wanted.stride = ORDERS[mode], 1, 4 * size.width
    wanted.size = wanted.stride * size.height
    if size != (wanted.width, wanted.height):
        wanted.use_scaling, (wanted.scaled_width, wanted.scaled_height) = 1, size
    status = webp.WebPDecode(data, length, ctypes.byref(wanted))
    del kept
    if status:  # where memory ended too: of a damaged alpha it says the same
        raise OSError(f"libwebp: status {status}")
    return image


@cache
def _library() -> ctypes.CDLL | None:
    bundled = sorted(Path(Image.__file__).parent.parent.glob("pillow.libs/libwebp-*"))
    found = str(bundled[0]) if bundled else find_library("webp")
    if found is None:
        return None
    webp = ctypes.CDLL(found)
    features = (Pointer, Count, Pointer)
    webp.WebPInitDecoderConfigInternal.argtypes = [Pointer, Int]
    webp.WebPGetFeaturesInternal.argtypes = [*features, Int]
    webp.WebPDecode.argtypes = list(features)
    in_one_block()
    return webp
