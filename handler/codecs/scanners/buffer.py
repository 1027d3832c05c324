"""Buffer: the bytes of a whole file where they lie, for decoders that want all of them at once."""

from typing import BinaryIO, Protocol, runtime_checkable


@runtime_checkable
class Buffered(Protocol):
    """A file whose bytes are in memory: `core.source_file.SourceFile`, `io.BytesIO`."""

    def getbuffer(self) -> memoryview:
        """Return them."""


def held(blob: BinaryIO) -> memoryview:
    """Return the bytes of a whole file, without a copy where it has them in memory. They can be written to."""
    if isinstance(blob, Buffered):
        return blob.getbuffer()
    blob.seek(0)
    return memoryview(bytearray(blob.read()))
