"""Facts document: what format=json tells, in the form that Cloudflare has for it."""

from collections.abc import Mapping
from typing import Any

from handler.core.formats.catalogue import FORMATS
from handler.core.limits import Limits


def as_cloudflare(told: Mapping[str, Any], limits: Limits) -> Mapping[str, Any]:
    """Return the size of the result, and size, bytes and media type of the source."""
    del limits
    source, result = told["source"], told["result"]
    form = FORMATS[source["format"]].media_type
    original = {"file_size": source["bytes"], "width": source["width"], "height": source["height"], "format": form}
    return {"width": result["width"], "height": result["height"], "original": original}
