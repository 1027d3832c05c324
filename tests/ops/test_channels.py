"""What all operations of colour have in common: neutral values, grays, alpha, tone curves."""

import pytest
from PIL import Image

from handler.ops.blur import Blur
from handler.ops.brightness import Brightness
from handler.ops.contrast import Contrast
from handler.ops.duotone import Duotone
from handler.ops.exposure import Exposure
from handler.ops.gamma import Gamma
from handler.ops.hue import Hue
from handler.ops.invert import Invert
from handler.ops.mono import Mono
from handler.ops.op import Op
from handler.ops.pixelate import Pixelate
from handler.ops.resize import Resize
from handler.ops.saturation import Saturation
from handler.ops.sepia import Sepia
from handler.ops.sharpen import Sharpen
from handler.ops.unsharp_mask import UnsharpMask
from handler.ops.vibrance import Vibrance
from tests.support.images.drawings import cutout, every_gray, gray, unlike, view

CURVES = (Exposure, Gamma, Brightness, Contrast)
NEUTRAL: tuple[Op, ...] = (
    *(kind(amount=0) for kind in (*CURVES, Saturation, Vibrance, Sepia, Sharpen, UnsharpMask)),
    Hue(shift=0),
    Mono(color="00ff0000"),
    Duotone(colors=("000", "fff"), opacity=0),
    Pixelate(block=1),
)
COLOURFUL: tuple[Op, ...] = (
    *(kind(amount=amount) for kind in (*CURVES, Saturation, Vibrance) for amount in (-70, 70)),
    Hue(shift=100),
    Invert(invert=True),
)
TINTING: tuple[Op, ...] = (Mono(color="2f6690"), Sepia(amount=60), Duotone(colors=("000080", "fa8072")))


@pytest.mark.parametrize("op", NEUTRAL, ids=repr)
def test_a_neutral_value_changes_no_pixel(op: Op) -> None:
    assert op.apply(view()).tobytes() == view().tobytes()
    assert unlike(op.apply(cutout()).convert("RGBa"), cutout().convert("RGBa")) == 0


@pytest.mark.parametrize("op", COLOURFUL, ids=repr)
def test_gray_stays_gray_and_l_stays_l(op: Op) -> None:
    red, green, blue = op.apply(every_gray()).split()
    assert red.tobytes() == green.tobytes() == blue.tobytes()
    assert op.apply(gray()).mode == "L"
    assert unlike(op.apply(gray()).convert("RGB"), op.apply(gray().convert("RGB"))) == 0


@pytest.mark.parametrize("op", TINTING, ids=repr)
def test_a_tint_brings_colour_to_l_as_it_does_to_gray(op: Op) -> None:
    assert unlike(op.apply(gray()), op.apply(gray().convert("RGB"))) == 0


@pytest.mark.parametrize("op", [*COLOURFUL, *TINTING], ids=repr)
def test_colour_never_changes_alpha(op: Op) -> None:
    image = cutout()
    result = op.apply(image)
    assert result.getchannel("A").tobytes() == image.getchannel("A").tobytes()
    assert unlike(result.convert("RGB"), op.apply(image.convert("RGB"))) == 0


def test_operations_of_colour_ask_for_srgb_and_filters_do_not() -> None:
    assert all(type(op).chromatic for op in (*COLOURFUL, *TINTING))
    assert not any(kind.chromatic for kind in (Sharpen, UnsharpMask, Pixelate, Blur, Resize))


@pytest.mark.parametrize("amount", [-100, -50, -1, 1, 50, 100])
@pytest.mark.parametrize("kind", CURVES)
def test_a_tone_curve_never_falls(kind: type[Exposure | Gamma | Brightness | Contrast], amount: int) -> None:
    levels = kind(amount=amount).apply(Image.frombytes("L", (256, 1), bytes(range(256)))).tobytes()
    assert list(levels) == sorted(levels)


@pytest.mark.parametrize("kind", [Exposure, Gamma, Brightness])
def test_more_of_it_is_lighter(kind: type[Exposure | Gamma | Brightness]) -> None:
    levels = [kind(amount=amount).apply(Image.new("L", (1, 1), 90)).tobytes() for amount in range(-100, 101, 20)]
    assert levels == sorted(levels)
    assert levels[4] < levels[5] < levels[6]
