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

OPTIONS = PathField("options", "Options with commas between them.", ("width=300,fit=cover,format=auto",), str)
KEY = PathField("key", "The picture's key.", SAMPLES)


def parse(asked: DialectRequest) -> Reply:
    """Return the picture that is asked for, or with format=json facts of it."""
    terms = parse_alone(asked.query, LinkTerms)
    said, _, path = asked.path.partition(b"/")
    return asked_for(read_options(decode(said)), decode(path), terms, asked.hints)


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
