"""Hygraph: what unpic and Nuxt Image write into the path."""

import pytest

from handler.errors import ImageError, Inexpressible
from tests.support.requests.vendors import ROWS, again, ours, reply

SAME = {
    "env/resize=fit:crop,width:300,height:200/auto_image/bee": "w=300&h=200&fit=crop",
    "env/resize=fit:crop,width:300,height:200/output=format:webp/bee": "w=300&h=200&fit=crop&fm=webp",
    "env/resize=width:300,height:200,fit:max/quality=value:60/output=format:jpg/bee": "w=300&h=200&fm=jpg&q=60",
    "env/resize=width:300/bee": "w=300&fit=clip&fm=source",
    "env/resize=width:300,height:200,fit:crop,align:top/bee": "w=300&h=200&fit=crop&crop=top&fm=source",
    "env/output=format:auto/bee": "auto=format",
    "env/bee": "",
}


def test_operations_in_the_path_mean_what_they_mean_there() -> None:
    for path, same in SAME.items():
        found = reply("hygraph", "", path)
        assert found == ours(same, "env/bee"), path
        assert again("hygraph", found) == found, path


def test_a_link_says_until_when_it_is_good() -> None:
    found = reply("hygraph", "expires=9&v=2", "env/resize=width:300/bee")
    assert (found.delivery.expires, found.delivery.edition) == (9, "2")
    assert ROWS["hygraph"].load().write(found) == "env/resize=fit:clip,width:300/bee?v=2&expires=9"


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("env/resize=fit:cover,width:300/bee", "resize.fit=cover: it is clip, crop, scale, max"),
        ("env/blur=amount:5/bee", "there is no parameter 'blur.amount'"),
        ("env/resize=width:wide/bee", "resize.width=wide: must be"),
        ("resize=width:300/", "no picture is named"),
    ],
)
def test_what_it_has_not_is_named(path: str, said: str) -> None:
    with pytest.raises(ImageError) as caught:
        reply("hygraph", "", path)
    assert caught.value.status == 400
    assert said in caught.value.detail


def test_what_cannot_be_said_there_is_told() -> None:
    with pytest.raises(Inexpressible):
        ROWS["hygraph"].load().write(ours("blur=5"))
    assert ROWS["hygraph"].load().operations()[0].name == "hygraph"


@pytest.mark.parametrize("folder", ["resize=width:3", "a=b", "auto_image", "env/w=3"])
def test_a_folder_that_is_read_as_an_operation_is_told(folder: str) -> None:
    with pytest.raises(Inexpressible, match="as an operation"):
        ROWS["hygraph"].load().write(ours("w=300&fit=clip&fm=source", f"{folder}/bee"))
    found = ours("w=300&fit=clip&fm=source", "env/a=b.jpg")
    assert again("hygraph", found) == found, "which stands where no operation does"
