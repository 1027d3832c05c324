"""The codestream of a JPEG 2000: what a header makes the decoder allocate is counted, and planes of bits are told."""

import pytest

from handler.codecs.scanners.further.jp2 import walk
from handler.codecs.scanners.meter import Meter
from handler.core.limits import Limits
from handler.errors import TooLarge
from tests.support.images.further_files import stream
from tests.support.images.image_files import opened


@pytest.mark.parametrize("options", [{"layers": 60_000}, {"block": 0}, {"precinct": 0}])
def test_what_multiplies_pieces_is_counted(options: dict[str, int]) -> None:
    plain = stream((3000, 3000), (3000, 3000))
    assert walk(memoryview(plain), Meter(Limits())).size == (3000, 3000)
    with pytest.raises(TooLarge) as caught:
        walk(memoryview(stream((3000, 3000), (3000, 3000), **options)), Meter(Limits()))
    assert caught.value.facts["limit"] == "blocks"


def test_more_planes_of_bits_are_said_to_take_longer() -> None:
    costs = []
    for planes in (10, 30):
        with opened(stream((900, 900), (900, 900), planes=planes)) as picture:
            costs.append(picture.cost(picture.size)[1])
    assert costs[1] > 2 * costs[0]
