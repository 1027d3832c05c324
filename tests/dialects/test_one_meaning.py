"""One picture said in many languages is one recipe, so one digest and one kept result; and what is said reads back."""

import json
from base64 import b64encode

import pytest

from handler.dialects.table import families
from handler.dialects.translation import door_of, picture_asked, written_as
from handler.recipe import Recipe


def aws(edits: dict[str, object], **more: object) -> str:
    """Return the path of a request to AWS's solution."""
    return f"/aws/{b64encode(json.dumps({'key': 'bee.jpg', 'edits': edits, **more}).encode()).decode()}"


MEANINGS: dict[str, dict[str, str]] = {
    "a crop around the middle, as WebP": {
        "native": "/images/bee.jpg?w=300&h=200&fit=crop&fm=webp",
        "imgix": "/imgix/bee.jpg?w=300&h=200&fit=crop&fm=webp",
        "thumbor": "/thumbor/unsafe/300x200/filters:format(webp)/bee.jpg",
        "imgproxy": "/imgproxy/unsafe/rs:fill:300:200:1/plain/bee.jpg@webp",
        "cloudflare": "/cdn-cgi/image/width=300,height=200,fit=cover,format=webp/bee.jpg",
        "cloudinary": "/cloudinary/demo/image/upload/c_fill,w_300,h_200,f_webp/bee.jpg",
        "aws": aws({"resize": {"width": 300, "height": 200, "fit": "cover"}, "toFormat": "webp"}),
        "wsrv": "/wsrv/?url=/bee.jpg&w=300&h=200&fit=cover&output=webp&n=-1",
        "ipx": "/_ipx/s_300x200,enlarge,f_webp/bee.jpg",
        "imagekit": "/imagekit/tr:w-300,h-200,f-webp/bee.jpg",
        "storyblok": "/storyblok/bee.jpg/m/300x200/filters:format(webp)",
        "directus": "/directus/bee.jpg?width=300&height=200&fit=cover&format=webp",
        "contentful": "/contentful/bee.jpg?w=300&h=200&fit=fill&fm=webp",
        "sanity": "/sanity/bee.jpg?w=300&h=200&fit=crop&fm=webp",
    },
    "within a width, never enlarged": {
        "native": "/images/bee.jpg?w=300&fm=webp",
        "cloudflare": "/cdn-cgi/image/width=300,fit=scale-down,format=webp/bee.jpg",
        "cloudinary": "/cloudinary/demo/image/upload/c_limit,w_300,f_webp/bee.jpg",
        "imgproxy": "/imgproxy/unsafe/rs:fit:300:0/plain/bee.jpg@webp",
        "aws": aws({"resize": {"width": 300, "fit": "inside", "withoutEnlargement": True}, "toFormat": "webp"}),
        "imgix": "/imgix/bee.jpg?w=300&fm=webp&fit=max",
        "next": "/_next/image?url=/bee.jpg&w=300&q=80",
    },
    "a crop around a focal point": {
        "native": "/images/bee.jpg?w=300&h=200&fit=crop&crop=focalpoint&fp-x=0.3&fp-y=0.2&fm=webp",
        "cloudflare": "/cdn-cgi/image/width=300,height=200,fit=cover,gravity=0.3x0.2,format=webp/bee.jpg",
        "imgproxy": "/imgproxy/unsafe/rs:fill:300:200:1/g:fp:0.3:0.2/plain/bee.jpg@webp",
        "imgix": "/imgix/bee.jpg?w=300&h=200&fit=crop&crop=focalpoint&fp-x=0.3&fp-y=0.2&fm=webp",
        "wsrv": "/wsrv/?url=/bee.jpg&w=300&h=200&fit=cover&a=focal&fpx=0.3&fpy=0.2&output=webp&n=-1",
    },
    "a crop at the top": {
        "native": "/images/bee.jpg?w=300&h=200&fit=crop&crop=top&fm=webp",
        "thumbor": "/thumbor/unsafe/300x200/top/filters:format(webp)/bee.jpg",
        "imgproxy": "/imgproxy/unsafe/rs:fill:300:200:1/g:no/plain/bee.jpg@webp",
        "cloudflare": "/cdn-cgi/image/width=300,height=200,fit=cover,gravity=top,format=webp/bee.jpg",
        "cloudinary": "/cloudinary/demo/image/upload/c_fill,g_north,w_300,h_200,f_webp/bee.jpg",
    },
}


def recipe(address: str, family: str) -> Recipe:
    return picture_asked(door_of(address, family)).recipe


@pytest.mark.parametrize("meaning", MEANINGS)
def test_one_picture_is_one_recipe_whatever_language_says_it(meaning: str) -> None:
    said = {family: recipe(url, family) for family, url in MEANINGS[meaning].items() if family in families()}
    other = {family: each.text() for family, each in said.items() if family != "next" and each != said["native"]}
    assert other == {}


@pytest.mark.parametrize("meaning", MEANINGS)
def test_every_language_that_can_say_it_writes_what_reads_back_as_the_same(meaning: str) -> None:
    picture = picture_asked(door_of(MEANINGS[meaning]["native"]))
    told = [written_as(picture, family) for family in sorted(families())]
    for each in told:
        assert not each.url or recipe(each.url, each.to) == picture.recipe, each
    unsaid = {each.to: each.why for each in told if not each.url and each.to in MEANINGS[meaning]}
    assert unsaid.keys() <= {"next"}, unsaid
