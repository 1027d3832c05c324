"""Jinja: filters for templates, of an environment that the program has.

install(environment, Images("https://img.example.com"))

{{ "bee.jpg" | tintype_img("A bee", sizes="100vw", ar="3:2") }}
<link rel="preload" as="image" href="{{ 'bee.jpg' | tintype_url(w=640) }}">
"""

from jinja2 import Environment
from markupsafe import Markup

from handler.client.images import Images
from handler.client.query_text import Value


def install(environment: Environment, images: Images) -> None:
    """Add the filters tintype_url, tintype_srcset, tintype_img, tintype_picture and tintype_generate."""

    def img(key: str, alt: str, **words: Value) -> Markup:
        return Markup(images.img(key, alt, **words))  # type: ignore[arg-type] # noqa: S704 - it is escaped

    def picture(key: str, alt: str, **words: Value) -> Markup:
        return Markup(images.picture(key, alt, **words))  # type: ignore[arg-type] # noqa: S704 - it is escaped

    environment.filters |= {
        "tintype_url": images.url,
        "tintype_srcset": images.srcset,
        "tintype_generate": images.generate,
        "tintype_img": img,
        "tintype_picture": picture,
    }
