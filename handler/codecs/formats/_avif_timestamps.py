"""The clock in a moving AVIF: libavif writes when the file was made, and the same picture must give the same bytes."""

from struct import unpack_from

NESTS = {b"moov", b"trak", b"mdia"}
STAMPED = {b"mvhd", b"tkhd", b"mdhd"}


def unstamped(data: bytes) -> bytes:
    """Return a file of ISO base media boxes with the times of creation and change set to 0, which means unknown.

    Boxes and fields: ISO/IEC 14496-12, 4.2 and 8.2 to 8.4. A still AVIF has none of them.
    """
    result = bytearray(data)
    _unstamp(result, 0, len(result))
    return bytes(result)


def _unstamp(data: bytearray, start: int, stop: int) -> None:
    while start + 8 <= stop:
        size, name = unpack_from(">I4s", data, start)
        header = 8
        if size == 1:
            size, header = unpack_from(">Q", data, start + 8)[0], 16
        end = start + size if size else stop
        if size and size < header:
            return
        body = start + header
        if name in NESTS:
            _unstamp(data, body, end)
        elif name in STAMPED:
            times = 16 if data[body] == 1 else 8  # two of 64 bit in version 1, of 32 in version 0
            data[body + 4 : body + 4 + times] = bytes(times)
        start = end
