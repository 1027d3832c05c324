"""The pictures that are mutated: small ones of every format and kind, made by Pillow, the same every time."""

import io
from functools import cache
from pathlib import Path
from random import Random

from PIL import Image, ImageCms, PngImagePlugin

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
    return (*_jpeg(), *_png(), *_gif(), *_webp(), *_avif(), *_tiff(), *_extras())


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
