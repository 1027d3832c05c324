"""Placeholder: all that can be shown until a picture is there, as one JSON, made of one look at it.

Members are called as frameworks take them: `blurDataURL` by Next.js's Image; the same text serves as `placeholder` of
Nuxt's NuxtImg; `background` is taken by unpic's Image, in Astro and elsewhere, and by any style.
"""

import json

from handler.analysis.css_background import css_background
from handler.analysis.swatches import FEW, Swatch, average
from handler.codecs.formats._glances import blurhash_text, glance, thumbhash_text, tiny_picture
from handler.codecs.formats.palette import palette_facts
from handler.codecs.writing import WriteOptions
from handler.core.frames import Frames


def write(frames: Frames, wish: WriteOptions) -> bytes:
    """Return the placeholders of the first frame."""
    del wish  # there is nothing to choose
    seen = glance(frames)
    found = palette_facts(seen, FEW)
    mean = Swatch(average(seen), 1).hex
    content = {
        "blurDataURL": tiny_picture(seen),
        "blurhash": blurhash_text(seen),
        "thumbhash": thumbhash_text(seen),
        "background": css_background(seen),
        "dominant": found["colors"][0]["hex"] if found["colors"] else mean,
        "average": mean,
        "palette": found,
    }
    return json.dumps(content, indent=2).encode()
