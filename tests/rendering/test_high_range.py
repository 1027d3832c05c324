"""High range: with hdr=keep the gain map of a JPEG follows its cuts and sizes; Pillow's reader of such files judges."""

from io import BytesIO

import pytest
from PIL import Image, ImageStat
from PIL.MpoImagePlugin import MpoImageFile

from handler.core.formats.catalogue import FORMATS
from handler.core.limits import Limits
from handler.core.source_file import source_file_of
from handler.dialects import native
from handler.errors import Corrupt, InvalidParameter, TooLarge
from handler.rendering.plan import plan
from handler.rendering.render import Rendered, render
from tests.support.images.image_files import apart, decoded, exif_block, film, opened, photo, saved
from tests.support.images.ultra_hdr import MEANING, VALUES, XMP, ultra_hdr


def rendered(data: bytes, query: str, **limits: float) -> Rendered:
    recipe = native.parse(query, "x").recipe
    bounds, accepted = Limits.model_validate(limits), frozenset(FORMATS)
    return render(recipe, fetch=lambda _: source_file_of(data, "v"), limits=bounds, accepted=accepted)


def parts(data: bytes) -> list[Image.Image]:
    """Return the pictures of a file, as Pillow finds them by its index."""
    if b"MPF\0" not in data:
        return [stored(data)]
    image, found = MpoImageFile(BytesIO(data)), []  # Image.open leaves the index of such files alone
    for number in range(image.n_frames):
        image.seek(number)
        found.append(image.convert("L") if number else image.convert("RGB"))
    return found


def stored(data: bytes) -> Image.Image:
    with Image.open(BytesIO(data)) as image:
        return image.convert("RGB")


def bright(image: Image.Image) -> tuple[bool, bool, bool, bool]:
    """Return which edges of a map are bright: left, top, right, bottom."""
    width, height = image.size
    edges = (0, 0, 4, height), (0, 0, width, 3), (width - 4, 0, width, height), (0, height - 3, width, height)
    left, top, right, bottom = (ImageStat.Stat(image.crop(edge)).mean[0] > 200 for edge in edges)
    return left, top, right, bottom


@pytest.mark.parametrize("iso", [False, True])
def test_the_picture_in_front_is_what_is_shown(*, iso: bool) -> None:
    data = ultra_hdr(iso=iso)
    assert apart(decoded(data).first, decoded(saved(photo((160, 120)), "jpg", quality=95)).first) == 0
    with opened(data) as picture:
        assert (picture.size, picture.frames, picture.mapped) == ((160, 120), 1, True)
    assert len(parts(rendered(data, "w=80&fm=jpg").body)) == 1


@pytest.mark.parametrize("kind", ["jpg", "pjpg"])
@pytest.mark.parametrize("iso", [False, True])
def test_the_map_is_made_smaller_with_the_picture_and_means_what_it_did(kind: str, *, iso: bool) -> None:
    made = rendered(ultra_hdr(iso=iso), f"w=80&fm={kind}&hdr=keep").body
    base, gains = parts(made)
    assert (base.size, gains.size) == ((80, 60), (20, 15))
    assert bright(gains) == (True, False, False, False)
    assert (VALUES if iso else XMP + MEANING) in made
    plain = rendered(ultra_hdr(iso=iso), f"w=80&fm={kind}").body
    assert base.tobytes() == parts(plain)[0].tobytes()
    with opened(made) as picture:
        assert picture.mapped


@pytest.mark.parametrize(
    ("query", "edges"),
    [
        ("rect=0,0,80,120", (True, True, True, True)),
        ("rect=80,0,80,120", (False, False, False, False)),
        ("flip=h", (False, False, True, False)),
        ("rot=90", (False, True, False, False)),
        ("rot=180&w=100", (False, False, True, False)),
        ("w=40&h=60&fit=crop&crop=left", (True, True, True, True)),
        ("w=320&h=240&fit=scale", (True, False, False, False)),
    ],
)
def test_the_map_follows(query: str, edges: tuple[bool, ...]) -> None:
    base, gains = parts(rendered(ultra_hdr(), f"{query}&fm=jpg&hdr=keep").body)
    assert bright(gains)[0::2] == edges[0::2] or bright(gains) == edges
    assert bright(gains) == edges or (any(edges) and not all(edges))
    assert base.width / gains.width == pytest.approx(4, abs=0.3)


def test_a_picture_that_lies_on_its_side_is_turned_with_its_map() -> None:
    data = ultra_hdr(exif=exif_block({0x0112: 6}))
    base, gains = parts(rendered(data, "w=60&fm=jpg&hdr=keep").body)
    assert (base.size, gains.size) == ((60, 80), (15, 20))
    assert bright(gains)[1] is True
    assert bright(gains)[3] is False


@pytest.mark.parametrize(
    "query",
    ["blur=3", "bri=10", "rot=17", "w=50&h=50&fit=fill", "border=3,red", "mono=f00", "sharp=20", "mask=ellipse"],
)
def test_what_a_map_cannot_follow_is_refused_by_name(query: str) -> None:
    with pytest.raises(InvalidParameter, match="hdr=keep goes with cuts") as caught:
        rendered(ultra_hdr(), f"{query}&fm=jpg&hdr=keep")
    assert caught.value.facts["parameter"] == "hdr"


@pytest.mark.parametrize("query", ["fm=webp", "w=80", "fm=avif,jpg", "fm=jpg&metadata=keep"])
def test_it_goes_into_a_jpeg_alone_and_says_so(query: str) -> None:
    with pytest.raises(InvalidParameter, match="hdr=keep"):
        native.parse(f"{query}&hdr=keep", "x")


def test_a_picture_without_a_map_is_a_plain_jpeg() -> None:
    plain = saved(photo(), "jpg")
    assert rendered(plain, "w=40&fm=jpg&hdr=keep").body == rendered(plain, "w=40&fm=jpg").body


def test_pictures_of_other_meaning_are_no_map() -> None:
    frames = film(2, (64, 48))
    file = BytesIO()
    frames[0].save(file, "MPO", save_all=True, append_images=frames[1:])
    with opened(file.getvalue()) as picture:
        assert not picture.mapped
    assert len(parts(rendered(file.getvalue(), "w=40&fm=jpg&hdr=keep").body)) == 1


def test_the_bytes_are_the_same_each_time() -> None:
    made = {rendered(ultra_hdr(), "w=80&fm=jpg&hdr=keep").body for _ in range(2)}
    assert len(made) == 1


def test_a_map_counts_in_memory_and_work() -> None:
    with_, without = (rendered(ultra_hdr(), f"w=80&fm=jpg{asked}").plan for asked in ("&hdr=keep", ""))
    assert with_.work > without.work
    assert with_.memory > without.memory


def test_a_map_that_cannot_be_read_is_an_error_only_where_it_is_asked_for() -> None:
    for data in (ultra_hdr()[:-400], ultra_hdr(meaning=b"nothing"), ultra_hdr(gains=photo((200, 150)).convert("L"))):
        assert rendered(data, "w=40&fm=jpg").format == "jpg"
        with pytest.raises((Corrupt, TooLarge)):
            rendered(data, "w=40&fm=jpg&hdr=keep")


def test_what_is_refused_is_refused_before_a_pixel_too() -> None:
    """So /info, and a HEAD, which plan and do not render, say what a GET says."""
    recipe = native.parse("w=50&mono=f00&fm=jpg&hdr=keep", "x").recipe
    with opened(ultra_hdr()) as picture, pytest.raises(InvalidParameter, match="not with the operation mono"):
        plan(recipe, picture)
