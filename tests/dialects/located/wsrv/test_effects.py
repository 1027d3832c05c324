"""wsrv's effects: its order, its sigmoid, and the outlines of its shapes."""

from math import exp, log

from PIL import Image

from handler.dialects.located.wsrv import address
from handler.dialects.located.wsrv.effects import POLYGONS, outline, sigmoid, wsrv_effects
from handler.dialects.located.wsrv.words import WsrvWords
from handler.ops.curves import Curves
from handler.ops.mask import Mask
from tests.support.requests.located_urls import read

ALL = "bri=3&sat=0.5&hue=9&con=9&gam=2&sharp=2&filt=sepia&blur=3&tint=red&bg=fff&mask=star&mbg=000"
ORDER = "brightness saturation hue curves gamma unsharp_mask sepia blur mono background mask background"


def sigmoidal(level: int, contrast: int) -> float:
    """Return what wsrv makes of a level, 0 to 255, by the formulas of its processor."""
    steep, place = abs(contrast) * 0.3, level / 255
    low, high = 1 / (1 + exp(steep * 0.5)), 1 / (1 + exp(-steep * 0.5))
    if contrast > 0:
        return 255 * (1 / (1 + exp(steep * (0.5 - place))) - low) / (high - low)
    inside = place * (high - low) + low
    return 255 * (0.5 - log((1 - inside) / inside) / steep)


def test_contrast_is_within_a_few_levels_of_the_sigmoid() -> None:
    ramp = Image.frombytes("L", (256, 1), bytes(range(256)))
    most = {}
    for contrast in (-100, -60, -25, -5, 5, 25, 60, 100):
        levels = Curves(points=sigmoid(contrast)).apply(ramp).tobytes()
        most[contrast] = max(abs(levels[level] - sigmoidal(level, contrast)) for level in range(256))
    assert max(most.values()) <= 9, most
    assert max(most[each] for each in (-25, -5, 5, 25)) <= 3, most


def test_effects_come_in_wsrvs_order() -> None:
    found = read(address, f"url=/a.jpg&{ALL}")
    assert " ".join(op.op for op in found.recipe.ops) == ORDER
    assert read(address, address.write(found).removeprefix("?")) == found
    assert wsrv_effects(WsrvWords(url="/a.jpg")) == []


def test_gray_after_other_colours_is_the_filter_and_before_them_the_factor() -> None:
    meant = {
        "sharp=3&filt=greyscale": "?url=%2Fa.jpg&sharp=3&filt=greyscale&n=-1",
        "sat=0.5&filt=greyscale": "?url=%2Fa.jpg&sat=0.5&filt=greyscale&n=-1",
        "filt=greyscale&blur=3": "?url=%2Fa.jpg&sat=0&blur=3&n=-1",
        "hue=3&filt=greyscale": "?url=%2Fa.jpg&hue=3&filt=greyscale&n=-1",
    }
    assert {query: address.write(read(address, f"url=/a.jpg&n=-1&{query}")) for query in meant} == meant


def test_shapes_that_we_have_not_are_their_outline() -> None:
    assert outline("square") == "M500 0L1000 500L500 1000L0 500Z"
    for shape in POLYGONS:
        found = read(address, f"url=/a.jpg&mask={shape}")
        assert found.recipe.ops == (Mask(shape="path", path=outline(shape)),)
        assert f"mask={shape}&" in f"{address.write(found)}&"
