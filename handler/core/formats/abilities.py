"""Abilities: which formats can do what, as lists of names, and how an error says so."""

from handler.core.formats.catalogue import KINDS
from handler.core.validation_text import sentence_list

# Those that are small on pages come first in a sentence: the formats that have a quality.
OFFERED = sorted((row for row in KINDS if row.writing), key=lambda row: not row.quality)
LOSSLESS = [row.name for row in OFFERED if "lossless" in row.can]
PALETTED = [row.name for row in OFFERED if "colors" in row.can]
PROFILED = [row.name for row in OFFERED if "profile" in row.can]
MOVING = [row.name for row in OFFERED if row.animation]
LOSSY = [row for row in OFFERED if row.quality]
WITHOUT_QUALITY = {row.name for row in OFFERED if not row.quality}

ALONE = [row.name for row in OFFERED if row.text]
"""Texts that tell of a picture, of which a client asks for one by name."""

PREFIXED = "palette-css"
"""The text whose names have a prefix."""

LOSSLESS_WITH, PALETTED_WITH, PROFILED_WITH, MOVING_WITH = (
    f"with fm={sentence_list(names)}" for names in (LOSSLESS, PALETTED, PROFILED, MOVING)
)
