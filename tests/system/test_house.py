"""The figures of the house: frames and modules are counted as they are told, and 200 different renditions compared."""

import io

from PIL import Image

from benchmarks.house import brief, hashed, modules
from benchmarks.house_pictures import addresses, pictures

SPINE = ["app:images", "web/images:a", "web/images:b", "storage/sources:c", "web/images:d", "codecs/encoder:encode"]


def test_a_module_that_is_left_and_entered_again_is_named() -> None:
    assert modules(SPINE) == (4, ["web/images"])


def test_a_module_whose_functions_call_each_other_is_entered_once() -> None:
    assert modules(SPINE[:3]) == (2, [])


def test_calls_are_told_by_kind_after_their_sum() -> None:
    assert brief({"PutObject": 1, "HeadObject": 2}) == "3 = 2 Head, 1 Put"
    assert brief({}) == "0"


def test_tags_and_bytes_are_hashed_apart() -> None:
    same, other = {"a": ["200", "tag", "bytes"]}, {"a": ["200", "another", "bytes"]}
    assert hashed(same, 1) != hashed(other, 1)
    assert hashed(same, 2) == hashed(other, 2)


def test_there_are_two_hundred_different_renditions() -> None:
    assert len(set(addresses())) == len(addresses()) == 200


def test_the_pictures_that_are_made_are_the_same_every_time_and_can_be_read() -> None:
    found = pictures()
    assert found == pictures()
    for data in found.values():
        Image.open(io.BytesIO(data)).verify()
