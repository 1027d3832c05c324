"""Spellings: the other words that the native dialect reads, what it drops, and what one word says besides."""

ALIASES = {
    "width": "w",
    "height": "h",
    "quality": "q",
    "format": "fm",
    "f": "fm",
    "output": "fm",
}
SYNONYMS = {
    "fit": {
        **dict.fromkeys(("inside", "bounds", "limit"), "max"),
        **dict.fromkeys(("cover", "lfill"), "crop"),
        **dict.fromkeys(("force", "stretch"), "scale"),
        "pad": "fill",
    },
    "fm": {"jpeg": "jpg", "pjpeg": "pjpg", "tif": "tiff"},
}
HINTS = {
    ("fit", "contain"): "vendors disagree what contain means; write max, clip or fill",
    ("fit", "outside"): "vendors disagree what outside means; write crop, or give one side alone",
}
IMPLIED = {
    "ar": ("fit", "crop"),
    "crop": ("fit", "crop"),
    "fp-x": ("crop", "focalpoint"),
    "fp-y": ("crop", "focalpoint"),
    "fp-z": ("crop", "focalpoint"),
    "corner-radius": ("mask", "corners"),
}
"""What a parameter asks for besides, where that is not given. Read twice: fp-x implies crop, which implies fit."""

TRACKING = frozenset(
    (
        *("dclid", "gad_campaignid", "gad_source", "gbraid", "gclid", "gclsrc", "srsltid", "wbraid", "_ga", "_gl"),
        *("fbclid", "igsh", "igshid", "li_fat_id", "mc_cid", "mc_eid", "msclkid", "ttclid", "twclid", "yclid"),
        *("ixid", "ixlib"),
        "cb",
    )
)
"""Names that others add to any link: Google's; other networks' and mailers'; those of imgix's clients; and one that
is only there to miss caches."""

TRACKING_PREFIX = "utm_"
