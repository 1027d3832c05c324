"""Filter writer: the filter that says an operation, and those that say output, source and delivery."""

from collections.abc import Callable, Iterator
from typing import Any

from handler.core.colours import rgba
from handler.core.delivery import Delivery
from handler.core.output import DEFAULT_QUALITY, Output
from handler.core.source import Picked, Stored
from handler.dialects.literals import number, plain_number
from handler.dialects.thumbor.arguments import Arguments, colour_text
from handler.dialects.thumbor.filters import colours
from handler.dialects.thumbor.filters.output import MILLISECONDS
from handler.dialects.thumbor.source import SCHEMES, encoded_name, plain_name
from handler.errors import Inexpressible
from handler.ops.background import Background
from handler.ops.blur import Blur
from handler.ops.brightness import Brightness
from handler.ops.channel_shift import ChannelShift
from handler.ops.colorize import Colorize
from handler.ops.contrast import Contrast
from handler.ops.convolve import Convolve
from handler.ops.curves import Curves
from handler.ops.equalize import Equalize
from handler.ops.hue import Hue
from handler.ops.invert import Invert
from handler.ops.levels import Levels
from handler.ops.mask import Mask
from handler.ops.nine_patch import NinePatch
from handler.ops.noise import Noise
from handler.ops.op import Op
from handler.ops.overlay import Overlay
from handler.ops.pixelate import Pixelate
from handler.ops.rect import Rect
from handler.ops.red_eye import RedEye
from handler.ops.resize import Resize
from handler.ops.rotate import Rotate
from handler.ops.saturation import Saturation
from handler.ops.text import Text
from handler.ops.wavelet_sharpen import WaveletSharpen

SPECIAL = frozenset("(),'[] |")
"""Characters for which an argument is written in base64url."""

GROUND_WORDS = {"average": "auto", "blur": "blur"}
FORMAT_WORDS = {"jpg": "jpeg"}
STRAIGHT = "[(0,0),(255,255)]"


def filter_said(op: Op) -> str:
    """Return the filter that says an operation; Inexpressible where there is none."""
    words = WRITERS[type(op)](op) if type(op) in WRITERS else None
    if words is None:
        raise Inexpressible(f"a path of thumbor's cannot say this {op.op}")
    return words


def ground_text(resize: Resize) -> str:
    """Return what a fill lays beside the picture, as its first argument."""
    if resize.ground in GROUND_WORDS and resize.bg is None:
        return GROUND_WORDS[resize.ground]
    if resize.ground != "solid" or resize.bg is None:
        raise Inexpressible(f"a path of thumbor's cannot say this {resize.op}: a fill has a colour, auto or blur")
    return colour_text(resize.bg)


def quoted_argument(text: str) -> str:
    """Return a text as one argument."""
    plain = text == plain_name(text) and not text.startswith(SCHEMES) and not SPECIAL.intersection(text)
    return text if plain else encoded_name(text)


def _contrast(op: Any) -> str | None:  # noqa: ANN401 - as below
    for amount in range(-100, 101):
        if colours.contrast_of(Arguments("contrast", ()), amount) == op:
            return f"contrast({amount})"
    return None


def _colorize(op: Any) -> str | None:  # noqa: ANN401 - as below
    alpha = rgba(op.color).alpha
    part = next((each for each in range(101) if round(each * 255 / 100) == alpha), None)
    return None if part is None else f"colorize({part},{part},{part},{op.color[-6:]})"


def _curves(op: Any) -> str | None:  # noqa: ANN401 - as below
    own = [op.red, op.green, op.blue]
    if op.points and any(own):
        return None
    return f"curve({','.join(map(_points, (op.points, *own)))})"


def _points(points: tuple[int, ...] | None) -> str:
    if points is None:
        return STRAIGHT
    return f"[{','.join(f'({one},{other})' for one, other in zip(points[::2], points[1::2], strict=True))}]"


def _convolve(op: Any) -> str:  # noqa: ANN401 - as below
    weights = ";".join(map(plain_number, op.kernel))
    return f"convolution({weights},{op.columns},{'true' if op.normalize else 'false'})"


def _sharpened(op: Any) -> str:  # noqa: ANN401 - as below
    light = "true" if op.luminance else "false"
    return f"sharpen({plain_number(op.amount)},{plain_number(op.radius)},{light})"


def _rounded(op: Any) -> str | None:  # noqa: ANN401 - as below
    if op.shape != "corners" or len(op.radius) != 1:
        return None
    radius = f"{op.radius[0]}" if op.upright is None else f"{op.radius[0]}|{op.upright}"
    red, green, blue, _ = rgba(op.beside or "ffffff")
    return f"round_corner({radius},{red},{green},{blue}{'' if op.beside else ',true'})"


def _rotated(op: Any) -> str | None:  # noqa: ANN401 - as below
    return None if op.angle % 90 else f"rotate({-int(op.angle) % 360})"


def _resized(op: Any) -> str | None:  # noqa: ANN401 - as below
    if (op.w, op.h) == (1, 1) and op.under:
        return f"fill({ground_text(op)},true)" if op.ground in GROUND_WORDS else None
    before = "" if op.fit == "fillmax" else "upscale():"
    if op.fit in {"fill", "fillmax"}:
        return f"{before}fill({ground_text(op)}{',true' if op.under else ''})"
    if op.fit == "clip" and None not in {op.w, op.h}:
        return "upscale()"
    return f"proportion({number(op.w)})" if isinstance(op.w, float) and op.w == op.h else None


def _cut(op: Any) -> str:  # noqa: ANN401 - as below
    return f"crop({','.join(map(number, op.box))})"


def _framed(op: Any) -> str | None:  # noqa: ANN401 - as below
    plain = isinstance(op.picture, Stored) and op.picture == Stored(key=op.picture.key)
    return f"frame({quoted_argument(op.picture.key)})" if plain else None


def _overlaid(op: Any) -> str | None:  # noqa: ANN401 - as below
    picture = op.picture
    if not isinstance(picture, Stored) or picture != Stored(key=picture.key):
        return None
    clear = f"{100 - op.opacity:g}"
    spots = ",".join(_spot(op, axis) for axis in (0, 1))
    if op.w or op.h or op.mode != "normal":
        sides = "x".join(str(side or 0) for side in (op.w, op.h))
        fit = {"max": "fit-in/", "scale": "stretch/"}.get(op.fit, "") if op.w and op.h else ""
        size = f"{fit}{sides}/" if op.w or op.h else ""
        mode = "" if op.mode == "normal" else f",{op.mode}"
        return f"image({size}{quoted_argument(picture.key)},{spots},{clear}{mode})"
    parts = [f"{part:g}" if part else "none" for part in (op.scale, op.tall)]
    ratios = f",{','.join(parts)}" if op.scale or op.tall else ""
    return f"watermark({quoted_argument(picture.key)},{spots},{clear}{ratios})"


def _spot(op: Any, axis: int) -> str:  # noqa: ANN401 - as below
    """Return where an overlay lies along an axis: 0 across, 1 down."""
    near, far = ((op.x, op.right), (op.y, op.bottom))[axis]
    if "xy"[axis] in op.spread:
        return "repeat"
    if near is not None:
        return number(near)
    if far is not None:
        return f"-{number(far)}"
    return "center" if ("center", "middle")[axis] in op.align else f"-{op.pad}"


def _lettered(op: Any) -> str:  # noqa: ANN401 - as below
    down, across = op.align
    spots = []
    for word, near, middle in ((across, "left", "center"), (down, "top", "middle")):
        spots.append("center" if word == middle else f"{op.pad}" if word == near else f"-{op.pad}")
    more = "" if op.font == ("sans-serif",) else f",0,{quoted_argument(','.join(op.font))}"
    return f"label({quoted_argument(op.text)},{','.join(spots)},{op.font_size},{colour_text(op.ink)}{more})"


WRITERS: dict[type[Op], Callable[[Any], str | None]] = {
    Background: lambda op: f"background_color({colour_text(op.bg)})",
    Blur: lambda op: f"blur({number(op.radius)})",
    Brightness: lambda op: f"brightness({op.amount})",
    ChannelShift: lambda op: f"rgb({op.red},{op.green},{op.blue})",
    Colorize: _colorize,
    Contrast: _contrast,
    Convolve: _convolve,
    Curves: _curves,
    Equalize: lambda _: "equalize()",
    Hue: lambda op: f"hue({op.shift})",
    Invert: lambda _: "invert()",
    Levels: _contrast,
    Mask: _rounded,
    NinePatch: _framed,
    Noise: lambda op: f"noise({op.amount}{f',{op.seed}' if op.seed else ''})",
    Overlay: _overlaid,
    Pixelate: lambda op: f"pixelate({op.block})",
    Rect: _cut,
    RedEye: lambda _: "redeye()",
    Resize: _resized,
    Rotate: _rotated,
    Saturation: lambda op: "grayscale()" if op.amount == -100 else f"saturation({number(1 + op.amount / 100)})",  # noqa: PLR2004
    Text: _lettered,
    WaveletSharpen: _sharpened,
}
"""For each operation that a filter says: how it is written, None where its fields are more than a filter has."""


def finished(output: Output) -> Iterator[str]:
    """Give the filters that say an output."""
    if output.formats == ("jpg", "source"):
        yield "autojpg()"
    elif output.formats != Output().formats:
        yield f"format({FORMAT_WORDS.get(output.formats[0], output.formats[0])})"
    if output.quality != DEFAULT_QUALITY:
        yield f"quality({output.quality})"
    if output.max_bytes is not None:
        yield f"max_bytes({output.max_bytes})"
    if output.lossless:
        yield "lossless()"
    if output.metadata == "strip":
        yield "strip_exif()"
    if output.space != "srgb":
        yield f"to_colorspace({output.space})"


def frames_said(source: Picked) -> Iterator[str]:
    """Give the filters that say which frames of a source are meant."""
    if source.frame is not None:
        yield "cover()" if source.frame == 0 else f"page({source.frame + 1})"
    if source.frames is not None:
        yield f"max_frames({source.frames[1] + 1})"


def delivered(delivery: Delivery) -> Iterator[str]:
    """Give the filters that say how an answer is sent."""
    if delivery.negotiable:
        yield "format(auto)"
    if delivery.max_age is not None:
        yield f"max_age({delivery.max_age})"
    if delivery.expires is not None:
        yield f"expire({delivery.expires * MILLISECONDS})"
    if delivery.download is not None:
        yield f"attachment({quoted_argument(delivery.download)})"
    if delivery.original:
        yield "raw()"
