"""The table of dialects: every door at which a picture is asked for by its address alone, one row each.

1. A door's name and path stand here, and nowhere else but in its own module: routes, gate, OpenAPI, the first page,
   invalidation, `tintype sign` and the documentation go through the rows.
2. A row is plain text. Its module is imported when the door is first used, so one that nobody uses costs no cold start.
3. The first row is the door of stored pictures; whoever asks at a path that is none is sent there.
4. Rows of one dialect are one family, which a setting opens. The first row of a family may stand at the root as well.

What a module offers is told in `handler/dialects/interface.py`.
"""

from collections.abc import Collection

from handler.dialects.row import ROOT, Dialect
from handler.dialects.vendor_rows import CHAINED_ROWS, LOCATED_ROWS, VENDOR_ROWS

__all__ = ["DIALECTS", "ROOT", "Dialect", "at_root", "families", "open_doors", "served"]


DIALECTS: tuple[Dialect, ...] = (
    Dialect(
        "images",
        "/images/{key:path}",
        "handler.dialects.native.stored",
        "a stored picture, changed as the parameters say",
        "{key}?w=300&fm=webp",
        stands_in=True,
        invalidated="{key}*",
        keyed=True,
    ),
    Dialect(
        "info",
        "/info/{key:path}",
        "handler.dialects.native.facts",
        "facts of a picture and of the result, as JSON",
        "{key}?w=300",
        light=True,
    ),
    Dialect(
        "generate",
        "/generate/{name}",
        "handler.dialects.native.made",
        "a picture that is drawn: placeholder, gradient, pattern, qr, avatar, card, montage",
        "placeholder?size=300x200",
        names="handler.generators",
    ),
    Dialect(
        "cloudflare",
        "/cdn-cgi/image/{rest:path}",
        "handler.dialects.cloudflare.door",
        "a stored picture by an address in Cloudflare's form",
        "width=300,format=auto/{key}",
        stands_in=True,
        invalidated="*",
        family="cloudflare",
    ),
    *LOCATED_ROWS,
    Dialect(
        "imgproxy",
        "/imgproxy/{rest:path}",
        "handler.dialects.imgproxy.door",
        "a stored picture by an address in imgproxy's form",
        "unsafe/rs:fill:300:200/plain/{key}@webp",
        stands_in=True,
        invalidated="*",
        family="imgproxy",
        secret="imgproxy_key",  # noqa: S106 - the name of a setting
    ),
    Dialect(
        "imgix",
        "/imgix/{key:path}",
        "handler.dialects.imgix.stored",
        "a stored picture, as imgix's clients ask for it, with imgix's signatures",
        "{key}?w=300&fit=crop&auto=format",
        stands_in=True,
        invalidated="{key}*",
        keyed=True,
        family="imgix",
        secret="imgix_token",  # noqa: S106 - the name of a setting
    ),
    *VENDOR_ROWS,
    *CHAINED_ROWS,
    Dialect(
        "hygraph",
        "/hygraph/{rest:path}",
        "handler.dialects.vendors.hygraph",
        "a stored picture, as Hygraph has it",
        "resize=fit:crop,width:300,height:200/output=format:webp/{key}",
        stands_in=True,
        invalidated="*",
        family="hygraph",
    ),
    Dialect(
        "aws",
        "/aws/{rest:path}",
        "handler.dialects.aws.requests",
        "a picture as AWS's Dynamic Image Transformation (Serverless Image Handler) has it",
        "fit-in/300x200/{key}",
        invalidated="*",
        family="aws",
        secret="aws_key",  # noqa: S106 - the setting's name
    ),
    Dialect(
        "cloudinary",
        "/cloudinary/{rest:path}",
        "handler.dialects.cloudinary.addresses",
        "a picture as Cloudinary has it",
        "image/upload/c_fill,w_300,h_200/f_auto/{key}",
        invalidated="*",
        family="cloudinary",
        secret="cloudinary_secret",  # noqa: S106 - the setting's name
    ),
    Dialect(
        "iiif3",
        "/iiif/3/{rest:path}",
        "handler.dialects.iiif.version3",
        "a stored picture, or a part of it, by the IIIF Image API 3.0",
        "{key}/full/300,/0/default.jpg",
        methods=("GET", "HEAD", "OPTIONS"),
        invalidated="{segment}*",
        family="iiif",
        manners="iiif",
    ),
    Dialect(
        "iiif2",
        "/iiif/2/{rest:path}",
        "handler.dialects.iiif.version2",
        "the same by the IIIF Image API 2.1",
        "{key}/full/300,/0/default.jpg",
        methods=("GET", "HEAD", "OPTIONS"),
        invalidated="{segment}*",
        family="iiif",
        manners="iiif",
    ),
    Dialect(
        "ipx",
        "/_ipx/{rest:path}",
        "handler.dialects.ipx.door",
        "a stored picture by an address in ipx's form",
        "s_300x200,f_webp/{key}",
        stands_in=True,
        invalidated="*",
        family="ipx",
    ),
    Dialect(
        "imagekit",
        "/imagekit/{rest:path}",
        "handler.dialects.imagekit.addresses",
        "a picture as ImageKit has it",
        "tr:w-300,h-200/{key}",
        invalidated="*",
        family="imagekit",
        secret="imagekit_key",  # noqa: S106 - the setting's name
    ),
    Dialect(
        "thumbor",
        "/thumbor/{rest:path}",
        "handler.dialects.thumbor.door",
        "a stored picture, by a path of thumbor's or imagor's",
        "unsafe/300x200/{key}",
        stands_in=True,
        invalidated="*",
        family="thumbor",
        secret="thumbor_key",  # noqa: S106 - the name of a setting
    ),
)
"""The doors, in the order in which they are shown."""


def families() -> frozenset[str]:
    """Return the names of all dialects."""
    return frozenset(row.family for row in DIALECTS)


def secrets() -> frozenset[str]:
    """Return the settings that have the keys of dialects."""
    return frozenset(row.secret for row in DIALECTS if row.secret)


def open_doors(chosen: Collection[str]) -> tuple[Dialect, ...]:
    """Return the doors of these families, in the order in which they are shown."""
    return tuple(row for row in DIALECTS if row.family in chosen)


def at_root(family: str) -> Dialect | None:
    """Return the door of a family that stands at the root, None where no family is named."""
    return next((row.rooted() for row in DIALECTS if row.family == family), None)


def served(chosen: Collection[str], root: str) -> tuple[Dialect, ...]:
    """Return every door that answers: those that are open, and behind them the one at the root."""
    last = at_root(root)
    return (*open_doors(chosen), last) if last else open_doors(chosen)
