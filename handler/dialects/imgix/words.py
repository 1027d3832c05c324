"""imgix's words where they are not ours already: other spellings, other counting, and what is not done here.

1. `rot` turns counter-clockwise. By other angles than quarters imgix zooms in until no corner is seen.
2. Frames are counted from 1.

https://github.com/imgix/imgix-url-params has the list of all, with their older spellings.
"""

from handler.dialects.literals import Malformed, decimal, integer
from handler.dialects.phrasebook.book import Book, Given, WordReader
from handler.dialects.phrasebook.common import FRAMES

TURN, QUARTER = 360, 90

OTHERS = {
    "blend": "b",
    "blend-align": "blendalign ba",
    "blend-alpha": "blendalpha balph",
    "blend-color": "blendcolor blend-clr blendclr",
    "blend-fit": "blendfit bf",
    "blend-h": "blendh bh",
    "blend-mode": "blendmode bm",
    "blend-pad": "blendpad bp",
    "blend-size": "blendsize bs",
    "blend-w": "blendw bw",
    "blend-x": "blendx bx",
    "blend-y": "blendy by",
    "mark": "m",
    "mark-align": "markalign ma",
    "mark-alpha": "markalpha malph",
    "mark-fit": "markfit mf",
    "mark-h": "markh mh",
    "mark-pad": "markpad mp",
    "mark-scale": "markscale ms",
    "mark-tile": "marktile mtile",
    "mark-w": "markw mw",
    "mark-x": "markx mx",
    "mark-y": "marky my",
    "txt": "t",
    "txt-align": "ta",
    "txt-clip": "tcl",
    "txt-color": "tc",
    "txt-font": "tf",
    "txt-line": "tl",
    "txt-pad": "tp",
    "txt-shad": "tsh",
    "txt-size": "tsz",
    "max-h": "max-height",
    "max-w": "max-width",
    "min-h": "min-height",
    "min-w": "min-width",
    "trim-color": "trimcolor",
    "trim-tol": "trimtol",
    "face-pixel": "face-pixelate",
    "invert": "inv",
    "bg": "fillcolor mask-bg maskbg",
    "colors": "colorquant",
    "or": "orient",
    "corner-radius": "border-radius-inner",
}
"""Our parameters by the names of imgix, and the older and shorter spellings that its own list has."""

SPELLINGS = {spelling: name for name, spellings in OTHERS.items() for spelling in spellings.split()}

PHRASES = {
    "fit": {"clamp": "fit=fill&ground=edge"},
    "f": {fit: f"fit={fit}" for fit in ("clip", "crop", "facearea", "fill", "fillmax", "max", "min", "scale")},
    "trim": {"colorunlessalpha": "trim=auto"},
    "iptc": {"block": ""},
    "cs": {"srgb": "", "strip": "", "tinysrgb": ""},
    "fp-debug": {"false": "", "0": ""},
    "svg-sanitize": {"true": "", "1": ""},
    "rot-type": {"straighten": "", "pivot": ""},
    "jpg-progressive": {"false": "", "0": ""},
    **{word: {"false": "", "0": ""} for word in ("bg-remove", "upscale", "transparency")},
}

_DRAWN = "a border has one width on all sides, as border=4,tomato"
_MADE_UP = "nothing of a picture is made up"
_TRIMMED = "the border ends where a channel differs by more than trim-tol"
_MASKED = "the ground of a mask is one colour, bg"
_GRADIENT = "the ground beside a picture is a colour, its blur or its edge: fill=solid or blur, fit=clamp"
_LETTERS = "txt is set at an edge, in the spacing of its font: txt-align, txt-pad, txt-size"
_VIDEO = "a picture is no film"
_OF_JPEG = "the encoder chooses how colours are sampled; q says how well"

REFUSED = {
    **dict.fromkeys(("border-top", "border-right", "border-bottom", "border-left"), _DRAWN),
    **dict.fromkeys(("border-stroke-color", "border-stroke-size"), _DRAWN),
    **dict.fromkeys(("trim-md", "trimmd", "trim-sd", "trimsd", "trim-pad", "trimpad", "trim-alpha"), _TRIMMED),
    **dict.fromkeys(
        (
            *("fill-gradient-cs", "fill-gradient-linear", "fill-gradient-linear-direction", "fill-gradient-radial"),
            *("fill-gradient-radial-radius", "fill-gradient-radial-x", "fill-gradient-radial-y", "fill-gradient-type"),
        ),
        _GRADIENT,
    ),
    **dict.fromkeys(("transparency", "grid-colors", "grid-size"), "what is transparent stays so, or has the colour bg"),
    **dict.fromkeys(
        (
            *("bg-remove", "bg-remove-fallback", "bg-remove-fg-type", "bg-remove-semi-transparency", "bg-replace"),
            *("bg-remove-transparency-threshold", "bg-replace-fallback", "bg-replace-neg-prompt", "upscale"),
            *("fill-gen-fallback", "fill-gen-neg-prompt", "fill-gen-pos", "fill-gen-prompt", "fill-gen-seed"),
            *("object-removal-negative-prompt", "object-removal-prompt", "object-removal-rect", "object-removal-seed"),
            "upscale-fallback",
        ),
        _MADE_UP,
    ),
    **dict.fromkeys(("txt-x", "txtx", "txt-y", "txty", "txt-lead", "txtlead", "txt-track", "txttrack", "tt"), _LETTERS),
    "txt-lig": _LETTERS,
    **dict.fromkeys(("video-bitrate", "video-clip-start", "video-clip-end", "video-codec", "video-thumbnail"), _VIDEO),
    "chromasub": _OF_JPEG,
    "dpi": "a file says nothing of a printer; dpr multiplies w and h",
    "htn": "there is no halftone; px makes blocks, mono one colour",
    "skip": "frames are left out regularly by interval, or at the ends by frames",
    "fp-debug": "there are no crosshairs",
    "iptc": "metadata=keep keeps what is told of a picture",
    "svg-sanitize": "scripts of an SVG are never run",
    "jpg-progressive": "fm=pjpg is a progressive JPEG",
    "blend-crop": "a blend is cut in the middle",
    "mark-base": "mark=logos/owl.png is the whole key",
    **dict.fromkeys(("mark-if-min-width", "mark-if-min-height"), "a mark is laid over every size"),
    "lp-blur": "license plates are not looked for; face-blur finds faces",
    **dict.fromkeys(("pdf-annotation", "annotation"), "a page is drawn as it is"),
    "rasterize-bypass": "an SVG is always drawn",
    "border-radius": "the radius is of the inner edge: border-radius-inner, or corner-radius",
}
"""Parameters that imgix has, and why there is nothing for them."""


def _turned(text: str) -> Given:
    angle = integer(text)
    if angle % QUARTER:
        raise Malformed("imgix zooms in until no corner is seen, which is not done here; write 90, 180 or 270")
    return {"rot": str(-angle % TURN)}


def _turn(given: Given) -> str | None:
    angle = decimal(given["rot"])
    return None if angle % QUARTER else str(-int(angle) % TURN)


def _asset(name: str) -> WordReader:
    """Return the reading of a picture that is laid over: imgix names it by its path, of which the key is the rest."""
    return WordReader(lambda text: {name: text.removeprefix("/")}, lambda given: given[name], (name,))


READINGS = {
    "rot": WordReader(_turned, _turn, ("rot",)),
    "mark": _asset("mark"),
    "blend": _asset("blend"),
    "frame": FRAMES,
}
BOOK = Book(
    names=SPELLINGS,
    phrases=PHRASES,
    readings=READINGS,
    refused=REFUSED,
    keeps=False,
    ours=True,
)
