"""YuNet: a small network that finds faces, computed with numpy, which only the extra `faces` brings.

W. Wu, H. Peng, S. Yu: YuNet: A Tiny Millisecond-level Face Detector (2023). The weights are those of libfacedetection
(3-clause BSD, `weights/LICENSE`); `tools/face_weights.py` says from which package they come.

1. The picture is 8-bit RGB. Colours go in as blue, green, red from 0 to 255; sides are filled up to a multiple of 32.
2. Arrays are (channels, rows, columns) of 32-bit floats. A block is a 1 x 1 convolution over all channels and then a
   3 x 3 one within each; a backbone of six units is joined from the coarsest to the finest of three grids.
3. Every cell of a grid tells one face: two probabilities, a box, and eyes, nose and corners of the mouth.
"""

from collections.abc import Iterator
from functools import cache
from math import exp
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from PIL import Image

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array: TypeAlias = NDArray[np.float32]

WEIGHTS = Path(__file__).parent / "weights" / "yunet.f16"
"""All weights, in the order of `arrays`, as little-endian half-precision floats."""

STEM = 27
"""Channels of the first convolution: 3 x 3 pixels of three colours; stored as 32, of which five are nothing."""

UNITS = {0: (16, 16), 1: (16, 16, 32), 2: (32, 32, 64), 3: (64,) * 3, 4: (64,) * 3, 5: (64,) * 3}
"""Channels of each unit of the backbone: those that come in, and those that each of its blocks gives."""

STRIDES = (8, 16, 32)
"""Pixels of the picture to a cell of each grid."""

HEADS = {"cls": 1, "obj": 1, "bbox": 4, "kps": 10}
"""What a cell tells: whether it is a face, whether there is an object, a box, and five points, with their numbers."""

LARGEST_EXPONENT = 10.0
"""Where a box would have a side of more than e to this many cells it has that: no picture is so large."""


class Detection(NamedTuple):
    """A face. score: 0 to 1. box: left, top, right, bottom. points: eyes, nose, corners of the mouth; all in pixels."""

    score: float
    box: tuple[float, float, float, float]
    points: tuple[tuple[float, float], ...]


def blocks() -> Iterator[tuple[str, int, int]]:
    """Give the name of every block, and its channels in and out."""
    yield "backbone__model0_dp", 16, 16
    for number in range(1, 6):
        before, middle, after = UNITS[number]
        yield f"backbone__model{number}_dp1", before, middle
        yield f"backbone__model{number}_dp2", middle, after
    for level in range(3):
        yield f"neck__lateral_convs__{level}", 64, 64
        for head, numbers in HEADS.items():
            yield f"bbox_head__multi_level_{head}__{level}", 64, numbers


def arrays() -> Iterator[tuple[str, int]]:
    """Give the name of every array of weights, and how many numbers it has."""
    yield "backbone__model0_pw_weight", 16 * 32
    yield "backbone__model0_pw_bias", 16
    for name, before, after in blocks():
        yield f"{name}_pw_weight", before * after
        yield f"{name}_pw_bias", after
        yield f"{name}_dw_weight", 9 * after
        yield f"{name}_dw_bias", after


@cache
def network() -> "Network":
    """Return the network, read once; ModuleNotFoundError where numpy is not installed."""
    return Network()


class Network:
    """The weights, and what is computed with them."""

    def __init__(self) -> None:
        """Read the weights."""
        import numpy  # noqa: PLC0415, ICN001 - of the extra `faces`, and it takes a tenth of a second

        from handler.bindings.blas_threads import use_one_thread  # noqa: PLC0415 - likewise

        use_one_thread(Path(numpy.__file__).parent)
        self.numpy = numpy
        numbers = numpy.fromfile(WEIGHTS, "<f2").astype(numpy.float32)
        self.weights: dict[str, Array] = {}
        at = 0
        for name, length in arrays():
            self.weights[name] = numbers[at : at + length]
            at += length

    def faces(self, image: Image.Image, least: float) -> list[Detection]:
        """Return what looks like a face with at least this score, in no order, and one face more than once."""
        found = []
        for level, grid in enumerate(self.grids(self.pixels(image))):
            told = {name: self.block(grid, f"bbox_head__multi_level_{name}__{level}", flat=False) for name in HEADS}
            scores = self._scores(told["cls"][0], told["obj"][0])
            for row, column in self.numpy.argwhere(scores >= least).tolist():
                cell = {name: told[name][:, row, column].tolist() for name in ("bbox", "kps")}
                found.append(_detection(float(scores[row, column]), cell, column, row, STRIDES[level]))
        return found

    def pixels(self, image: Image.Image) -> "Array":
        """Return the picture as the network takes it, with one row and column of nothing before it."""
        width, height = (-(-side // 32) * 32 for side in image.size)
        pixels = self.numpy.zeros((3, height + 1, width + 1), self.numpy.float32)
        shown = self.numpy.asarray(image)[:, :, ::-1].transpose(2, 0, 1)
        pixels[:, 1 : image.height + 1, 1 : image.width + 1] = shown
        return pixels

    def grids(self, pixels: "Array") -> "list[Array]":
        """Return what is known of each cell of the three grids, from the finest on."""
        fine = self.pooled(self.block(self._stem(pixels), "backbone__model0_dp"))
        fine = self.pooled(self.unit(self.unit(fine, 1), 2))
        seen = [self.unit(fine, 3)]
        seen += [self.unit(self.pooled(seen[0]), 4)]
        seen += [self.unit(self.pooled(seen[1]), 5)]
        seen[2] = self.block(seen[2], "neck__lateral_convs__2")
        for level in (1, 0):
            coarse = seen[level + 1].repeat(2, 1).repeat(2, 2)
            seen[level] = self.block(coarse + seen[level], f"neck__lateral_convs__{level}")
        return seen

    def _stem(self, pixels: "Array") -> "Array":
        """Return half as many rows and columns, of each 3 x 3 pixels."""
        _, height, width = pixels.shape
        near = [pixels[:, down : height - 1 + down : 2, right : width - 1 + right : 2] for down, right in NEIGHBOURS]
        stem: Array = self.numpy.maximum(self._mixed(self.numpy.concatenate(near), "backbone__model0"), 0)
        return stem

    def unit(self, seen: "Array", number: int) -> "Array":
        """Return what a unit of the backbone makes of a grid."""
        return self.block(self.block(seen, f"backbone__model{number}_dp1"), f"backbone__model{number}_dp2")

    def block(self, seen: "Array", name: str, *, flat: bool = True) -> "Array":
        """Return a grid after both convolutions. flat: whether negative numbers become 0.

        The rows are laid one behind the other with two cells of nothing between, so that each of the nine neighbours
        of all cells is one slice.
        """
        numpy, mixed = self.numpy, self._mixed(seen, name)
        count, rows, columns = mixed.shape
        across = columns + 2
        padded = numpy.zeros((count, (rows + 2) * across + 2), numpy.float32)
        padded[:, :-2].reshape(count, rows + 2, across)[:, 1:-1, 1:-1] = mixed
        weights = self.weights[f"{name}_dw_weight"].reshape(9, count, 1)
        result = numpy.empty((count, rows * across), numpy.float32)
        result[:] = self.weights[f"{name}_dw_bias"][:, None]
        part = numpy.empty_like(result)
        for weight, (down, right) in zip(weights, NEIGHBOURS, strict=True):
            start = down * across + right
            numpy.multiply(padded[:, start : start + rows * across], weight, out=part)
            result += part
        if flat:
            numpy.maximum(result, 0, out=result)
        inside: Array = numpy.ascontiguousarray(result.reshape(count, rows, across)[:, :, :columns])
        return inside

    def _mixed(self, seen: "Array", name: str) -> "Array":
        """Return the 1 x 1 convolution."""
        bias = self.weights[f"{name}_pw_bias"]
        count, rows, columns = seen.shape
        weights = self.weights[f"{name}_pw_weight"].reshape(len(bias), -1)[:, :count]
        mixed: Array = weights @ seen.reshape(count, -1)
        mixed += bias[:, None]
        return mixed.reshape(len(bias), rows, columns)

    def pooled(self, seen: "Array") -> "Array":
        """Return the largest of every 2 x 2 cells."""
        maximum = self.numpy.maximum
        rows = maximum(seen[:, ::2], seen[:, 1::2])
        largest: Array = maximum(rows[:, :, ::2], rows[:, :, 1::2])
        return largest

    def _scores(self, face: "Array", thing: "Array") -> "Array":
        """Return the mean of both probabilities, the geometric one."""
        both = (1 + self.numpy.exp(-face)) * (1 + self.numpy.exp(-thing))
        mean: Array = self.numpy.sqrt(1 / both)
        return mean


NEIGHBOURS = [(down, right) for down in range(3) for right in range(3)]
"""Rows and columns of a cell's nine neighbours, itself among them."""


def _detection(score: float, cell: dict[str, list[float]], column: int, row: int, stride: int) -> Detection:
    across, down, wide, high = cell["bbox"]
    middle = ((across + column) * stride, (down + row) * stride)
    half = [exp(min(side, LARGEST_EXPONENT)) * stride / 2 for side in (wide, high)]
    box = (middle[0] - half[0], middle[1] - half[1], middle[0] + half[0], middle[1] + half[1])
    points = zip(cell["kps"][::2], cell["kps"][1::2], strict=True)
    return Detection(score, box, tuple(((right + column) * stride, (below + row) * stride) for right, below in points))
