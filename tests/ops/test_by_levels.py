"""By levels: one look, at all frames together, and alone the same as settled."""

import pytest
from PIL import Image

from handler.core.geometry import Size
from handler.ops._by_levels import ByLevels
from handler.ops.auto_contrast import AutoContrast
from handler.ops.enhance import Enhance


@pytest.mark.parametrize("op", [AutoContrast(amount=100), Enhance(amount=100)])
def test_alone_it_does_what_it_settles_to(op: ByLevels) -> None:
    image = Image.linear_gradient("L").convert("RGB").point([60 + level // 3 for level in range(256)] * 3)
    size = Size(*image.size)
    assert op.depends
    assert op.everywhere
    assert op.looking(size) > 0
    (step, *_) = op.settle([image], size)
    assert op.apply(image).tobytes() == step.apply(image).tobytes() != image.tobytes()
