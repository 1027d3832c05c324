"""Reading: an address in imgproxy's form is the recipe that our own query says, whoever made it."""

import pytest

from handler.core.delivery import Delivery
from handler.core.source import Fetched
from handler.dialects.imgproxy import door
from handler.dialects.interface import DialectRequest, PictureReply
from handler.ops.sharpen import Sharpen
from tests.support.requests.foreign_addresses import fault_of, native_recipe, picture_of, settled

PRESETS = {"small": "w=300&h=200&fit=crop", "sharp": "sharp=30", "webp": "fm=webp"}
ADDRESSES = {
    # @nuxt/image 2
    "unsafe/w:300/h:200/f:webp/q:80/rt:fill/L2NhdC5qcGc": "w=300&h=200&fit=cropmax&fm=webp",
    "unsafe/w:300/h:200/rt:fit/ex:1/L2NhdC5qcGc": "w=300&h=200&fit=fillmax",
    "unsafe/w:300/rt:fit/L2NhdC5qcGc": "w=300",
    "unsafe/w:300/h:200/bl:5/rot:90/rt:force/L2NhdC5qcGc": "rot=90&w=300&h=200&fit=scalemax&blur=5",
    # @imgproxy/imgproxy-node 1
    "insecure/el:t/g:no/rt:fit/w:300/Y2F0LmpwZw": "w=300&fit=clip",
    "insecure/f:webp/g:sm/q:60/rs:fill:300:200/plain/cat.jpg": "w=300&h=200&fit=cropmax&crop=smart&fm=webp&q=60",
    "insecure/bg:ff0000/pd:10/rs:force:300:200:t/t:10/bG9jYWw6Ly8vY2F0LmpwZw": (
        "bg=ff0000&pad=10&w=300&h=200&fit=scale&trim=auto"
    ),
    "insecure/bl:5/c:100:100:nowe:10:20/pix:4/sh:0.5/Y2F0LmpwZw": "blur=5&rect=10,20,100,100&px=4&usm=100&usmrad=0.5",
    "insecure/dpr:2/g:fp:0.3:0.4/w:300/h:100/el:1/rt:fill/Y2F0LmpwZw": (
        "w=600&h=200&fit=crop&crop=focalpoint&fp-x=0.3&fp-y=0.4"
    ),
    # imgproxy's documentation
    "_/resize:fill:300:400:0/gravity:sm/plain/cat.jpg@png": "w=300&h=400&fit=cropmax&crop=smart&fm=png",
    "_/rs:fit:300:200/plain/local:///cat.jpg@jpg": "w=300&h=200&fm=jpg",
    "_/rs:fit:300:200/plain/s3://bucket/cat.jpg@jpg": "w=300&h=200&fm=jpg",
    "_/ar:0/w:300/plain/cat.jpg": "or=1&w=300",
    "_/plain/cat.jpg": "fm=source",
}


def preset(address: str) -> PictureReply:
    reply = door.parse(DialectRequest(address.encode(), "", PRESETS))
    assert isinstance(reply, PictureReply)
    return reply


def test_an_address_says_what_our_own_query_says() -> None:
    for address, query in ADDRESSES.items():
        assert picture_of(door, address).recipe == native_recipe(query, "cat.jpg"), address
        settled(door, address)


def test_a_picture_of_another_host_is_named_by_its_url() -> None:
    for source in ("plain/https://example.com/a%20b.jpg%3Fx=1@png", "aHR0cHM6Ly9leGFtcGxlLmNvbS9hIGIuanBnP3g9MQ.png"):
        address = f"_/w:3/{source}"
        assert picture_of(door, address).recipe.source == Fetched(url="https://example.com/a%20b.jpg?x=1")
        settled(door, address)


def test_a_preset_alone_is_that_preset() -> None:
    for address in ("_/pr:small/plain/cat.jpg", "_/preset:small/cb:3/plain/cat.jpg"):
        recipe, delivery, _ = preset(address)
        assert recipe == native_recipe(PRESETS["small"], "cat.jpg")
        assert (delivery.preset, delivery.alone, delivery.negotiable) == ("small", True, True)
    assert preset("_/pr:webp/plain/cat.jpg").delivery == Delivery(preset="webp", alone=True)


def test_options_replace_what_presets_say() -> None:
    for address, query, negotiable in (
        ("_/pr:small/w:100/plain/cat.jpg", "w=100&h=200&fit=crop", True),
        ("_/pr:small/plain/cat.jpg@png", "w=300&h=200&fit=crop&fm=png", False),
        ("_/pr:small:webp/plain/cat.jpg", "w=300&h=200&fit=crop&fm=webp", False),
    ):
        recipe, delivery, _ = preset(address)
        assert recipe == native_recipe(query, "cat.jpg"), address
        assert (delivery.negotiable, delivery.alone) == (negotiable, False)
    sharp = preset("_/preset:sharp/resize:fill:300:400:0/gravity:sm/plain/cat.jpg@png").recipe
    assert sharp == native_recipe("w=300&h=400&fit=cropmax&crop=smart&sharp=30&fm=png", "cat.jpg")
    assert Sharpen(amount=30) in sharp.ops


def test_raw_is_the_stored_file() -> None:
    assert picture_of(door, "_/raw:1/cb:v/plain/cat.jpg").delivery == Delivery(original=True, edition="v")
    assert picture_of(door, "_/raw:0/w:3/plain/cat.jpg").delivery == Delivery()
    assert settled(door, "_/raw:t/plain/cat.jpg") == "unsafe/raw:1/plain/cat.jpg"


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("_/raw:1/w:3/plain/a.jpg", "width: raw is the stored file as it is; leave width out"),
        ("_/raw:1/plain/a.jpg@png", "format: raw is the stored file"),
        ("_/pr:none/plain/a.jpg", "preset: preset=none: there is no such preset"),
        ("_/hs:md5:00/plain/a.jpg", "hs: hashsum is of imgproxy Pro"),
        ("_/skp:gif/plain/a.jpg", "skp: skip_processing depends"),
        ("_/msr:10/plain/a.jpg", "msr: max_src_resolution is a limit"),
        ("_/rt:max/plain/a.jpg", "resizing_type: resizing_type=max: must be"),
        ("_/w:3/plain/a.jpg?w=3", "w: there is no parameter 'w'"),
        ("_/w:3/plain/a.jpg?s=3", "s: there is no parameter 's'"),
        ("_/w:3/plain/https://127.0.0.1/a.jpg", "url: url=https://127.0.0.1/a.jpg: "),
        ("_/w:3/plain/a.jpg@exe", "format: format=exe: must be"),
        ("_/w:3", ": no picture is named"),
        ("", ": no picture is named"),
        ("_/plain/s3://bucket", ": no picture is named"),
    ],
)
def test_what_is_not_supported_is_named(address: str, said: str) -> None:
    assert fault_of(door, address).startswith(said)


def test_tracking_names_are_dropped() -> None:
    assert picture_of(door, "_/w:3/plain/a.jpg?utm_source=x") == picture_of(door, "_/w:3/plain/a.jpg")
