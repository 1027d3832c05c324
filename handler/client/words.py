"""Words: the names of all parameters, as the service reads them; `tools/client_words.py` writes this list."""

_NATIVE = """
ar auto auto-contrast bg blend blend-align blend-alpha blend-color blend-fit blend-h blend-mode blend-pad blend-rot
blend-scale blend-size blend-tile blend-w blend-x blend-y blur border bri ch colorize colors con corner-radius crop cs
curve curve-b curve-g curve-r dl dpr duotone duotone-alpha effort enhance exp expires face-blur face-pixel faceindex
facepad faces fit flip fm fp-x fp-y fp-z fps frame frames gam gradient gradient-angle gradient-stops grain grain-seed
grain-size ground h hdr high hue interval invert levels loop lossless mark mark-align mark-alpha mark-fit mark-h
mark-pad mark-rot mark-scale mark-tile mark-w mark-x mark-y mark2 mark2-align mark2-alpha mark2-fit mark2-h mark2-pad
mark2-rot mark2-scale mark2-tile mark2-w mark2-x mark2-y mark3 mark3-align mark3-alpha mark3-fit mark3-h mark3-pad
mark3-rot mark3-scale mark3-tile mark3-w mark3-x mark3-y mark4 mark4-align mark4-alpha mark4-fit mark4-h mark4-pad
mark4-rot mark4-scale mark4-tile mark4-w mark4-x mark4-y mask mask-path max-bytes max-h max-w median metadata min-h
min-w mono nr nrs or pad pad-bottom pad-left pad-right pad-top page palette placeholder prefix preset progressive-blur
progressive-blur-angle progressive-blur-start progressive-blur-stop px q rect reverse rot sat sepia shad shadow sharp
trim trim-color trim-tol txt txt-align txt-clip txt-color txt-fit txt-font txt-line txt-line-color txt-pad txt-shad
txt-size txt-width usm usmrad v vib vignette vignette-color w
"""

WORDS = frozenset(_NATIVE.split())
"""The native parameters, which every picture takes, but the signature."""

MADE = {
    "placeholder": frozenset(("fill", "ink", "size", "text")),
    "gradient": frozenset(("angle", "fill", "shape", "size")),
    "pattern": frozenset(("angle", "cell", "fill", "ink", "seed", "size", "style")),
    "qr": frozenset(("fill", "ink", "level", "module", "quiet", "text")),
    "avatar": frozenset(("fill", "ink", "name", "seed", "size")),
    "card": frozenset(("angle", "fill", "ink", "logo", "picture", "size", "subtitle", "title")),
    "montage": frozenset(("cell", "cell-fit", "columns", "fill", "gap", "keys")),
}
"""Each picture that can be made, with the parameters that it takes besides."""

BETWEEN = {"ar": ":", "cell": "x", "frames": "-", "size": "x"}
"""What stands between the values of a list, where it is no comma."""

OTHERS = {
    "aspect": "ar",
    "autocontrast": "auto-contrast",
    "b": "bg",
    "background": "bg",
    "bgcolor": "bg",
    "brightness": "bri",
    "bw": "sat",
    "c": "w",
    "caption": "txt",
    "color": "mono",
    "colour": "mono",
    "composite": "blend",
    "contrast": "con",
    "curves": "curve",
    "denoise": "nr",
    "despeckle": "nr",
    "dpi": "dpr",
    "drop-shadow": "shadow",
    "dropshadow": "shadow",
    "enlarge": "fit",
    "exif": "or",
    "exposure": "exp",
    "ext": "fm",
    "extension": "fm",
    "f": "fm",
    "fill-color": "bg",
    "fmt": "fm",
    "format": "fm",
    "g": "crop",
    "gamma": "gam",
    "gravity": "crop",
    "grayscale": "sat",
    "greyscale": "sat",
    "hei": "h",
    "height": "h",
    "highlight": "high",
    "highlights": "high",
    "improve": "enhance",
    "improved": "enhance",
    "imwidth": "w",
    "interlace": "fm",
    "label": "txt",
    "mode": "w",
    "monochrome": "mono",
    "negate": "invert",
    "noise": "grain",
    "noise-reduction": "nr",
    "normalise": "auto-contrast",
    "normalize": "auto-contrast",
    "orient": "or",
    "orientation": "or",
    "output": "fm",
    "overlay": "mark",
    "overlay-gradient": "gradient",
    "pixelate": "px",
    "pixellate": "px",
    "position": "crop",
    "progressive": "fm",
    "qlt": "q",
    "quality": "q",
    "r": "rot",
    "radius": "corner-radius",
    "rotate": "rot",
    "rounded": "corner-radius",
    "saturation": "sat",
    "shadows": "shad",
    "sharpen": "sharp",
    "strip": "metadata",
    "tint": "mono",
    "tone-curve": "curve",
    "txt-clr": "txt-color",
    "txt-line-clr": "txt-line-color",
    "txtalign": "txt-align",
    "txtclip": "txt-clip",
    "txtclr": "txt-color",
    "txtcolor": "txt-color",
    "txtfit": "txt-fit",
    "txtfont": "txt-font",
    "txtline": "txt-line",
    "txtlineclr": "txt-line-color",
    "txtlinecolor": "txt-line-color",
    "txtpad": "txt-pad",
    "txtshad": "txt-shad",
    "txtsize": "txt-size",
    "txtwidth": "txt-width",
    "type": "fm",
    "unsharp": "usm",
    "upscale": "fit",
    "vibrance": "vib",
    "watermark": "mark",
    "wid": "w",
    "width": "w",
    "x": "rect",
}
"""Names that other services have for a parameter."""
