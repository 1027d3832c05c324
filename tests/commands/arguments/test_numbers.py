"""Numbers: what commands take for one, and what they say of anything else."""

import argparse

import pytest

from handler.commands.arguments.numbers import least_score, picture_size, port_number, processes, seconds, threads


def test_what_is_a_number_is_taken() -> None:
    assert (port_number("0"), seconds("9"), threads("64"), processes("3")) == (0, 9, 64, 3)
    assert (picture_size("4000X3000"), least_score("0.98"), least_score("1")) == ((4000, 3000), 0.98, 1.0)


@pytest.mark.parametrize("text", ["", "4000", "0x3", "3x", "3x70000", "٣x3", "3x3x3"])
def test_what_is_no_size_is_told(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="a size is width x height in pixels, as 4000x3000"):
        picture_size(text)


@pytest.mark.parametrize("text", ["", "1.1", "-1", "nan", "1e-3", "."])
def test_what_is_no_score_is_told(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match=r"a score is a number from 0 to 1, as 0.98"):
        least_score(text)
