"""Output options: one format, its quality and effort, out of the three places that say them."""

from typing import Any

import pytest

from handler.core.output import Output
from handler.dialects.aws.output_options import output_of, written_format
from handler.errors import InvalidParameter

SAID: tuple[tuple[dict[str, Any], dict[str, Any], Output], ...] = (
    ({}, {}, Output()),
    ({"outputFormat": "JPEG"}, {}, Output(formats=("jpg",))),
    ({"outputFormat": "jpg"}, {"toFormat": "jpeg", "jpeg": {"quality": 50}}, Output(formats=("jpg",), quality=50)),
    ({}, {"jpeg": {"progressive": True}}, Output(formats=("pjpg",))),
    ({}, {"jpeg": True}, Output(formats=("jpg",))),
    ({}, {"png": {"colours": 16}}, Output(formats=("png",), colors=16)),
    ({}, {"gif": {"colors": 16, "loop": 2}}, Output(formats=("gif",), colors=16, loop=2)),
    ({}, {"avif": {"lossless": False, "effort": 2}}, Output(formats=("avif",), effort="fast")),
    ({"outputFormat": "webp", "effort": 6}, {}, Output(formats=("webp",), effort="small")),
    ({"outputFormat": "webp", "effort": 4}, {}, Output(formats=("webp",))),
    ({"effort": 0}, {}, Output(effort="fast")),
    ({}, {"rotate": None}, Output(metadata="strip")),
    ({"strip": True}, {"toFormat": "webp"}, Output(formats=("webp",), metadata="strip")),
    ({"strip": True}, {"rotate": 0}, Output(metadata="strip")),
    ({"quality": "50"}, {}, Output(quality=50)),
)


def test_the_members_say_one_output() -> None:
    for request, edits, output in SAID:
        left = {**edits, "blur": 3}
        assert output_of(request, left) == output, (request, edits)
        assert left == {"blur": 3}
        if output.quality == 80 or output.formats != ("source",):
            written, said = written_format(output)
            assert output_of(written, said) == output


@pytest.mark.parametrize(
    ("request_members", "edits", "word"),
    [
        ({"outputFormat": "heif"}, {}, "avif"),
        ({"outputFormat": "bmp"}, {}, "bmp"),
        ({"outputFormat": 3}, {}, "outputFormat"),
        ({"outputFormat": "webp"}, {"toFormat": "png"}, "edits.toFormat"),
        ({}, {"heif": {}}, "edits.heif"),
        ({}, {"jpeg": {"mozjpeg": True}}, "mozjpeg"),
        ({}, {"jpeg": 3}, "edits.jpeg"),
        ({}, {"webp": {"progressive": True}}, "progressive"),
        ({}, {"png": {"quality": 50}}, "png"),
        ({"effort": 11}, {}, "effort"),
        ({"strip": True}, {"rotate": 90}, "strip_exif"),
    ],
)
def test_what_is_wrong_is_named(request_members: dict[str, Any], edits: dict[str, Any], word: str) -> None:
    with pytest.raises(InvalidParameter, match=word):
        output_of(request_members, dict(edits))
