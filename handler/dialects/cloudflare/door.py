"""Door: Cloudflare's addresses, `{options}/{picture}`, and the way back. Signed as ours are: `s` in the query.

Pictures that Cloudflare hosts have their options last, `{account}/{image}/{options}`; account and image are the key.
"""

from urllib.parse import unquote_to_bytes

from handler.core.delivery import LinkTerms, Signature
from handler.core.keys import decode
from handler.core.signing import signed, verify
from handler.core.source import Stored
from handler.dialects.cloudflare.options import read_options
from handler.dialects.cloudflare.reading import SourcePlace, asked_for
from handler.dialects.cloudflare.writing import written_options
from handler.dialects.foreign.picture_paths import confirmed, pictured, written_path, written_terms
from handler.dialects.interface import SAMPLES, DialectRequest, Operation, PathField, PictureReply, Reply
from handler.dialects.native import parse_alone

__all__ = ["operations", "parse", "signed", "verify", "write"]

EQUALS = b"="
URLS = (b"https://", b"http://")
PERMISSION = {"s", "expires"}
"""Parameters that say who may have the picture and until when."""

OPTIONS = PathField("options", "Options with commas between them.", ("width=300,fit=cover,format=auto",), str)
KEY = PathField("key", "The picture's key.", SAMPLES)


def parse(asked: DialectRequest) -> Reply:
    """Return the picture that is asked for, or with format=json facts of it."""
    said, path = _parted(asked.path)
    source, query = _source(path, asked.query, asked.base)
    terms = parse_alone(query, LinkTerms)
    return asked_for(read_options(decode(said)), SourcePlace(source, asked.base), terms, asked.hints)


def _parted(path: bytes) -> tuple[bytes, bytes]:
    """Return options and picture: the options are the first segment, or as of pictures that are hosted, the last."""
    said, _, picture = path.partition(b"/")
    before, _, last = path.rpartition(b"/")
    hosted = EQUALS not in unquote_to_bytes(said) and EQUALS in unquote_to_bytes(last)
    return (last, before) if hosted else (said, picture)


def _source(path: bytes, query: str, base: str) -> tuple[str, str]:
    """Return the picture's key or URL, and the query that is the link's own: of another host's URL what permits it.

    A URL stands in the path as it is, and its query in ours; one that is encoded is decoded, and has its query in it.
    """
    if not path.startswith(URLS):
        return decode(path), query
    url = path.decode("utf-8", "replace")
    if isinstance(pictured(url, base), Stored):
        return url, query
    parts = [(part.partition("=")[0], part) for part in filter(None, query.split("&"))]
    own = "&".join(part for name, part in parts if name in PERMISSION)
    rest = "&".join(part for name, part in parts if name not in PERMISSION)
    return url + (f"?{rest}" if rest else ""), own


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
