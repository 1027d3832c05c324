"""Colour space: cs=p3 keeps the colours of P3, and everything that paints looks the same as in sRGB."""

from io import BytesIO

import pytest
from PIL import Image, ImageCms

from handler.codecs.pixels import display_p3
from handler.core.formats.catalogue import FORMATS
from handler.core.limits import Limits
from handler.core.source_file import source_file_of
from handler.dialects import native
from handler.errors import InvalidParameter
from handler.rendering.render import Rendered, render
from tests.support.images.image_files import apart, film, photo, saved

SRGB = ImageCms.createProfile("sRGB")
CARRIERS = {"png": "", "jpg": "&q=95", "pjpg": "&q=95", "webp": "&lossless=true", "avif": "&q=95"}
RED = (234, 51, 35)
"""The red of sRGB, in Display P3."""


def rendered(data: bytes, query: str) -> Rendered:
    recipe = native.parse(query, "x").recipe
    return render(recipe, fetch=lambda _: source_file_of(data, "v"), limits=Limits(), accepted=frozenset(FORMATS))


def as_seen(data: bytes) -> Image.Image:
    """Return a picture as an sRGB screen shows it: by its profile, where it has one."""
    with Image.open(BytesIO(data)) as image:
        profile, plain = image.info.get("icc_profile"), image.convert("RGBA" if image.mode == "RGBA" else "RGB")
    if not profile:
        return plain
    found = ImageCms.profileToProfile(plain, ImageCms.ImageCmsProfile(BytesIO(profile)), SRGB)
    assert found is not None
    return found


def stored(data: bytes) -> Image.Image:
    with Image.open(BytesIO(data)) as image:
        return image.convert("RGB")


@pytest.mark.parametrize("kind", CARRIERS)
def test_p3_is_kept_as_it_is_and_told(kind: str) -> None:
    data = saved(Image.new("RGB", (40, 30), (255, 0, 0)), "png", icc_profile=display_p3.p3_profile())
    made = rendered(data, f"cs=p3&fm={kind}{CARRIERS[kind]}").body
    assert stored(made).getpixel((9, 9)) == pytest.approx((255, 0, 0), abs=2)
    with Image.open(BytesIO(made)) as image:
        assert image.info["icc_profile"] == display_p3.p3_profile()
    assert rendered(data, f"cs=p3&fm={kind}{CARRIERS[kind]}").body == made


@pytest.mark.parametrize("kind", CARRIERS)
def test_a_picture_of_srgb_looks_the_same(kind: str) -> None:
    data = saved(photo(), "png")
    wide, usual = (as_seen(rendered(data, f"{asked}fm={kind}{CARRIERS[kind]}").body) for asked in ("cs=p3&", ""))
    assert apart(wide, usual) < 3


@pytest.mark.parametrize(
    "query",
    [
        *("w=60&h=60&fit=fill&bg=f00", "pad=9&bg=0f0", "border=7,blue", "border=7,80ff00ff&corner-radius=9&bg=fff"),
        *("duotone=1d3557,f1faee", "mono=ff8800", "rot=17&bg=ff8000"),
    ],
)
def test_what_paints_or_tints_looks_as_in_srgb(query: str) -> None:
    data = saved(photo().convert("L").convert("RGB"), "png")
    wide, usual = (as_seen(rendered(data, f"{asked}fm=png&{query}").body) for asked in ("cs=p3&", ""))
    # What is mixed of two colours is mixed of other numbers.
    assert apart(wide.convert("RGB"), usual.convert("RGB")) < 6


LOGO = saved(Image.new("RGB", (12, 9), (255, 0, 0)), "png")
WIDE_LOGO = saved(Image.new("RGB", (12, 9), (255, 0, 0)), "png", icc_profile=display_p3.p3_profile())


@pytest.mark.parametrize("gray", [False, True])
@pytest.mark.parametrize(
    ("over", "logo", "stored_as"),
    [
        ("mark=logo.png&mark-x=0&mark-y=0", LOGO, RED),
        ("mark=logo.png&mark-x=0&mark-y=0", WIDE_LOGO, (255, 0, 0)),
        ("mark=~gradient%3Ffill%3Df00%2Cf00%26size%3D12x9&mark-x=0&mark-y=0", LOGO, RED),
        ("mark=logo.png&mark-tile=grid&mark-pad=0", LOGO, RED),
        ("blend=logo.png&blend-mode=normal&blend-size=inherit", LOGO, RED),
        ("blend=f00&blend-mode=normal", LOGO, RED),
        ("txt=W&txt-size=90&txt-color=f00&txt-line=40&txt-line-color=f00&txt-align=middle,center", LOGO, RED),
        ("gradient=f00,f00", LOGO, RED),
        ("colorize=f00", LOGO, RED),
    ],
)
def test_what_is_laid_over_has_the_colours_of_the_result(
    over: str, logo: bytes, stored_as: tuple[int, ...], *, gray: bool
) -> None:
    files = {"x": saved(photo().convert("L" if gray else "RGB"), "png"), "logo.png": logo}
    recipe = native.parse(f"cs=p3&fm=png&{over}", "x").recipe
    made = render(
        recipe,
        fetch=lambda source: source_file_of(files[source.keys[0]], "v"),
        limits=Limits(),
        accepted=frozenset(FORMATS),
    )
    place = (48, 32) if "txt" in over else (4, 4)
    assert stored(made.body).getpixel(place) == pytest.approx(stored_as, abs=1)
    with Image.open(BytesIO(made.body)) as image:
        assert image.info["icc_profile"] == display_p3.p3_profile()


def test_colours_are_painted_in_the_space_of_the_result() -> None:
    data = saved(Image.new("RGB", (40, 30), "white"), "png")
    for query in ("w=50&h=50&fit=fill&bg=f00", "border=4,f00"):
        assert stored(rendered(data, f"cs=p3&fm=png&{query}").body).getpixel((1, 1)) == pytest.approx(RED, abs=1)
    made = native.parse("cs=p3&fm=png&w=20", "x").recipe
    assert made.output.space == "p3"


def test_gray_needs_no_profile() -> None:
    made = rendered(saved(photo().convert("L"), "png"), "cs=p3&fm=png").body
    assert b"iCCP" not in made
    assert made == rendered(saved(photo().convert("L"), "png"), "fm=png").body


def test_an_animation_keeps_its_colours_too() -> None:
    frames = film(3)
    data = saved(frames[0], "png", save_all=True, append_images=frames[1:])
    made = rendered(data, "cs=p3&fm=webp&lossless=true").body
    with Image.open(BytesIO(made)) as image:
        assert getattr(image, "n_frames", 1) == 3
        assert image.info["icc_profile"] == display_p3.p3_profile()


@pytest.mark.parametrize("kind", ["gif", "tiff", "ico", "jp2", "bmp"])
def test_a_format_that_cannot_say_it_is_refused_by_name(kind: str) -> None:
    with pytest.raises(InvalidParameter) as caught:
        native.parse(f"cs=p3&fm={kind}", "x")
    assert caught.value.facts["parameter"] in {"cs", "fm"}


def test_where_the_client_leaves_the_format_one_is_taken_that_can_say_it() -> None:
    data = saved(Image.new("RGB", (40, 30), "red").quantize(4), "gif")
    assert rendered(data, "cs=p3").format in {"png", "jpg"}
    assert rendered(data, "").format == "gif"


def test_work_counts_the_conversion() -> None:
    data = saved(photo((400, 300)), "png")
    assert rendered(data, "cs=p3&fm=png").plan.work > rendered(data, "fm=png").plan.work
