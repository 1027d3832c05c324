"""Door: imgproxy's addresses, `{signature}/{options}/{source}`, and the way back. Its keys are its own."""

from handler.core.query_string import pairs, tracks
from handler.dialects.foreign.picture_paths import confirmed
from handler.dialects.foreign.words import unknown
from handler.dialects.imgproxy.address import parsed
from handler.dialects.imgproxy.reading import asked_picture
from handler.dialects.imgproxy.signatures import signed, verify
from handler.dialects.imgproxy.writing import written_address
from handler.dialects.interface import SAMPLES, DialectRequest, Operation, PathField, PictureReply, Reply

__all__ = ["operations", "parse", "signed", "verify", "write"]

SIGNATURE = PathField("signature", "The signature, or unsafe, insecure, _.", ("unsafe",), str)
OPTIONS = PathField("options", "Options with slashes between them.", ("rs:fill:300:200",), str)
KEY = PathField("key", "The picture's key.", SAMPLES)


def parse(asked: DialectRequest) -> Reply:
    """Return the picture that is asked for. All of it stands in the path, which is what is signed."""
    if said := next((name for name, _ in pairs(asked.query) if not tracks(name)), None):
        raise unknown(said, ())
    return asked_picture(parsed(asked.path), asked.presets, asked.base)


def write(picture: PictureReply) -> str:
    """Return the address, with a word for no signature."""
    address = written_address(picture)
    return confirmed(address, picture, lambda path, query: parse(DialectRequest(path.encode(), query)))


def operations() -> tuple[Operation, ...]:
    """Return the one operation."""
    return (
        Operation(
            "imgproxy",
            "{signature}/{options}/plain/{key}",
            "Get a stored picture by an address in imgproxy's form",
            "Return a stored picture, changed as the options say.",
            (SIGNATURE, OPTIONS, KEY),
        ),
    )
