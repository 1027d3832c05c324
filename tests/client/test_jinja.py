"""Jinja: templates with the filters, rendered by Jinja itself."""

import pytest

from handler.client.images import Images
from tests.support.client_pages import Tags

jinja2 = pytest.importorskip("jinja2", reason="moto brings Jinja, which .venv of `make setup` has")

IMAGES = Images("https://img.example.com")


def rendered(template: str, **values: object) -> str:
    from handler.client.jinja import install

    environment = jinja2.Environment(autoescape=True)
    install(environment, IMAGES)
    text: str = environment.from_string(template).render(values)
    return text


def test_a_tag_stands_as_it_is_and_its_text_is_escaped_once() -> None:
    page = rendered("{{ key | tintype_img(alt, w=300, ar='3:2', class='hero') }}", key="a b.jpg", alt='"<b>"')
    assert page == IMAGES.img("a b.jpg", '"<b>"', w=300, ar="3:2", class_="hero")
    ((_, given),) = Tags(page).found
    assert (given["alt"], given["class"], given["height"]) == ('"<b>"', "hero", "200")


def test_addresses_are_escaped_by_the_template() -> None:
    src, srcset = "{{ 'a.jpg' | tintype_url(w=300, fm='webp') }}", "{{ 'a.jpg' | tintype_srcset(ar='1:1') }}"
    page = rendered(f'<img src="{src}" srcset="{srcset}">')
    ((_, given),) = Tags(page).found
    assert given == {"src": IMAGES.url("a.jpg", w=300, fm="webp"), "srcset": IMAGES.srcset("a.jpg", ar="1:1")}
    assert "&amp;fm=webp" in page


def test_what_is_made_and_what_has_sources() -> None:
    assert rendered("{{ 'avatar' | tintype_generate(name='Ada') }}") == IMAGES.generate("avatar", name="Ada")
    page = rendered("{{ 'a.jpg' | tintype_picture('A', sources=[{'fm': 'avif'}], w=300) }}")
    assert page == IMAGES.picture("a.jpg", "A", sources=[{"fm": "avif"}], w=300)
