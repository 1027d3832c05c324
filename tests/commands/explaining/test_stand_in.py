"""Stand-in: a file that has a size and nothing else."""

import pytest

from handler.codecs import probe
from handler.commands.explaining.stand_in import MOST_BYTES, stand_in
from handler.core.limits import Limits


@pytest.mark.parametrize(("width", "height"), [(1, 1), (4000, 3000), (65_535, 65_535)])
def test_its_header_says_the_size(width: int, height: int) -> None:
    file = stand_in(width, height)
    limits = Limits(source_side=65_535)
    with probe(file, accepted=frozenset({"jpg"}), bounds=limits) as picture:  # type: ignore[arg-type]
        assert (*picture.size, picture.format) == (width, height, "jpg")
        assert picture.bytes <= MOST_BYTES + 1000
