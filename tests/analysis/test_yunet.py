"""YuNet: the weights are whole, every number of a cell means what it should, and the result is the same every time."""

from hashlib import sha256
from pathlib import Path

from PIL import Image

from handler.analysis.yunet import WEIGHTS, arrays, network

SAMPLES = Path(__file__).parent.parent.parent / "samples"
REFERENCE = (112, 39, 167, 108)
"""What libfacedetection's own program answers for samples/astronaut.jpg at 320 x 320 pixels, in whole pixels."""

DIGEST = "542a5736025d4fa1c0b2d0254c1d6e0c1c8adefd45e60d335f46d431635e48a5"


def glance() -> Image.Image:
    with Image.open(SAMPLES / "astronaut.jpg") as image:
        small = image.convert("RGB")
    small.thumbnail((320, 320))
    return small


def test_the_weights_are_those_that_were_taken_out_of_the_package() -> None:
    data = WEIGHTS.read_bytes()
    assert len(data) == 2 * sum(length for _, length in arrays())
    assert sha256(data).hexdigest() == DIGEST
    assert "3-clause BSD License" in WEIGHTS.with_name("LICENSE").read_text()


def test_it_answers_as_the_program_that_the_weights_are_from() -> None:
    best = max(network().faces(glance(), 0.5))
    assert abs(best.score - 0.938) < 0.01
    assert all(abs(ours - theirs) <= 1.5 for ours, theirs in zip(best.box, REFERENCE, strict=True))


def test_the_same_picture_gives_the_same_numbers() -> None:
    assert network().faces(glance(), 0.2) == network().faces(glance(), 0.2)


def test_sides_that_are_no_multiple_of_a_cell_are_filled_up() -> None:
    whole = glance()
    for size in ((300, 320), (289, 290), (1, 1)):
        for found in network().faces(whole.crop((0, 0, *size)), 0.5):
            assert 100 < found.box[0] < 125
