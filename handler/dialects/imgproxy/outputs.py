"""Outputs: format, quality, size of the file and metadata, and how an answer is handed over, with the way back."""

from typing import Any

from handler.core.delivery import Delivery
from handler.core.formats.catalogue import FORMATS, WRITTEN
from handler.core.output import WITHOUT_QUALITY, Output
from handler.dialects.foreign.arguments import one_of, wrong_argument
from handler.dialects.foreign.words import declared
from handler.dialects.imgproxy.address import base64url
from handler.dialects.imgproxy.wishes import Wishes
from handler.errors import InvalidParameter

SPELLINGS = {"jpeg": "jpg", "tif": "tiff"}
NAMES = {name: name for name in WRITTEN if not FORMATS[name].text and name != "pjpg"} | SPELLINGS
"""The formats in imgproxy's words."""

LONGEST_NAME = 120
LONGEST_EDITION = 64


def wished_output(wishes: Wishes, form: str, base: Output) -> Output:
    """Return how the result is written. form: the format behind the source. base: what a preset says."""
    asked = form or wishes.get("format", "")
    fields: dict[str, Any] = {}
    if asked:
        fields["formats"] = (one_of("format", asked, NAMES),)
    quality = _quality(wishes, asked)
    if quality and NAMES.get(asked) not in WITHOUT_QUALITY:  # of which it says nothing with imgproxy either
        fields["quality"] = quality
    if wishes.get("max_bytes"):
        fields["max_bytes"] = wishes["max_bytes"]
    if "strip_metadata" in wishes or "keep_copyright" in wishes:
        stripped = "copyright" if wishes.get("keep_copyright", True) else "strip"
        fields["metadata"] = stripped if wishes.get("strip_metadata", True) else "keep"
    return declared(Output, "format", asked, **{**base.model_dump(exclude_defaults=True), **fields})


def _quality(wishes: Wishes, form: str) -> int | None:
    """Return the quality that is asked for, None where the default is."""
    if wishes.get("quality"):
        return int(wishes["quality"])
    if "format_quality" not in wishes:
        return None
    if not form:
        raise InvalidParameter("format_quality goes with a format", parameter="format_quality")
    by_format = {one_of("format_quality", each, NAMES): value for each, value in wishes["format_quality"].items()}
    return by_format.get(NAMES[form])


def delivery_of(wishes: Wishes, key: str) -> Delivery:
    """Return how the answer is handed over. key: names a download that has no name of its own."""
    name = wishes.get("filename")
    if name is not None and not wishes.get("return_attachment"):
        raise wrong_argument("filename", name, "goes with return_attachment=1")
    fields: dict[str, Any] = {"expires": wishes.get("expires") or None, "edition": wishes.get("cachebuster") or None}
    if wishes.get("return_attachment"):
        last = key.rpartition("/")[2]
        fields["download"] = name or (last.rpartition(".")[0] or last)[:LONGEST_NAME]
    return declared(Delivery, "filename" if name else "cachebuster", name or str(fields["edition"]), **fields)


def said_output(output: Output) -> list[tuple[str, ...]]:
    """Return the options that say an output, but for the format, as far as there are any."""
    said: list[tuple[str, ...]] = []
    if output.quality != Output().quality:
        said.append(("q", str(output.quality)))
    if output.max_bytes is not None:
        said.append(("mb", str(output.max_bytes)))
    if output.metadata != Output().metadata:
        said.append(("sm", "0") if output.metadata == "keep" else ("kcr", "0"))
    return said


def said_delivery(delivery: Delivery) -> list[tuple[str, ...]]:
    """Return the options that say how an answer is handed over, as far as there are any."""
    said: list[tuple[str, ...]] = []
    if delivery.expires is not None:
        said.append(("exp", str(delivery.expires)))
    if delivery.edition is not None:
        said.append(("cb", delivery.edition))
    if delivery.download is not None:
        colon = ":" in delivery.download
        said += [("att", "1"), ("fn", base64url(delivery.download), "1") if colon else ("fn", delivery.download)]
    return said
