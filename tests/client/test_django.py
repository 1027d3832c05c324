"""Django: templates with the tags and the filter, rendered by Django itself, where that is installed.

`make slow SUITE=clients` installs it, at a pinned version, into a folder of its own, and runs this.
"""

from typing import Any

import pytest

from handler.client.images import Images
from tests.support.client_pages import Tags

django = pytest.importorskip("django", reason="Django is in no requirement: make slow SUITE=clients brings it")

KEY = "a-key-of-the-tests-no-other"
BASE = "https://img.example.com"
IMAGES = Images(BASE, KEY)


@pytest.fixture(scope="module")
def engine() -> Any:
    from django.conf import settings
    from django.template import Engine

    settings.configure(TINTYPE={"base": BASE, "key": KEY})
    django.setup()
    return Engine(libraries={"tintype": "handler.client.django"})


def rendered(engine: Any, template: str, **values: object) -> str:
    from django.template import Context

    return str(engine.from_string("{% load tintype %}" + template).render(Context(values)))


def test_a_tag_stands_as_it_is_and_its_text_is_escaped_once(engine: Any) -> None:
    page = rendered(engine, "{% tintype_img key alt=alt w=300 ar='3:2' class='hero' %}", key="a b.jpg", alt='"<b>"')
    assert page == IMAGES.img("a b.jpg", '"<b>"', w=300, ar="3:2", class_="hero")
    ((_, given),) = Tags(page).found
    assert (given["alt"], given["class"], given["height"]) == ('"<b>"', "hero", "200")


def test_addresses_are_escaped_by_the_template(engine: Any) -> None:
    page = rendered(
        engine, "<img src=\"{{ 'a.jpg'|tintype_url:'w=300&fm=webp' }}\" srcset=\"{% tintype_srcset 'a.jpg' w=9 %}\">"
    )
    ((_, given),) = Tags(page).found
    assert given == {"src": IMAGES.url("a.jpg", w=300, fm="webp"), "srcset": IMAGES.srcset("a.jpg", w=9)}
    assert "&amp;fm=webp" in page
    assert rendered(engine, "{% tintype_url 'a.jpg' max_w=300 as link %}{{ link }}") == IMAGES.url(
        "a.jpg", max_w=300
    ).replace("&", "&amp;")


def test_what_is_made_and_what_has_sources(engine: Any) -> None:
    made = rendered(engine, "{% tintype_generate 'qr' text='hello' as link %}{{ link|safe }}")
    assert made == IMAGES.generate("qr", text="hello")
    page = rendered(engine, "{% tintype_picture 'a.jpg' 'A' sources=sources w=300 %}", sources=[{"fm": "avif"}])
    assert page == IMAGES.picture("a.jpg", "A", sources=[{"fm": "avif"}], w=300)


def test_a_missing_setting_is_named(engine: Any) -> None:
    from django.core.exceptions import ImproperlyConfigured
    from django.test import override_settings

    with override_settings(TINTYPE=None), pytest.raises(ImproperlyConfigured, match="TINTYPE is missing"):
        rendered(engine, "{% tintype_url 'a.jpg' %}")
