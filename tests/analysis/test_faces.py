"""Faces: those of a real photograph are found where they are, and nothing is found where there is none."""

from pathlib import Path

import pytest
from PIL import Image, ImageOps

from handler.analysis import faces
from handler.analysis.faces import CLOSER, MOST, POINTS, POSSIBLE, DetectedFace, find, installed
from handler.core.geometry import Box, Size
from tests.support.processes.fresh_python import printed

SAMPLES = Path(__file__).parent.parent.parent / "samples"
FACE = Box(172, 55, 275, 180)
"""Where the face of samples/astronaut.jpg is, by eye."""

EYES = ((203, 101), (246, 101))
MOUTH = ((203, 143), (243, 143))
NEAR = 12
"""Pixels by which a point may differ from what an eye sees."""


def astronaut() -> Image.Image:
    with Image.open(SAMPLES / "astronaut.jpg") as image:
        return image.convert("RGB")


def found(image: Image.Image) -> tuple[DetectedFace, ...]:
    return find(image, Size(*image.size))


def near(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return max(abs(a - b) for a, b in zip(one, other, strict=True)) <= NEAR


def test_the_face_of_a_photograph_is_found_with_its_eyes_and_mouth() -> None:
    [face] = found(astronaut())
    assert face.score > 0.9
    assert near(face.box[:2], FACE[:2])
    assert near(face.box[2:], FACE[2:])
    told = dict(zip(POINTS, face.points, strict=True))
    assert near(told["right_eye"], EYES[0])
    assert near(told["left_eye"], EYES[1])
    assert near(told["mouth_right"], MOUTH[0])
    assert near(told["mouth_left"], MOUTH[1])


def test_boxes_are_told_in_pixels_of_the_full_size() -> None:
    image = astronaut()
    [small] = find(image, Size(*(4 * side for side in image.size)))
    [plain] = found(image)
    assert small.box == plain.box.scaled(4, 4)
    assert small.points[0] == (plain.points[0][0] * 4, plain.points[0][1] * 4)


@pytest.mark.parametrize("mode", ["L", "RGBA"])
def test_it_is_found_in_gray_and_beside_transparency(mode: str) -> None:
    [face] = found(astronaut().convert(mode))
    assert near(face.box[:2], FACE[:2])


def test_what_is_hidden_under_transparency_is_not_found() -> None:
    image = astronaut()
    image.putalpha(0)
    assert found(image) == ()


def test_a_mirrored_picture_has_a_mirrored_face() -> None:
    [face] = found(ImageOps.mirror(astronaut()))
    assert near((512 - face.box.right, face.box.top), FACE[:2])


@pytest.mark.parametrize("size", [(1, 1), (1, 900), (900, 1), (31, 33), (64, 64)])
def test_where_there_is_nothing_no_face_is_found(size: tuple[int, int]) -> None:
    for colour in ("black", "white", "tan"):
        assert found(Image.new("RGB", size, colour)) == ()
    assert found(Image.effect_noise(size, 90).convert("RGB")) == ()


@pytest.mark.parametrize("name", ["dandelion.jpg", "citrus.jpg", "bridge.webp", "bee.jpg"])
def test_a_photograph_without_a_face_has_none(name: str) -> None:
    with Image.open(SAMPLES / name) as image:
        assert found(image.convert("RGB")) == ()


def crowd(across: int, side: int) -> Image.Image:
    head = astronaut().crop((140, 10, 300, 200)).resize((side, side))
    image = Image.new("RGB", (across * side, across * side))
    for number in range(across**2):
        image.paste(head, (number % across * side, number // across * side))
    return image


def test_the_largest_comes_first_and_no_face_twice() -> None:
    image = Image.new("RGB", (600, 300), "gray")
    image.paste(crowd(1, 120), (20, 60))
    image.paste(crowd(1, 260), (300, 20))
    large, small = found(image)
    assert large.box.left > 300 > small.box.right
    assert large.area > small.area


def test_no_more_than_so_many_are_told() -> None:
    image = crowd(9, 70)
    everybody = find(image, Size(*image.size), glance=CLOSER, least=POSSIBLE)
    assert len(everybody) == MOST < 81
    boxes = [face.box for face in everybody]
    assert all(0 <= box.left < box.right <= 630 and 0 <= box.top < box.bottom <= 630 for box in boxes)


def test_finding_costs_the_same_for_any_size_of_the_picture() -> None:
    sizes = [Size(side, side) for side in (640, 1000, 60_000)]
    assert len({faces.detector_ms(size, CLOSER) for size in sizes}) == 1
    assert len({faces.detector_memory(size, CLOSER) for size in sizes}) == 1


def test_to_know_whether_it_is_installed_nothing_is_loaded() -> None:
    assert installed()
    assert printed(
        "import sys; from handler.analysis import faces; faces.installed(); print('numpy' in sys.modules)"
    ) == ("False")
    without = "import sys; sys.modules['numpy'] = None; from handler.analysis import faces; print(faces.installed())"
    assert printed(without) == "False"
