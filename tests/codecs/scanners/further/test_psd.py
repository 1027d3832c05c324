"""The sections of a PSD: counted, and where each channel begins."""

import pytest
from PIL import Image

from handler.codecs.scanners.further.psd import walk
from handler.codecs.scanners.meter import Meter
from handler.core.limits import Limits
from handler.errors import TooLarge
from tests.support.images.further_files import psd


def test_channels_are_found() -> None:
    data = psd(Image.new("RGB", (5, 3), (1, 2, 3)), packed=False)
    found = walk(memoryview(data), Meter(Limits()))
    assert (found.size, found.channels, found.packed) == ((5, 3), 3, False)
    assert [data[start] for start in found.starts] == [1, 2, 3]


def test_resources_are_counted() -> None:
    data = psd(Image.new("RGB", (5, 3)), resources=[(1000, bytes(600))] * 20)
    for bounds in ({"chunks": 19}, {"metadata": 11_999}):
        with pytest.raises(TooLarge):
            walk(memoryview(data), Meter(Limits(**bounds)))
    assert walk(memoryview(data), Meter(Limits(chunks=20, metadata=12_000))).profile is None
