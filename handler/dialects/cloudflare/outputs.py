"""Outputs: format, quality, metadata and compression, as an output and who chooses its format, and the way back.

1. Without a format the result has that of the source; `auto` leaves it to Accept. `jpeg` is progressive.
2. A quality in words is one that the picture is to look like. Of WebP, 100 is without loss.
3. `slow-connection-quality` counts where the viewer's browser says Save-Data; the other hints of a slow connection are
   not looked at.
"""

from typing import Any, NamedTuple

from handler.core.delivery import SAVING
from handler.core.output import Output
from handler.dialects.cloudflare.options import Options
from handler.dialects.foreign.arguments import one_of, whole_in_range
from handler.dialects.foreign.words import declared
from handler.dialects.interface import ClientHints

NEGOTIATED = "auto"
FACTS = "json"
FORMATS = {
    NEGOTIATED: "source",
    "avif": "avif",
    "webp": "webp",
    "jpeg": "pjpg",
    "jpg": "pjpg",
    "baseline-jpeg": "jpg",
    FACTS: "source",
}
LOOKS = {"high": "auto:best", "medium-high": "auto:good", "medium-low": "auto:eco", "low": "auto:low"}
METADATA = {"copyright": "copyright", "keep": "keep", "none": "strip"}
PLAINEST = "classic"
"""What compression=fast makes of a format: the source's, but JPEG or PNG in place of AVIF and WebP."""

BASELINE = "jpg"
LOSSLESS = 100
SLOW = "slow-connection-quality"


class WantedOutput(NamedTuple):
    """The output, whether Accept chooses its format, and whether facts are asked for in its place."""

    output: Output
    negotiable: bool
    facts: bool


def wanted_output(options: Options, hints: ClientHints) -> WantedOutput:
    """Return how the result is to be written. hints: what the viewer's browser tells."""
    asked = options.get("format", "")
    form = one_of("format", asked, FORMATS) if asked else "source"
    fields: dict[str, Any] = {"formats": (form,)}
    if "compression" in options:
        fields |= {"formats": (one_of("compression", options["compression"], {"fast": PLAINEST}),), "effort": "fast"}
        if form == BASELINE:
            fields["formats"] = (form,)
    if "metadata" in options:
        fields["metadata"] = one_of("metadata", options["metadata"], METADATA)
    slow = _quality(options, SLOW)
    quality = slow if slow is not None and hints.saves else _quality(options, "quality")
    if quality == LOSSLESS and fields["formats"] == ("webp",):
        fields["lossless"] = True
    elif quality is not None:
        fields["quality"] = quality
    output = declared(Output, "quality" if "quality" in options else "format", options.get("quality", asked), **fields)
    return WantedOutput(output, asked == NEGOTIATED and "compression" not in options, asked == FACTS)


def options_of_output(output: Output, *, negotiable: bool, saves: bool) -> Options:
    """Return the options that say an output, as far as there are any."""
    said: Options = {}
    if output.quality != Output().quality:
        looks = {ours: theirs for theirs, ours in LOOKS.items()}
        said["quality"] = looks.get(str(output.quality), str(output.quality))
    if output.lossless:
        said["quality"] = str(LOSSLESS)
    spoken = {ours: theirs for theirs, ours in FORMATS.items() if theirs != "jpg"} | {"source": "", PLAINEST: ""}
    form = NEGOTIATED if negotiable else spoken.get(output.formats[0], output.formats[0])
    said |= {"format": form} if form else {}
    said |= {"compression": "fast"} if output.effort == "fast" else {}
    if output.metadata != Output().metadata:
        said["metadata"] = next(theirs for theirs, ours in METADATA.items() if ours == output.metadata)
    return said | ({SLOW: str(SAVING)} if saves else {})


def _quality(options: Options, name: str) -> int | str | None:
    if name not in options:
        return None
    text = options[name]
    return LOOKS[text] if text in LOOKS else whole_in_range(name, text, 1, 100)
