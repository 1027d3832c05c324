"""The guard around readers: what a damaged file makes them raise is the file's fault, and nothing else is."""

import struct
import zlib

import pytest
from PIL import Image, UnidentifiedImageError

from handler.codecs.header import corrupt_where_it_fails
from handler.errors import Corrupt, SourceBusy, TooLarge


def test_the_end_of_memory_is_a_limit() -> None:
    with pytest.raises(TooLarge) as caught, corrupt_where_it_fails("PNG"):
        raise MemoryError
    assert caught.value.facts["limit"] == "memory"


@pytest.mark.case("B05")
@pytest.mark.parametrize(
    "error",
    [
        *(OSError, UnidentifiedImageError, ValueError, SyntaxError, RuntimeError, NotImplementedError, EOFError),
        *(IndexError, KeyError, TypeError, ZeroDivisionError, OverflowError, AttributeError, AssertionError),
        *(struct.error, zlib.error, UserWarning, RecursionError, Image.DecompressionBombError),
        *(Image.DecompressionBombWarning,),
    ],
)
def test_whatever_pillow_raises_on_damaged_files_is_theirs(error: type[Exception]) -> None:
    with pytest.raises(Corrupt) as caught, corrupt_where_it_fails("PNG"):
        raise error("inside")
    assert "inside" not in caught.value.detail


def test_a_bug_is_not_taken_for_a_damaged_file() -> None:
    class Bug(Exception):  # noqa: N818 - what no reader of Pillow raises
        pass

    with pytest.raises(Bug), corrupt_where_it_fails("PNG"):
        raise Bug


def test_an_error_of_ours_goes_through_as_it_is() -> None:
    busy = SourceBusy("try again")
    with pytest.raises(SourceBusy) as caught, corrupt_where_it_fails("PNG"):
        raise busy
    assert caught.value is busy


def test_pillows_own_limit_is_off() -> None:
    assert Image.MAX_IMAGE_PIXELS is None
