"""The pictures that are mutated: small ones of every format and kind, by Pillow or byte by byte, always the same."""

import io
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from PIL import Image, ImageCms, PngImagePlugin

from tests.support.images.further_files import bmp, cr3, dng, ico, icon_bitmap, orf, psd, raf, rw2

STORED = Path(__file__).parent.parent / "tests" / "support" / "images" / "stored"
"""Files of the formats that nothing here writes."""

SIZE = (48, 32)
FRAMES = 3

REDUCED = (230, 170)
"""Large enough to be reduced while it is decoded, for most of the sizes that are asked for."""

RESAMPLED = (700, 400)
"""So many pixels that libvips resamples them."""


@cache
def seeds() -> tuple[bytes, ...]:
    """Return the files."""
    return (*_jpeg(), *_png(), *_gif(), *_webp(), *_avif(), *_tiff(), *_further(), *_extras())


def _view(mode: str = "RGB", number: int = 0, size: tuple[int, int] = SIZE) -> Image.Image:
    """Return a picture with edges, areas and noise; of an animation, the frame of this number."""
    image = Image.radial_gradient("L").resize(size).convert("RGB")
    noise = Image.frombytes("RGB", (16, 16), Random(number).randbytes(768))
    image.paste(noise, (number * 8, 8))
    image.paste((200, 30, 60), (30, 4, 44, 20))
    if mode in {"LA", "RGBA", "PA"}:
        image.putalpha(Image.linear_gradient("L").resize(size))
    return image.convert(mode)


def _file(image: Image.Image, form: str, **options: object) -> bytes:
    file = io.BytesIO()
    image.save(file, form, **options)
    return file.getvalue()


def _frames(mode: str) -> dict[str, object]:
    more = [_view(mode, number) for number in range(1, FRAMES)]
    return {"save_all": True, "append_images": more, "duration": 40, "loop": 0}


def _exif() -> bytes:
    exif = Image.Exif()
    exif[0x0112], exif[0x8298], exif[0x013B] = 6, "owner", "artist"
    exif.get_ifd(0x8825)[1] = "N"
    return exif.tobytes()


def _profile() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def _jpeg() -> list[bytes]:
    plain = _view()
    return [
        _file(plain, "JPEG", quality=80),
        _file(plain, "JPEG", progressive=True, optimize=True),
        _file(plain, "JPEG", subsampling=0, restart_marker_blocks=1),
        _file(plain, "JPEG", exif=_exif(), icc_profile=_profile(), comment=b"comment"),
        _file(_view("L"), "JPEG", quality=5),
        _file(_view("CMYK"), "JPEG"),
        _file(_view(size=RESAMPLED), "JPEG", quality=20),
    ]


def _png() -> list[bytes]:
    said = PngImagePlugin.PngInfo()
    said.add_text("Comment", "text " * 20, zip=True)
    said.add_itxt("Title", "text")
    modes = ("1", "L", "LA", "P", "RGB", "RGBA", "I;16")
    return [
        *(_file(_view("L").convert(mode) if mode == "I;16" else _view(mode), "PNG") for mode in modes),
        _file(_view("P"), "PNG", transparency=3),
        _file(_view(), "PNG", pnginfo=said, exif=_exif(), icc_profile=_profile(), dpi=(72, 72)),
        _file(_view("RGBA"), "PNG", **_frames("RGBA")),
        *(_file(_view(mode, size=REDUCED), "PNG") for mode in ("L", "RGB", "RGBA")),
        _file(_view(size=RESAMPLED).quantize(9).convert("RGB"), "PNG"),
        _file(_view("RGBA", size=REDUCED).resize(RESAMPLED, Image.Resampling.NEAREST), "PNG"),
    ]


def _gif() -> list[bytes]:
    return [
        _file(_view("P"), "GIF"),
        _file(_view("P"), "GIF", interlace=1, transparency=2, comment=b"comment"),
        _file(_view("P"), "GIF", disposal=2, **_frames("P")),
        _file(_view("L"), "GIF", **_frames("L")),
    ]


def _webp() -> list[bytes]:
    return [
        _file(_view(), "WEBP", quality=60),
        _file(_view("RGBA"), "WEBP", lossless=True),
        _file(_view("RGBA"), "WEBP", exif=_exif(), icc_profile=_profile(), xmp=b"<x/>"),
        _file(_view("RGBA"), "WEBP", **_frames("RGBA")),
        *(_file(_view(mode, size=REDUCED), "WEBP", quality=60) for mode in ("RGB", "RGBA")),
        *(_file(_view(mode, size=REDUCED), "WEBP", lossless=True) for mode in ("RGB", "RGBA")),
        _file(_view(size=RESAMPLED), "WEBP", quality=20),
    ]


def _avif() -> list[bytes]:
    return [
        _file(_view(), "AVIF", speed=10),
        _file(_view("RGBA"), "AVIF", speed=10, exif=_exif(), icc_profile=_profile()),
        _file(_view(), "AVIF", speed=10, **_frames("RGB")),
    ]


def _tiff() -> list[bytes]:
    compressions = ("raw", "tiff_deflate", "tiff_lzw", "packbits", "jpeg")
    return [
        *(_file(_view(), "TIFF", compression=each) for each in compressions),
        *(_file(_view(mode), "TIFF") for mode in ("1", "L", "P", "RGBA", "CMYK", "F", "I")),
        _file(_view(), "TIFF", **_frames("RGB")),
        _file(_view(), "TIFF", exif=_exif(), icc_profile=_profile()),
    ]


def _further() -> list[bytes]:
    view, clear = _view(), _view("RGBA")
    runs = b"\x30\1\0\0" * 16 + b"\0\2\3\1" + b"\0\5abcde\0\0\0" * 8 + b"\0\1"
    masks: dict[str, Any] = {"masks": (0xF00, 0xF0, 0xF, 0xF000), "length": 124, "profile": _profile()}
    return [
        *(_file(_view(mode), "BMP") for mode in ("1", "L", "P", "RGB", "RGBA")),
        bmp(SIZE, 8, runs, compression=1, palette=bytes(range(64))),
        bmp(SIZE, 4, runs, compression=2, palette=bytes(range(64))),
        bmp(SIZE, 16, bytes(range(256)) * 12, compression=3, **masks),
        _file(clear, "ICO", sizes=[(16, 16), (32, 32)], bitmap_format="bmp"),
        _file(clear, "ICO", sizes=[(16, 16), (32, 32)]),
        ico(((8, 2, 4), icon_bitmap((8, 2), 4, bytes(8), bytes(8), bytes(range(64))))),
        *(_file(_view(mode), "JPEG2000") for mode in ("L", "LA", "RGB", "RGBA")),
        _file(view, "JPEG2000", no_jp2=True, tile_size=(16, 16), quality_layers=[40, 20, 10], irreversible=True),
        _file(view, "JPEG2000", progression="RPCL", precinct_size=(32, 32), codeblock_size=(16, 16)),
        psd(view),
        psd(clear, layers=-1, packed=False, resources=[(1039, _profile()), (1060, b"<x/>")]),
        *(psd(_view(mode)) for mode in ("1", "L", "P", "CMYK", "LAB")),
        psd(view, deep=True),
        *(make(view) for make in (dng, raf, orf, rw2, cr3)),
        dng(view, order=">", orientation=6),
        cr3(view, boxed=True),
    ]


def _extras() -> list[bytes]:
    """Return files of the formats that an extra reads."""
    from handler.codecs import encode
    from handler.core.frames import Frames
    from handler.core.geometry import Size
    from handler.core.output import Output

    written = []
    for mode, lossless in (("RGB", False), ("RGBA", False), ("L", False), ("RGB", True)):
        frames = Frames(images=(_view(mode),), full=Size(*SIZE), exif=_exif(), xmp=b"<x:xmpmeta/>")
        written.append(encode(frames, Output(formats=("jxl",), lossless=lossless, metadata="keep"), "jxl"))
    return [*written, *(path.read_bytes() for path in sorted(STORED.iterdir()) if path.suffix != ".md")]
