"""What decoding and encoding are estimated to take: told for all that can be asked, and more for what takes more."""

import pytest

from handler.core.formats.catalogue import FORMATS, READ, WRITTEN
from handler.core.formats.costs import FRAME_MS, TRIAL_MS, Raster, decoding, encoding, encoding_rate
from handler.core.formats.measures import FINE
from handler.core.formats.quality_target import FINEST
from handler.core.formats.row import FormatName
from handler.core.output import Output
from tests.support.images.image_files import encoded, film, opened

STILL, CLEAR, FLAT = Raster(1), Raster(1, alpha=True), Raster(1, flat=True)


@pytest.mark.parametrize("name", WRITTEN)
def test_costs_are_told_for_what_is_asked(name: FormatName) -> None:
    cost, row = WRITTEN[name].cost, FORMATS[name]
    plain = encoding_rate(cost, Output(formats=(name,)), STILL)
    assert plain == cost.plain > 0
    if "lossless" in row.can:
        assert encoding_rate(cost, Output(formats=(name,), lossless=True), STILL) in {cost.lossless, plain}
    if "colors" in row.can:
        assert encoding_rate(cost, Output(formats=(name,), colors=9), STILL) in {cost.palette, plain}
    if row.quality:
        assert encoding_rate(cost, Output(formats=(name,), quality=FINE), STILL) == cost.fine
        assert (cost.fine or 0) > encoding_rate(cost, Output(formats=(name,), quality=FINE - 1), STILL) == plain
    assert (encoding_rate(cost, Output(formats=(name,)), CLEAR) > plain) is (cost.alpha > 0)
    assert encoding_rate(cost, Output(formats=(name,)), FLAT) == (cost.flat or plain)


@pytest.mark.parametrize("name", WRITTEN)
def test_a_frame_costs_something_however_small_and_more_pixels_cost_more(name: FormatName) -> None:
    output = Output(formats=(name,))
    one, *more = (encoding(name, output, Raster(area)) for area in (1, 10_000, 1_000_000))
    assert FRAME_MS < one < more[0] < more[1]


@pytest.mark.parametrize("name", READ)
def test_more_pixels_and_more_bytes_never_take_less_to_decode(name: FormatName) -> None:
    cost = READ[name].cost
    assert 0 < decoding(cost, 1000, 0) < decoding(cost, 2000, 0)
    rising = [decoding(cost, 1_000_000, size) for size in (0, 1000, 10**6, 10**9)]
    assert rising == sorted(rising)
    assert rising[-1] <= decoding(cost, 1_000_000, 10**12) <= cost.pixels + cost.dense


def test_what_costs_more_is_told_to_cost_more() -> None:
    for name in ("gif", "png", "webp", "avif"):
        costs = []
        for images in (film(1), film(2)):
            with opened(encoded(images, name)) as picture:
                costs.append(picture.cost(picture.size))
        assert costs[1][0] > costs[0][0] > 0
        assert costs[1][1] >= costs[0][1] > 0


@pytest.mark.parametrize("asked", [{"colors": 256}, {}])
def test_a_palette_with_transparency_takes_longer_to_find_and_to_map(asked: dict[str, int]) -> None:
    """Of a small picture it is the search that takes longer, of a large one what every pixel takes."""
    output, cost = Output.model_validate({"formats": ("png",), **asked}), WRITTEN["png"].cost
    for area in (10_000, 90_000, 6_250_000):
        clear, opaque = (Raster(area, alpha=alpha, flat=not asked) for alpha in (True, False))
        longer = encoding("png", output, clear) - encoding("png", output, opaque)
        assert longer > cost.veiled * area / 1_000_000 > 0


@pytest.mark.parametrize("name", [name for name in WRITTEN if FORMATS[name].quality])
def test_auto_costs_what_the_finest_quality_does_and_a_trial_whatever_the_size(name: FormatName) -> None:
    small, large = Raster(10_000), Raster(4_000_000)
    trials = [
        encoding(name, Output(quality="auto:low"), each) - encoding(name, Output(quality=FINEST), each)
        for each in (small, large)
    ]
    assert min(trials) > TRIAL_MS
    assert encoding("png", Output(formats=("png", "jpg"), quality="auto:low"), small) == encoding(
        "png", Output(), small
    )
