"""Filters: the table of all, in thumbor's and in imagor's words, and how a path's filters become a draft.

1. A filter does its work in the user's order, but those that say what the size means (`early`) come before the size.
2. A filter that is not in the table is an error, which names the nearest, and so are too many or too few arguments:
   thumbor leaves out what it does not know or cannot read.
"""

from collections.abc import Callable
from typing import NamedTuple

from handler.dialects.foreign.words import unknown
from handler.dialects.thumbor.address import Said, Words, path_words
from handler.dialects.thumbor.arguments import Arguments
from handler.dialects.thumbor.draft import Draft
from handler.dialects.thumbor.filters import colours, detail, layers, output, shapes
from handler.dialects.thumbor.frame import crop_part, with_frame
from handler.errors import InvalidParameter

IMAGOR = "imagor"
NESTED = 10
"""How many addresses within each other are looked through for a crop."""


class Filter(NamedTuple):
    """A filter. form: its arguments, those in brackets may be missing. about: what it becomes here, for the docs.

    early: whether it says what the size means. of: whose word it is.
    """

    read: Callable[[Draft, Arguments], Draft]
    form: str
    about: str
    early: bool = False
    of: str = "thumbor"

    @property
    def counts(self) -> tuple[int, int]:
        """The least and the most arguments."""
        needed, _, more = self.form.partition("[")
        least = len([each for each in needed.split(",") if each])
        return least, least + len([each for each in more.strip("],").split(",") if each])


def read_extract_focal(draft: Draft, given: Arguments) -> Draft:
    """Keep in view what the picture's own address, one of thumbor's too, cuts out; the picture is that within it."""
    address = draft.image
    for _ in range(NESTED):
        inside = address.partition("://")[2] if "://" in address else address
        _, slash, path = inside.partition("/")
        _, second, rest = path.partition("/")
        if not slash or not second:
            return draft
        found = path_words(rest)
        if part := crop_part(found.crop):
            left, top, wide, high = part
            corners = f"{left}x{top}:{left + wide}x{top + high}"
            return shapes.read_focal(draft._replace(image=found.image), Arguments(given.name, (corners,)))
        address = found.image
    return draft


FILTERS: dict[str, Filter] = {
    "autojpg": Filter(output.read_autojpg, "[enabled]", "JPEG of what has no transparency"),
    "background_color": Filter(colours.read_background_color, "color", "`background`"),
    "blur": Filter(detail.read_blur, "radius[,sigma]", "`blur` with the deviation of thumbor's weights"),
    "brightness": Filter(colours.read_brightness, "amount", "`brightness`"),
    "colorize": Filter(
        colours.read_colorize, "red,green,blue,color", "`colorize`, or `curves` of two points a channel"
    ),
    "contrast": Filter(colours.read_contrast, "amount", "`contrast`; `levels` where it more than doubles"),
    "convolution": Filter(detail.read_convolution, "weights,columns[,normalize]", "`convolve`, up to 5 x 5"),
    "cover": Filter(output.read_cover, "", "the first frame"),
    "curve": Filter(colours.read_curve, "all,red,green,blue", "`curves`, by a spline that overshoots nowhere"),
    "equalize": Filter(colours.read_equalize, "", "`equalize`"),
    "extract_focal": Filter(
        read_extract_focal, "", "the part that the inner address cuts out is kept in view", early=True
    ),
    "fill": Filter(shapes.read_fill, "color[,transparent]", "`resize` with fit=fillmax; auto and blur are grounds"),
    "focal": Filter(shapes.read_focal, "[region,y]", "what a cut keeps in its middle", early=True),
    "format": Filter(output.read_form, "format", "the format; heic and heif leave the stored kind"),
    "frame": Filter(layers.read_frame, "image", "`nine_patch`"),
    "gifv": Filter(output.read_gifv, "[kind]", "nothing: an animation stays what it is"),
    "grayscale": Filter(colours.read_grayscale, "", "`saturation` of -100"),
    "max_age": Filter(output.read_max_age, "seconds", "max-age of Cache-Control"),
    "max_bytes": Filter(output.read_max_bytes, "bytes", "`max-bytes`"),
    "no_upscale": Filter(shapes.read_no_upscale, "", "no side longer than the picture's", early=True),
    "noise": Filter(colours.read_noise, "levels[,seed]", "`grain` of the same deviation"),
    "proportion": Filter(shapes.read_proportion, "part", "`resize` by a ratio"),
    "quality": Filter(output.read_quality, "quality", "`q`"),
    "redeye": Filter(layers.read_redeye, "", "`red_eye`, with smart; without it nothing, as in thumbor"),
    "rgb": Filter(colours.read_rgb, "red,green,blue", "`channel_shift`"),
    "rotate": Filter(shapes.read_rotate, "angle", "`rotate` by quarters, against the clock"),
    "round_corner": Filter(
        shapes.read_round_corner, "radius,red,green,blue[,transparent]", "`mask` of corners on a colour"
    ),
    "saturation": Filter(colours.read_saturation, "factor", "`saturation`"),
    "sharpen": Filter(detail.read_sharpen, "amount,radius,luminance", "`unsharp_mask`"),
    "stretch": Filter(shapes.read_stretch, "", "fit=scale", early=True),
    "strip_exif": Filter(output.read_strip_exif, "", "metadata=strip"),
    "strip_icc": Filter(output.read_unneeded, "", "nothing: pictures are in sRGB, without a profile"),
    "upscale": Filter(shapes.read_upscale, "", "fit=clip"),
    "watermark": Filter(layers.read_watermark, "image,x,y,alpha[,width,height]", "`overlay`"),
    "attachment": Filter(output.read_attachment, "[name]", "a download", of=IMAGOR),
    "crop": Filter(shapes.read_crop, "left,top,width,height", "`rect` of the result", of=IMAGOR),
    "expire": Filter(output.read_expire, "milliseconds", "`expires`", of=IMAGOR),
    "hue": Filter(colours.read_hue, "angle", "`hue`", of=IMAGOR),
    "image": Filter(layers.read_image, "path,x,y[,alpha,mode]", "`overlay` of a picture with a size", of=IMAGOR),
    "invert": Filter(colours.read_invert, "", "`invert`", of=IMAGOR),
    "label": Filter(layers.read_label, "text,x,y[,size,color,alpha,font]", "`text`", of=IMAGOR),
    "lossless": Filter(output.read_lossless, "", "`lossless`", of=IMAGOR),
    "max_frames": Filter(output.read_max_frames, "count", "the first frames", of=IMAGOR),
    "orient": Filter(shapes.read_orient, "angle", "`rotate` before all else", early=True, of=IMAGOR),
    "page": Filter(output.read_page, "number", "a page or frame, from 1", of=IMAGOR),
    "pixelate": Filter(detail.read_pixelate, "[block]", "`pixelate`", of=IMAGOR),
    "preview": Filter(output.read_unneeded, "", "nothing", of=IMAGOR),
    "raw": Filter(output.read_raw, "", "the stored file, where originals are served", of=IMAGOR),
    "to_colorspace": Filter(output.read_to_colorspace, "[profile]", "`cs`: srgb or p3", of=IMAGOR),
}
"""The filters by name: thumbor's, then imagor's."""

ALIASES = {"red_eye": "redeye"}
"""Other spellings: thumbor's own filter of red eyes listens to this one alone."""


def filtered(words: Words) -> Draft:
    """Return what the words of a path make of a picture."""
    draft = Draft(words, image=words.image)
    steps = [(_known(said), said) for said in words.filters]
    for early in (True, False):
        for each, said in steps:
            if each.early is early:
                draft = each.read(draft, _arguments(said, each))
        if early:
            draft = with_frame(draft)
    return draft


def _known(said: Said) -> Filter:
    name = ALIASES.get(said.name, said.name)
    if name not in FILTERS:
        raise unknown(said.name, FILTERS, "filter")
    return FILTERS[name]


def _arguments(said: Said, each: Filter) -> Arguments:
    least, most = each.counts
    given = Arguments(said.name, said.arguments)
    if not least <= len(said.arguments) <= most or not all(given.has(at) for at in range(least)):
        counts = f"{least}" if least == most else f"{least} to {most}"
        form = f"{said.name}({each.form})"
        raise InvalidParameter(f"{said.name}: it takes {counts} arguments: {form}", parameter=said.name)
    return given
