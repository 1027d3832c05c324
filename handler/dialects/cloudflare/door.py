"""Door: Cloudflare's addresses, `{options}/{picture}`, and the way back. Signed as ours are: `s` in the query."""

from handler.core.delivery import Signature
from handler.core.keys import decode
from handler.core.signing import signed, verify
from handler.dialects.cloudflare.options import read_options
from handler.dialects.cloudflare.reading import asked_for
from handler.dialects.cloudflare.writing import written_options
from handler.dialects.interface import SAMPLES, DialectRequest, Operation, PathField, PictureReply, Reply
from handler.dialects.native import parse_alone
from handler.dialects.picture_paths import LinkTerms, confirmed, written_path, written_terms

__all__ = ["operations", "parse", "signed", "verify", "write"]

URL = b"https://"
PERMISSION = {"s", "expires"}
"""Parameters that say who may have the picture and until when."""

OPTIONS = PathField("options", "Options with commas between them.", ("width=300,fit=cover,format=auto",), str)
KEY = PathField("key", "The picture's key.", SAMPLES)


def parse(asked: DialectRequest) -> Reply:
    """Return the picture that is asked for, or with format=json facts of it."""
    said, _, path = asked.path.partition(b"/")
    source, query = _source(path, asked.query)
    return asked_for(read_options(decode(said)), source, parse_alone(query, LinkTerms), asked.hints)


def _source(path: bytes, query: str) -> tuple[str, str]:
    """Return the picture's key or URL, and the query that is the link's own: of a URL it is what permits it alone.

    A URL stands in the path as it is, and its query in ours; one that is encoded is decoded, and has its query in it.
    """
    if not path.startswith(URL):
        return decode(path), query
    parts = [(part.partition("=")[0], part) for part in filter(None, query.split("&"))]
    own = "&".join(part for name, part in parts if name in PERMISSION)
    rest = "&".join(part for name, part in parts if name not in PERMISSION)
    return path.decode("utf-8", "replace") + (f"?{rest}" if rest else ""), own


def write(picture: PictureReply) -> str:
    """Return options, path and query."""
    address = f"{written_options(picture)}/{written_path(picture)}{written_terms(picture.delivery)}"
    return confirmed(address, picture, lambda path, query: parse(DialectRequest(path.encode(), query)))


def operations() -> tuple[Operation, ...]:
    """Return the one operation."""
    return (
        Operation(
            "cloudflare",
            "{options}/{key}",
            "Get a stored picture by an address in Cloudflare's form",
            "Return a stored picture, changed as the options say.",
            (OPTIONS, KEY),
            (LinkTerms, Signature),
        ),
    )
