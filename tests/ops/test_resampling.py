"""Resampling with transparency: nothing shows at an edge that was not there before."""

import pytest
from PIL import Image, ImageFilter

from handler.core.geometry import Size, whole
from handler.ops._resampling import resampled
from handler.ops.resize import resample

GROUND = (255, 128, 0)


def colours(image: Image.Image) -> list[tuple[int, ...]]:
    return [colour for _, colour in image.convert("RGBA").getcolors(1 << 16) or ()]  # type: ignore[misc] # four numbers


@pytest.mark.parametrize("size", [(100, 60), (31, 17), (400, 240)])
def test_a_flat_colour_stays_flat_when_it_is_resized(size: tuple[int, int]) -> None:
    image = Image.new("RGBA", (200, 120))
    image.paste((*GROUND, 255), (50, 30, 150, 90))
    small = resample(image, Size(*size), whole(image.size))
    for colour in colours(small):
        apart = max(abs(part - other) for part, other in zip(colour, GROUND, strict=False))
        assert apart * colour[3] <= 3 * 255  # what shows of it


def test_an_opaque_picture_is_sampled_as_it_is() -> None:
    seen: list[str] = []

    def sample(image: Image.Image) -> Image.Image:
        seen.append(image.mode)
        return image

    for mode in ("RGB", "L"):
        image = Image.new(mode, (2, 2))
        assert resampled(image, sample) is image
    assert seen == ["RGB", "L"]


def test_a_transparent_picture_is_sampled_premultiplied() -> None:
    image = Image.new("RGBA", (2, 1), (200, 100, 50, 255))
    image.putpixel((1, 0), (0, 255, 0, 0))
    found = resampled(image, lambda flat: flat.resize((1, 1), Image.Resampling.BOX))
    assert found.getpixel((0, 0)) == pytest.approx((200, 100, 50, 128), abs=1)


def test_a_kernel_that_overshoots_keeps_a_flat_colour_at_the_edge_of_its_alpha() -> None:
    image = Image.new("RGBA", (24, 24), (*GROUND, 0))
    image.paste((*GROUND, 255), (8, 8, 16, 16))
    found = resampled(image, lambda flat: flat.filter(ImageFilter.UnsharpMask(1, 40, 0)))
    shown = [colour for colour in colours(found) if colour[3] > 16]
    assert {0, 255} <= {colour[3] for colour in colours(found)}
    assert max(abs(part - other) for colour in shown for part, other in zip(colour, GROUND, strict=False)) <= 2
