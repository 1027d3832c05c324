"""Looks: turns, effects and frames are operations of ours, and back."""

import pytest

from handler.dialects.imagekit.addresses import KNOWN
from handler.dialects.imagekit.looks import WRITERS, looks, trimmed
from handler.dialects.taken_words import TakenWords
from handler.errors import ImageError
from handler.ops.auto_contrast import AutoContrast
from handler.ops.background import Background
from handler.ops.border import Border
from handler.ops.mask import Mask
from handler.ops.op import Op
from handler.ops.saturation import Saturation
from tests.support.requests.foreign_pictures import ops

SAID: tuple[tuple[dict[str, str], tuple[Op, ...]], ...] = (
    ({"t": "true"}, ops("trim=auto")),
    ({"t": "20"}, ops("trim=auto&trim-tol=51")),
    ({"rt": "90"}, ops("rot=90")),
    ({"rt": "N45"}, ops("rot=315")),
    ({"rt": "auto"}, ()),
    ({"fl": "h_v"}, ops("flip=hv")),
    ({"e-grayscale": "true", "e-contrast": "true"}, ops("sat=-100;auto-contrast=100")),
    ({"e-sharpen": "true"}, ops("sharp=30")),
    ({"e-sharpen": "9", "bl": "4"}, ops("sharp=9;blur=4")),
    ({"r": "max"}, (Mask(shape="ellipse"),)),
    ({"r": "10_20_30_40"}, (Mask(shape="corners", radius=(10, 20, 30, 40)),)),
    ({"b": "4_FF0000"}, (Border(frame=(4, "ff0000")),)),
    ({"r": "9", "b": "4_red"}, (Mask(shape="corners", radius=(9,)), Border(frame=(4, "ff0000"), radius=(9,)))),
    ({"bg": "fff000"}, (Background(bg="fff000"),)),
    ({"w": "3"}, ()),
)


def read(said: dict[str, str]) -> tuple[Op, ...]:
    words = TakenWords(said.items(), KNOWN)
    return (*trimmed(words), *looks(words))


def pairs(said: list[str]) -> dict[str, str]:
    split = [each.removeprefix("e-").partition("-") for each in said]
    return {
        ("e-" if each.startswith("e-") else "") + word: text or "true"
        for each, (word, _, text) in zip(said, split, strict=True)
    }


def test_a_word_is_an_operation_and_back() -> None:
    for said, found in SAID:
        assert read(said) == found, said
        for op in found:
            assert read(pairs(WRITERS[type(op)](op)))[-1] == op, said


def test_lengths_are_multiplied() -> None:
    words = TakenWords([("r", "9"), ("bl", "2")], KNOWN)
    words.density = 2.0
    assert looks(words) == ops("blur=4;corner-radius=18")


def test_what_has_no_word_has_none() -> None:
    assert WRITERS[Saturation](Saturation(amount=5)) == []
    assert WRITERS[AutoContrast](AutoContrast(amount=5)) == []


@pytest.mark.parametrize(
    "said",
    [
        {"t": "0"},
        {"rt": "left"},
        {"rt": "900"},
        {"fl": "x"},
        {"bl": "999"},
        {"r": "1_2"},
        {"r": "x"},
        {"b": "4"},
        {"b": "4_x"},
    ],
)
def test_what_is_wrong_is_named(said: dict[str, str]) -> None:
    with pytest.raises(ImageError, match=next(iter(said))):
        read(said)
