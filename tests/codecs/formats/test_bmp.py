"""BMP: read as Pillow reads it, where Pillow reads it at all, though by another way."""

from io import BytesIO

import pytest
from PIL import Image

from tests.support.images.image_files import decoded, opened, photo, saved


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA"])
@pytest.mark.parametrize("width", [1, 7, 32, 33])
def test_what_pillow_writes_is_read_as_pillow_reads_it(mode: str, width: int) -> None:
    picture = photo((40, 9)).crop((0, 0, width, 9)).convert("RGBA")
    picture.putalpha(Image.linear_gradient("L").resize(picture.size))
    data = saved(picture.convert(mode), "bmp")
    found = decoded(data).first
    with Image.open(BytesIO(data)) as known:
        assert found.tobytes() == known.convert(found.mode).tobytes()


def test_runs_cost_what_their_bytes_cost() -> None:
    from tests.support.images.further_files import bmp

    costs = []
    for number in (1000, 1_000_000):
        with opened(bmp((9, 9), 8, b"\0\2\0\0" * number + b"\0\1", compression=1)) as picture:
            costs.append(picture.cost(picture.size)[1])
    assert costs[1] > 100 * costs[0]
