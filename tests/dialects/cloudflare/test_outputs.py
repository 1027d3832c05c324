"""Outputs: formats, qualities and metadata in Cloudflare's words, and the way back."""

import pytest

from handler.core.output import Output
from handler.dialects.cloudflare.options import Options
from handler.dialects.cloudflare.outputs import options_of_output, wanted_output
from handler.dialects.interface import NO_HINTS, ClientHints
from handler.errors import InvalidParameter

OUTPUTS: list[tuple[Options, Output]] = [
    ({}, Output()),
    ({"quality": "80"}, Output()),
    ({"quality": "50", "format": "auto"}, Output(quality=50)),
    ({"quality": "medium-low"}, Output(quality="auto:eco")),
    ({"format": "avif"}, Output(formats=("avif",))),
    ({"format": "jpeg"}, Output(formats=("pjpg",))),
    ({"format": "jpg"}, Output(formats=("pjpg",))),
    ({"format": "baseline-jpeg"}, Output(formats=("jpg",))),
    ({"format": "webp", "quality": "100"}, Output(formats=("webp",), lossless=True)),
    ({"format": "avif", "quality": "100"}, Output(formats=("avif",), quality=100)),
    ({"compression": "fast", "format": "webp"}, Output(formats=("classic",), effort="fast")),
    ({"compression": "fast", "format": "baseline-jpeg"}, Output(formats=("jpg",), effort="fast")),
    ({"metadata": "none"}, Output(metadata="strip")),
    ({"metadata": "keep"}, Output(metadata="keep")),
    ({"metadata": "copyright"}, Output()),
]


def test_an_output_is_said_and_written_again() -> None:
    for options, output in OUTPUTS:
        wanted = wanted_output(options, NO_HINTS)
        assert wanted.output == output
        written = options_of_output(output, negotiable=wanted.negotiable, saves=False)
        assert wanted_output(written, NO_HINTS)[:2] == wanted[:2]


def test_accept_decides_where_the_format_is_auto_and_facts_are_told_where_it_is_json() -> None:
    assert [wanted_output({"format": form}, NO_HINTS)[1:] for form in ("auto", "json", "webp")] == [
        (True, False),
        (False, True),
        (False, False),
    ]
    assert not wanted_output({"format": "auto", "compression": "fast"}, NO_HINTS).negotiable


def test_another_quality_counts_for_viewers_who_save_data() -> None:
    options = {"quality": "90", "slow-connection-quality": "30"}
    assert wanted_output(options, NO_HINTS).output.quality == 90
    assert wanted_output(options, ClientHints(saves=True)).output.quality == 30
    assert options_of_output(Output(), negotiable=False, saves=True) == {"slow-connection-quality": "45"}


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"format": "png"}, "format=png: must be auto"),
        ({"quality": "101"}, "quality=101: must be 1 to 100"),
        ({"quality": "best"}, "quality=best: must be a whole number"),
        ({"slow-connection-quality": "0"}, "slow-connection-quality=0"),
        ({"compression": "slow"}, "compression=slow: must be fast"),
        ({"metadata": "all"}, "metadata=all"),
    ],
)
def test_what_is_no_output_is_refused_by_name(options: Options, said: str) -> None:
    with pytest.raises(InvalidParameter, match=said):
        wanted_output(options, NO_HINTS)
