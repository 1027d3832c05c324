"""What the search for the worst URL gives each parameter: extremes and middles. `~` is a length, 8 to 8192 pixels."""

VALUES: dict[str, tuple[str, ...]] = {
    "w": ("~", "0.5", "1.0", "4096", "2048", "1024"),
    "h": ("~", "0.5", "1.0", "4096", "2048", "1"),
    "ar": ("16:9", "1:1", "9:16"),
    "fit": ("max", "clip", "crop", "min", "scale", "fill", "fillmax"),
    "crop": ("entropy", "edges", "top,left", "focalpoint"),
    "fp-z": ("2", "100"),
    "max-w": ("~",),
    "max-h": ("~",),
    "min-w": ("~",),
    "min-h": ("~",),
    "dpr": ("2", "3"),
    "or": ("6", "3", "5"),
    "frame": ("0", "1", "11", "59", "399"),
    "trim": ("auto",),
    "rect": ("0,0,0.5,0.5", "1,1,1000,1000"),
    "flip": ("h", "v", "hv"),
    "rot": ("90", "1", "45", "30"),
    "bg": ("fff", "80ff0000"),
    **dict.fromkeys(("exp", "gam", "bri", "con", "sat", "hue", "vib", "sepia", "sharp", "usm"), ("50", "100")),
    "usmrad": ("5", "500"),
    "mono": ("ff6347", "80ff6347"),
    "duotone": ("000080,fa8072",),
    "duotone-alpha": ("50",),
    "invert": ("true",),
    "blur": ("1", "20", "250"),
    "px": ("1", "2", "100"),
    "mask": ("ellipse", "corners"),
    "corner-radius": ("10", "4096"),
    "pad": ("10", "500"),
    "border": ("10,80ff0000",),
    "fm": ("jpg", "pjpg", "png", "webp", "avif", "gif", "smallest,avif,webp,source", "smallest,jpg,webp"),
    "q": ("1", "50", "89", "90", "95", "100"),
    "max-bytes": ("1", "5000", "50000", "1000000"),
    "frames": ("0-1", "0-11", "1-59", "11-11"),
    "interval": ("1", "2", "5"),
    "fps": ("0.1", "5", "100"),
    "loop": ("0", "3"),
    "reverse": ("true",),
    "lossless": ("true",),
    "colors": ("2", "256"),
    "metadata": ("keep", "strip"),
    "effort": ("fast", "small"),
}
"""Of every parameter of the native dialect that changes what is done."""

UNMEASURED = frozenset({"trim-color", "trim-tol", "fp-x", "fp-y", "auto", "ch", "dl", "v", "preset", "expires", "s"})
"""What changes no work, or comes with what does."""

SIZES = ("4096x4096", "2000x2000", "1200x630", "4096x200", "200x4096", "256x256")
MADE: dict[str, dict[str, tuple[str, ...]]] = {
    "placeholder": {"size": SIZES, "text": ("Soon", "words " * 33), "fill": ("tomato", "80ff6347")},
    "gradient": {
        "size": SIZES,
        "fill": ("f00,00f", "f00,80ff0000,00f,0f0,fff"),
        "shape": ("linear", "radial"),
        "angle": ("0", "30"),
    },
    "pattern": {
        "size": SIZES,
        "style": ("noise", "checks", "stripes"),
        "cell": ("1", "7", "1024"),
        "fill": ("tomato", "80ff6347"),
    },
    "qr": {"text": ("x", "https://example.com/" * 40), "module": ("1", "20"), "quiet": ("4",), "fill": ("80ff6347",)},
    "avatar": {"size": SIZES, "name": ("Ada Lovelace",), "fill": ("tomato", "80ff6347")},
    "card": {
        "size": ("4096x4096", "2000x2000", "1200x630", "4096x200", "200x4096", "256x256"),
        "title": ("Short", "words " * 33),
        "subtitle": ("Short", "more of them " * 23),
        "fill": ("f00,00f", "80ff0000,00f"),
        "picture": ("noise-large.jpg", "noise-large.png", "moving-12.gif", "noise-large.avif"),
        "logo": ("noise-large.webp", "noise-small.png"),
    },
}
"""Of every generator."""
