"""A picture that any language can make again, so that what other programs make of it can be recorded."""

from PIL import Image


def grains(width: int, height: int, seed: int, *, veiled: bool = False) -> Image.Image:
    """Return stripes in noise, the same everywhere: the numbers are those of a linear congruential generator."""
    state, data = seed, bytearray()
    for y in range(height):
        for x in range(width):
            state = (state * 1103515245 + 12345) % 2**31
            data += bytes(
                (x * (5 + seed % 7) * (c + 1) + y * (3 + c * 4) + (state >> 8 * c) % 64) % 256 for c in range(3)
            )
            data.append((state >> 16) % 256 if veiled else 255)
    return Image.frombytes("RGBA", (width, height), bytes(data))
