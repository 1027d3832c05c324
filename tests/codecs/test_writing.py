"""What writers are handed: a buffer whose name tells Pillow the format, and the row of the format."""

from io import BytesIO

import pytest
from PIL import Image

from handler.codecs.writing import NamedBuffer, WriteOptions
from handler.core.formats.catalogue import FORMATS, ROUND_TRIP
from handler.core.formats.row import FormatName
from handler.core.output import Output


@pytest.mark.parametrize("name", ROUND_TRIP)
def test_the_extension_alone_tells_pillow_the_format(name: FormatName) -> None:
    file = NamedBuffer(FORMATS[name].extension)
    Image.new("RGB", (8, 8)).save(file)
    with Image.open(BytesIO(file.getvalue())) as image:
        assert Image.MIME[image.format or ""] == FORMATS[name].media_type


def test_nothing_is_kept_of_metadata_unless_it_is_handed_on() -> None:
    options = WriteOptions(FORMATS["png"], Output(formats=("png",)))
    assert (options.exif, options.xmp) == (None, None)
