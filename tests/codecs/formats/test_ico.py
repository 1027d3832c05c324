"""ICO: what Pillow writes is read, and what is written Pillow reads."""

from io import BytesIO

import pytest
from PIL import Image

from tests.support.images.image_files import decoded, encoded, photo, saved


@pytest.mark.parametrize("options", [{}, {"bitmap_format": "bmp"}])
@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_what_pillow_writes_is_read(mode: str, options: dict[str, str]) -> None:
    picture = photo((64, 64)).convert("RGBA")
    picture.putalpha(Image.linear_gradient("L").resize(picture.size).point(lambda level: max(1, level)))
    found = decoded(saved(picture.convert(mode), "ico", **options)).first
    assert found.tobytes() == picture.convert(mode).tobytes()


def test_what_is_written_pillow_reads_in_each_size() -> None:
    with Image.open(BytesIO(encoded(photo((60, 60)), "ico"))) as icon:
        assert icon.info["sizes"] == {(16, 16), (24, 24), (32, 32), (48, 48), (60, 60)}
        assert icon.convert("RGB").tobytes() == photo((60, 60)).tobytes()


def test_the_bytes_are_the_same_each_time() -> None:
    assert encoded(photo(), "ico") == encoded(photo(), "ico")
