"""Version 3: the IIIF Image API 3.0 (https://iiif.io/api/image/3.0/)."""

from handler.core.signing import signed, verify
from handler.dialects.iiif.door import offered_operations, replied
from handler.dialects.iiif.edition import THREE
from handler.dialects.iiif.writing import iiif_address
from handler.dialects.interface import DialectRequest, Operation, PictureReply, Reply

__all__ = ["operations", "parse", "signed", "verify", "write"]


def parse(asked: DialectRequest) -> Reply:
    """Return the picture, its info.json, or from the base URI the way there."""
    return replied(asked, THREE)


def write(picture: PictureReply) -> str:
    """Return the address of a picture; Inexpressible names what it cannot say."""
    return iiif_address(picture, THREE)


def operations() -> tuple[Operation, ...]:
    """Return what can be asked for."""
    return offered_operations(THREE)
