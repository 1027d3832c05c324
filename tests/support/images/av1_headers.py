"""AV1 sequence headers written bit by bit."""


def av1_units(*parts: tuple[int, bytes]) -> memoryview:
    """Return OBUs, each with its length: pairs of a type and the content."""
    return memoryview(b"".join(bytes([kind << 3 | 2, len(data)]) + data for kind, data in parts))


def packed_bits(fields: list[tuple[int, int]]) -> bytes:
    """Return numbers packed into bits: pairs of a number and its width in bits."""
    value = size = 0
    for number, bits in fields:
        value, size = value << bits | number, size + bits
    return (value << -size % 8).to_bytes(-(-size // 8), "big")


SIZES = [(11, 4), (9, 4), (3000, 12), (700, 10)]
"""The fields of a size of 3001 x 701: widths of the two numbers, then both, less 1."""


SHORT_HEADER = [(0, 3), (1, 1), (1, 1), (5, 5), *SIZES]


LONG_HEADER = [
    *[(0, 3), (0, 1), (0, 1)],
    *[(1, 1), (1, 32), (30, 32), (1, 1), (1, 3), (0, 2)],  # times, with a number of variable length
    *[(1, 1), (9, 5), (1, 32), (9, 5), (9, 5)],  # a model of a decoder
    *[(1, 1), (1, 5)],  # two operating points
    *[(0, 12), (8, 5), (1, 1), (1, 1), (0, 21), (1, 1), (3, 4)],
    *[(0, 12), (5, 5), (0, 1), (0, 1)],
    *SIZES,
]
"""A header with all optional fields before the size."""
