"""Frames that only wait: what lasts longer than a GIF can say is shown for all of its time, and looks the same."""

from io import BytesIO

import pytest
from PIL import Image

from handler.codecs.formats._gif_pauses import CLEAR, KEEP, lengthened
from handler.core.formats.catalogue import FORMATS
from tests.support.images.image_files import decoded, encoded, film, pierced_film

LONGEST = FORMATS["gif"].motion.longest


def written(frames: list[Image.Image], disposal: int) -> bytes:
    """Return frames as a GIF of Pillow's, each of 100 ms."""
    file = BytesIO()
    first, *rest = (image.convert("P") for image in frames)
    first.save(file, "GIF", save_all=True, append_images=rest, duration=100, disposal=disposal, optimize=False)
    return file.getvalue()


def test_a_file_without_pauses_stays_as_it_is() -> None:
    data = written(film(3), KEEP)
    assert lengthened(data, [[100]] * 3) is data


@pytest.mark.parametrize("disposal", [KEEP, CLEAR])
@pytest.mark.parametrize("at", [0, 1, 2])
def test_a_frame_is_followed_by_as_many_as_it_has_further_times(disposal: int, at: int) -> None:
    times = [[100] for _ in range(3)]
    times[at] = [100, 200, 300]
    plain = written(film(3), disposal)
    frames = decoded(plain, moving=True)
    longer = decoded(lengthened(plain, times), moving=True)
    before, after = [100] * at, [100] * (2 - at)
    assert longer.durations == (*before, 100, 200, 300, *after)
    expected = [image for number, image in enumerate(frames.images) for _ in times[number]]
    assert [image.tobytes() for image in longer.images] == [image.tobytes() for image in expected]


@pytest.mark.parametrize("images", [film(3), pierced_film(3)], ids=["opaque", "transparent"])
def test_what_lasts_for_an_hour_is_shown_for_an_hour(images: list[Image.Image]) -> None:
    found = decoded(encoded(images, "gif", durations=(100, 3_600_000, 100)), moving=True)
    assert sum(found.durations) == 3_600_200
    assert max(found.durations) <= LONGEST
    assert (found.durations[0], found.durations[-1]) == (100, 100)
