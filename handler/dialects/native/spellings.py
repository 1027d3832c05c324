"""Spellings: other services' words: aliases that are read as ours, and words that are refused with a hint."""

from typing import get_args

from handler.core.formats.catalogue import FORMATS, WRITTEN
from handler.core.validation_text import sentence_list
from handler.ops._blending import Mode

ALIASES = {
    "width": "w",
    "height": "h",
    "quality": "q",
    "format": "fm",
    "f": "fm",
    "output": "fm",
    "fmt": "fm",
    "force_format": "fm",
    "wid": "w",
    "imwidth": "w",
    "hei": "h",
    "qlt": "q",
    "aspect_ratio": "ar",
    "monochrome": "mono",
    **dict.fromkeys(("txtclr", "txt-clr", "txtcolor"), "txt-color"),
    **dict.fromkeys(("txtlineclr", "txt-line-clr", "txtlinecolor"), "txt-line-color"),
    **{
        f"txt{word}": f"txt-{word}" for word in ("align", "clip", "fit", "font", "line", "pad", "shad", "size", "width")
    },
    "fill-color": "bg",
}
YIELDING = {"fill": "ground"}
"""Aliases that are read so only where no generator has a parameter of that name."""

SYNONYMS = {
    "fit": {
        **dict.fromkeys(("inside", "bounds", "limit"), "max"),
        **dict.fromkeys(("cover", "lfill"), "crop"),
        **dict.fromkeys(("force", "stretch"), "scale"),
        "pad": "fill",
    },
    "blend-mode": {"burn": "color-burn", "dodge": "color-dodge", "hardlight": "hard-light", "softlight": "soft-light"},
    "fm": {"jpeg": "jpg", "pjpeg": "pjpg", "tif": "tiff"},
}
CASELESS = {"ch"}
"""Parameters whose words are the names of headers, which may be written in any case."""

_WRITTEN = sentence_list([name for name in WRITTEN if name != "png" and not FORMATS[name].text], "and")
_PICTURES = f"cannot be written; fm=png is lossless, and there are {_WRITTEN}"
_UNWRITTEN = [word for word in ("bmp", "heic", "heif", "jxl", "jp2", "ico", "svg", "pdf") if word not in WRITTEN]
_BY_ACCEPT = "leave fm out, and the best that Accept names is sent"
_LEFT_OUT = "leave it out, and the other side decides"

HINTS = {
    ("fit", "contain"): "vendors disagree what contain means; write max, clip or fill",
    ("fit", "outside"): "vendors disagree what outside means; write crop, or give one side alone",
    ("crop", "face"): "write faces",
    **{("crop", word): "write smart" for word in ("attention", "auto", "saliency")},
    **{("crop", word): f"write {edge}" for word, edge in (("north", "top"), ("south", "bottom"))},
    **{("crop", word): f"write {edge}" for word, edge in (("west", "left"), ("east", "right"))},
    **{("fm", word): f"{word} {_PICTURES}" for word in _UNWRITTEN},
    ("fm", "best"): _BY_ACCEPT,
    **{("q", word): f"write auto:{level}" for word, level in (("low", "low"), ("high", "best"), ("best", "best"))},
    **{("q", word): f"write auto:{word}" for word in ("good", "eco")},
    **{("blend", word): f"blend is a color or a picture; blend-mode={word} says how" for word in get_args(Mode)},
    **{(side, "auto"): _LEFT_OUT for side in ("w", "h")},
    **{("flip", word): f"write {axis}" for word, axis in (("horizontal", "h"), ("vertical", "v"), ("both", "hv"))},
    **{("ground", word): "nothing is made up; ground is solid, blur or edge" for word in ("gen", "gradient")},
    ("auto", "redeye"): "auto is format, compress or enhance; eyes are left as they are",
    ("rot", "auto"): "pictures stand upright anyway; or= chooses another orientation",
}
"""Values that others take, and what to write instead."""

PLAIN = "parameters are written one by one: w=300&h=200&fit=crop"
"""To whoever writes them as other services do: `c_fill,w_300`."""

FOREIGN = {
    **dict.fromkeys(("gravity", "position", "g"), ("crop", "crop=top, left, entropy, ... says what is kept")),
    **dict.fromkeys(("size", "s_", "c", "mode"), ("w", "w and h say the size, fit says how")),
    **dict.fromkeys(("type", "ext", "extension"), ("fm", "fm says the format")),
    **dict.fromkeys(("rotate", "angle", "r"), ("rot", "rot=90 turns clockwise")),
    **dict.fromkeys(("background", "bgcolor", "b"), ("bg", "bg is the colour beside and below")),
    **dict.fromkeys(("grayscale", "greyscale", "bw"), ("sat", "sat=-100 takes the colour")),
    **dict.fromkeys(("radius", "rounded"), ("corner-radius", "corner-radius=24 rounds the corners")),
    **dict.fromkeys(("progressive", "interlace"), ("fm", "fm=pjpg is a progressive JPEG")),
    **dict.fromkeys(("watermark", "overlay"), ("mark", "mark=owl.png lays another picture over this one")),
    **dict.fromkeys(("enlarge", "upscale"), ("fit", "fit=max never enlarges, fit=clip does")),
    **dict.fromkeys(("orient", "orientation", "exif"), ("or", "or=6 is an EXIF orientation")),
    "composite": ("blend", "blend=owl.png&blend-mode=multiply blends another picture with this one"),
    **dict.fromkeys(("text", "caption", "label"), ("txt", "txt writes on the picture, txt-size and txt-color say how")),
    **dict.fromkeys(("url", "src", "image", "key"), (None, "the path names the picture: /images/bee.jpg")),
    **dict.fromkeys(("filter", "effect", "fx", "e"), (None, "each filter is a parameter: sepia=50, blur=5, sharp=20")),
    **dict.fromkeys(("op", "ops", "operation", "operations"), (None, "each operation is a parameter: blur=5, rot=90")),
    **dict.fromkeys(("tr", "t", "transform", "transformation"), (None, PLAIN)),
    "x": ("rect", "rect=left,top,width,height keeps a part"),
    **dict.fromkeys(("highlights", "highlight"), ("high", "high=-100 to 100")),
    **dict.fromkeys(
        ("shadows",), ("shad", "shad=-100 to 100 is of the dark parts; shadow=0,8,24,66000000 is a shadow")
    ),
    **dict.fromkeys(
        ("tint", "color", "colour"), ("mono", "mono is the picture in shades of a colour, colorize a veil")
    ),
    **dict.fromkeys(
        ("denoise", "noise-reduction", "despeckle"), ("nr", "nr=1 to 100 takes noise away, median=3 specks")
    ),
    **dict.fromkeys(("noise",), ("grain", "grain=1 to 100 adds noise, nr takes it away")),
    **dict.fromkeys(("curves", "tone-curve"), ("curve", "curve=0,0,128,150,255,255 goes through points")),
    **dict.fromkeys(("improve", "improved"), ("enhance", "auto=enhance puts light and colour right")),
    **dict.fromkeys(
        ("autocontrast", "normalize", "normalise", "auto_contrast"),
        ("auto-contrast", "auto-contrast=100 spreads the levels"),
    ),
    **dict.fromkeys(("drop_shadow", "drop-shadow", "dropshadow"), ("shadow", "shadow=0,8,24,66000000, as in CSS")),
    **dict.fromkeys(
        ("gradient_overlay", "overlay-gradient"), ("gradient", "gradient=0000,cc000000 lies over the picture")
    ),
    "strip": ("metadata", "metadata=strip takes all of it"),
    "negate": ("invert", "invert=true makes the negative"),
    "dpi": ("dpr", "dpr multiplies w and h"),
    "aspect": ("ar", "ar=16:9 is an aspect ratio"),
    "brightness": ("bri", "bri=-100 to 100"),
    "contrast": ("con", "con=-100 to 100"),
    "exposure": ("exp", "exp=-100 to 100"),
    "gamma": ("gam", "gam=-100 to 100"),
    "saturation": ("sat", "sat=-100 to 100"),
    "vibrance": ("vib", "vib=-100 to 100"),
    "sharpen": ("sharp", "sharp=0 to 100"),
    **dict.fromkeys(("unsharp", "unsharp_mask"), ("usm", "usm=30 sharpens, usmrad is its radius")),
    **dict.fromkeys(("pixelate", "pixellate"), ("px", "px=8 makes blocks of 8 pixels")),
}
"""Parameters of others: ours that comes nearest, and what it says."""

MEMBERS = {
    **dict.fromkeys(("operations", "operation", "steps", "transformations", "pipeline"), "ops"),
    **dict.fromkeys(("degrees", "deg", "rotation"), "angle"),
    **dict.fromkeys(("sigma", "blur"), "radius"),
    **dict.fromkeys(("colour", "background"), "bg"),
}
"""Members of others' JSON: ours, where an object has it."""

IMPLIED = {
    "ar": ("fit", "crop"),
    "crop": ("fit", "crop"),
    "facepad": ("fit", "facearea"),
    "fp-x": ("crop", "focalpoint"),
    "fp-y": ("crop", "focalpoint"),
    "fp-z": ("crop", "focalpoint"),
    "corner-radius": ("mask", "corners"),
    "mask-path": ("mask", "path"),
}
"""What a parameter asks for besides, where that is not given. Read twice: fp-x implies crop, which implies fit."""

IMPLIED_BY_AUTO = {"enhance": ("enhance", "100")}
"""What a word of auto asks for besides."""
