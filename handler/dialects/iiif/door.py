"""Door: from a request at an IIIF door to its reply; both editions have the same shapes of address."""

from collections.abc import Mapping
from functools import partial
from typing import Annotated, Any

from pydantic import WithJsonSchema

from handler.core.delivery import Delivery, Lasting, Signature
from handler.core.limits import Limits
from handler.core.source import Stored
from handler.dialects.iiif import information
from handler.dialects.iiif.address import INFO, identifier, read_path
from handler.dialects.iiif.appearance import QUALITIES, SUFFIXES
from handler.dialects.iiif.beside import METADATA
from handler.dialects.iiif.edition import Edition, Manners, manners_of
from handler.dialects.iiif.media_type import info_type
from handler.dialects.iiif.picture_request import profile_link, read_picture
from handler.dialects.interface import (
    SAMPLES,
    DialectRequest,
    Document,
    FactsReply,
    Operation,
    PathField,
    PictureReply,
    PreflightReply,
    RedirectReply,
    Reply,
)
from handler.dialects.native import parse_alone
from handler.recipe import Recipe

WRITERS = {3: information.three, 2: information.two}

IDENTIFIER = PathField("identifier", "The picture's key, its slashes as %2F.", SAMPLES)
Words = Annotated[str, WithJsonSchema({"type": "string", "minLength": 1})]


def replied(asked: DialectRequest, edition: Edition) -> Reply:
    """Return what a request means."""
    if asked.method == "OPTIONS":
        return PreflightReply()
    delivery = Delivery(expires=parse_alone(asked.query, Lasting).expires)
    path, manners = read_path(asked.path), manners_of(edition, asked.limits, asked.manners)
    uri = base_uri(asked, path.key)
    if path.kind == "base":
        return RedirectReply(f"{asked.prefix}{identifier(path.key)}/{INFO}")
    if path.kind == "info":
        picture = PictureReply(Recipe.of(Stored(key=path.key)), delivery)
        return FactsReply(picture, bare=True, document=_document(asked, uri, manners))
    request = read_picture(path.parameters, manners, uri)
    return PictureReply(request.recipe(path.key), delivery, request.links)


def base_uri(asked: DialectRequest, key: str) -> str:
    """Return the base URI of a picture's service, as the viewer has it."""
    root = asked.base if "://" in asked.base else f"{asked.origin}{asked.base}"
    return f"{root}{asked.prefix}{identifier(key)}"


def _document(asked: DialectRequest, uri: str, manners: Manners) -> Document:
    write = partial(_written, uri=uri, manners=manners)
    headers = {"vary": "Accept", "link": profile_link(manners)}
    return Document(write, info_type(asked.accept, manners.edition), headers, METADATA)


def _written(told: Mapping[str, Any], limits: Limits, *, uri: str, manners: Manners) -> dict[str, Any]:
    del limits  # they are in the manners
    return WRITERS[manners.edition.number](told, uri, manners)


def offered_operations(edition: Edition) -> tuple[Operation, ...]:
    """Return what can be asked for at the door of an edition."""
    sizes = ("max", "300,", "!300,300", "pct:50", "^600," if edition.marked else "600,")
    fields = (
        IDENTIFIER,
        PathField("region", "full, square, x,y,w,h or pct:x,y,w,h.", ("full", "square", "10,20,200,100"), Words),
        PathField("size", "What the region is scaled to.", sizes, Words),
        PathField(
            "rotation", "Degrees clockwise, 0 up to 360; with a ! before them it is mirrored.", ("0", "!90"), Words
        ),
        PathField("quality", "color, gray, bitonal, or default.", tuple(QUALITIES), Words),
        PathField("format", "The format.", tuple(SUFFIXES), Words),
    )
    name = f"iiif{edition.number}"
    return (
        Operation(
            name,
            "{identifier}/{region}/{size}/{rotation}/{quality}.{format}",
            f"Get a picture, or a part of it, by the {edition.words}",
            "Return a region of a stored picture, scaled, mirrored, turned, in a quality and a format.",
            fields,
            (Lasting, Signature),
        ),
        Operation(
            f"{name}-info",
            f"{{identifier}}/{INFO}",
            f"Get what a viewer has to know of a picture, by the {edition.words}",
            "Return the size of a stored picture, its tiles, and what may be asked of it.",
            (IDENTIFIER,),
            (Lasting, Signature),
            answers="document",
        ),
    )
