"""wsrv's words: the declaration of what images.weserv.nl can be asked for, and what it has that is refused here.

https://wsrv.nl/docs/quick-reference.html, read in the parsers of https://github.com/weserv/images (5.x).
"""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from handler.core.params import Colour, Declared, Param
from handler.dialects.located.outputs import Percent, Url

Length = Annotated[str, Field(pattern=r"^[0-9.]{0,16}%?$")]
"""Pixels, or a part of the picture in percent."""

Masked = Literal[
    "circle", "ellipse", "triangle", "triangle-180", "pentagon", "pentagon-180", "hexagon", "square", "star", "heart"
]
Format = Literal["jpg", "jpeg", "png", "gif", "webp", "tiff", "avif", "jxl"]


SHADOWS, LIGHTS = "c83658", "d8e74f"
"""The colours of a duotone of which nothing is said."""


class WsrvWords(Declared):
    """What images.weserv.nl can be asked for, in the order in which it is written."""

    url: Url
    w: Annotated[Length, Param("w"), Field(description="Width, pixels or percent.", examples=["300", "50%"])] = ""
    h: Annotated[Length, Param("h"), Field(description="Height, pixels or percent.", examples=["200", "50%"])] = ""
    dpr: Annotated[
        float, Param("dpr"), Field(ge=1, le=8, description="Multiplies w and h in pixels.", examples=["2"])
    ] = 1.0
    fit: Annotated[
        Literal["inside", "outside", "cover", "fill", "contain"],
        Param("fit"),
        Field(
            description="inside: all of it, inside w and h; outside: all of it, as small as covers them; cover: it "
            "fills them, and is cut; fill: stretched; contain: inside, the rest in the colour cbg."
        ),
    ] = "inside"
    we: Annotated[bool, Param("we"), Field(description="Nothing is enlarged.")] = False
    cbg: Annotated[Colour | None, Param("cbg"), Field(description="The colour beside fit=contain.")] = None
    a: Annotated[
        str,
        Param("a"),
        Field(
            description="What fit=cover keeps: center, top, right, bottom, left, top-left, ..., focal, entropy, "
            "attention.",
            examples=["top-left"],
        ),
    ] = "center"
    fpx: Annotated[float, Param("fpx"), Field(ge=0, le=1, description="Of a=focal: 0 is the left edge.")] = 0.5
    fpy: Annotated[float, Param("fpy"), Field(ge=0, le=1, description="Of a=focal: 0 is the top edge.")] = 0.5
    cx: Annotated[Length, Param("cx"), Field(description="Left edge of a part to keep.", examples=["100"])] = ""
    cy: Annotated[Length, Param("cy"), Field(description="Its top edge.", examples=["50"])] = ""
    cw: Annotated[Length, Param("cw"), Field(description="Its width.", examples=["50%"])] = ""
    ch: Annotated[Length, Param("ch"), Field(description="Its height.", examples=["50%"])] = ""
    precrop: Annotated[bool, Param("precrop"), Field(description="That part is of the stored picture.")] = False
    trim: Annotated[
        int | None,
        Param("trim"),
        Field(ge=1, le=254, description="Cuts a border of one colour off; how much it may differ.", examples=["10"]),
    ] = None
    tbg: Annotated[Colour | None, Param("tbg"), Field(description="The colour that trim cuts off.")] = None
    flip: Annotated[bool, Param("flip"), Field(description="Swaps top and bottom.")] = False
    flop: Annotated[bool, Param("flop"), Field(description="Swaps left and right.")] = False
    ro: Annotated[
        int, Param("ro"), Field(ge=-100_000, le=100_000, description="Degrees clockwise.", examples=["90"])
    ] = 0
    rbg: Annotated[Colour | None, Param("rbg"), Field(description="The colour beside a turned picture.")] = None
    bri: Annotated[int, Param("bri"), Field(ge=-100, le=100, description="Brightness, percent.")] = 0
    mod: Annotated[
        str,
        Param("mod"),
        Field(
            description="1, a factor on colours, and degrees of hue: sat and hue in one word.", examples=["1,0.5,90"]
        ),
    ] = ""
    sat: Annotated[float, Param("sat"), Field(ge=0, le=2, description="A factor on colours.", examples=["0.5"])] = 1.0
    hue: Annotated[int, Param("hue"), Field(ge=-100_000, le=100_000, description="Degrees.", examples=["90"])] = 0
    con: Annotated[int, Param("con"), Field(ge=-100, le=100, description="Contrast, a sigmoid.")] = 0
    gam: Annotated[float | None, Param("gam"), Field(ge=1, le=3, description="Gamma; 2.2 without a value.")] = None
    sharp: Annotated[
        float | None,
        Param("sharp"),
        Field(ge=-1, le=10, description="Crisper: sigma of the surroundings; mild without a value.", examples=["3"]),
    ] = None
    filt: Annotated[
        Literal["greyscale", "sepia", "duotone", "negate"] | None, Param("filt"), Field(description="A filter.")
    ] = None
    start: Annotated[Colour, Param("start"), Field(description="Colour of the shadows of filt=duotone.")] = SHADOWS
    stop: Annotated[Colour, Param("stop"), Field(description="Colour of its lights.")] = LIGHTS
    blur: Annotated[
        float | None,
        Param("blur"),
        Field(ge=0.3, le=250, description="Gaussian sigma; mild without a value.", examples=["5"]),
    ] = None
    tint: Annotated[Colour | None, Param("tint"), Field(description="The picture in shades of a colour.")] = None
    bg: Annotated[Colour | None, Param("bg"), Field(description="The colour under the picture.")] = None
    mask: Annotated[Masked | None, Param("mask"), Field(description="The shape that stays.")] = None
    mbg: Annotated[Colour | None, Param("mbg"), Field(description="The colour around that shape.")] = None
    format: Annotated[
        Format | None,
        Param("output"),
        Field(description="Format; without it that of the stored picture.", examples=["webp"]),
    ] = None
    quality: Percent = None
    il: Annotated[bool, Param("il"), Field(description="A progressive JPEG; with output=jpg.")] = False
    ll: Annotated[bool, Param("ll"), Field(description="Every pixel exactly; with output=webp, jxl or tiff.")] = False
    page: Annotated[int, Param("page"), Field(ge=0, le=100_000, description="The first frame, from 0.")] = 0
    n: Annotated[
        int,
        Param("n"),
        Field(ge=-1, le=100_000, description="How many frames; -1 for all. Without it one.", examples=["-1"]),
    ] = 1
    filename: Annotated[
        str,
        Param("filename"),
        Field(pattern=r"^[A-Za-z0-9._-]{0,120}$", description="A name for whoever saves it. It changes nothing."),
    ] = ""

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if fault := next((said for said, holds in self._faults().items() if holds), None):
            raise ValueError(fault)
        return self

    @property
    def boxed(self) -> bool:
        """Whether both sides are given."""
        return bool(self.w and self.h)

    def _faults(self) -> dict[str, bool]:
        cut = self.boxed and self.fit == "cover"
        return {
            "tbg goes with trim": self.tbg is not None and self.trim is None,
            "rbg goes with ro, of another angle than a quarter turn": self.rbg is not None and self.ro % 90 == 0,
            "precrop goes with cx, cy, cw and ch": self.precrop and not (self.cx or self.cy or self.cw or self.ch),
            "dpr goes with w and h": self.dpr != 1 and not (self.w or self.h),
            "a goes with fit=cover, w and h": self.a != "center" and not cut,
            "fpx and fpy go with a=focal": (self.fpx, self.fpy) != (0.5, 0.5) and self.a != "focal",
            "cbg goes with fit=contain, w and h": self.cbg is not None and not (self.boxed and self.fit == "contain"),
            "fit=fill goes with w and h": self.fit == "fill" and bool(self.w) != bool(self.h),
            "fit=outside enlarges what is too small; leave we out": self.we and self.boxed and self.fit == "outside",
            "start and stop go with filt=duotone": (
                (self.start, self.stop) != (SHADOWS, LIGHTS) and self.filt != "duotone"
            ),
            "mbg goes with mask": self.mbg is not None and self.mask is None,
            "mod says sat and hue too; write one of them": bool(self.mod) and (self.sat != 1 or self.hue != 0),
            "sharp must be above 0, the sigma of the surroundings": self.sharp is not None and -1 < self.sharp <= 0,
            "il is of a JPEG alone; it goes with output=jpg": self.il and self.format not in {"jpg", "jpeg"},
            "n must be -1, for all, or at least 1": self.n == 0,
            "page goes with n, as page=2&n=3; n=-1 are all from the first": self.page > 0 and self.n == -1,
        }


ALIASES = {
    "width": "w",
    "height": "h",
    "quality": "q",
    "align": "a",
    "pages": "n",
    "lossless": "ll",
    "shape": "mask",
    "t": "fit",
    "or": "ro",
}
"""wsrv's own other spellings."""

BARE = {"trim": "10", "gam": "2.2", "sharp": "-1", "blur": "0.8", "filename": ""}
"""What a word without a value says. `blur` is the mean of nine pixels there, as soft as a Gaussian of that sigma."""

_HEADERS = "how long an answer is kept is the picture's own Cache-Control; see docs/caching.md"
_BYTES = "how hard the encoder tries is the service's to say (TINTYPE_EFFORT)"
REFUSED = {
    "default": "what stands in for a picture that fails is the service's to say (TINTYPE_FALLBACK)",
    "errorredirect": "what stands in for a picture that fails is the service's to say (TINTYPE_FALLBACK)",
    "encoding": "answers are pictures; fm=lqip of the native dialect is a text for pages",
    "maxage": _HEADERS,
    "l": _BYTES,
    "level": _BYTES,
    "af": _BYTES,
    "fsol": "how a picture is decoded is not asked for",
    "mtrim": "what a mask leaves is not cut off; a square picture has nothing to cut off a circle",
    "strim": "what a mask leaves is not cut off; a square picture has nothing to cut off a circle",
    "sharpf": "write sharp with one number, the sigma",
    "sharpj": "write sharp with one number, the sigma",
    "crop": "write cw, ch, cx and cy in its place",
    "loop": "an animation plays as often as the stored one",
    "delay": "an animation plays as fast as the stored one",
}
"""What wsrv has and this service has not, and what to write instead."""
