"""Facts document: size of the result, and of the source, as Cloudflare tells them."""

from handler.core.limits import Limits
from handler.dialects.cloudflare.facts_document import as_cloudflare


def test_facts_are_told_in_cloudflares_form() -> None:
    told = {
        "source": {"format": "jpg", "bytes": 9, "width": 30, "height": 20, "key": "a"},
        "result": {"width": 3, "height": 2},
    }
    original = {"file_size": 9, "width": 30, "height": 20, "format": "image/jpeg"}
    assert as_cloudflare(told, Limits()) == {"width": 3, "height": 2, "original": original}
