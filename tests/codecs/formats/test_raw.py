"""Camera raw: the preview is read as any JPEG is, reduced and progressive ones included."""

from io import BytesIO

import pytest

from handler.core.geometry import Size
from tests.support.images.further_files import dng, raf_of
from tests.support.images.image_files import decoded, exif_block, opened, photo, saved


@pytest.mark.parametrize("progressive", [False, True])
def test_a_preview_is_decoded_as_the_jpeg_that_it_is(*, progressive: bool) -> None:
    jpeg = saved(photo((160, 120)), "jpg", progressive=progressive)
    with opened(raf_of(jpeg)) as raw, opened(jpeg) as plain:
        assert (raw.size, raw.mode, raw.progressive) == (plain.size, plain.mode, progressive)
        least = Size(20, 15)
        assert raw.reduction(least) == plain.reduction(least) == 8
        found = raw.decode(least, moving=False).first, plain.decode(least, moving=False).first
        assert found[0].tobytes() == found[1].tobytes()


def test_the_previews_own_exif_counts_where_the_file_says_nothing() -> None:
    exif = exif_block({0x0112: 6, 0x8298: "Ann"})
    data = raf_of(saved(photo(), "jpg", exif=exif))
    with opened(data) as picture:
        assert (picture.size, picture.rights.copyright) == ((64, 96), "Ann")


def test_a_raw_file_needs_no_file_on_disk() -> None:
    assert decoded(BytesIO(dng(photo())).getvalue()).first.size == photo().size
