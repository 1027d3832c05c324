"""Django: tags for templates, of the service that the setting TINTYPE describes.

TINTYPE = {"base": "https://img.example.com", "key": os.environ["TINTYPE_SIGNING_KEY"]}
TEMPLATES[0]["OPTIONS"]["libraries"] = {"tintype": "tintype.client.django"}

{% load tintype %}
{% tintype_img photo.file.name alt=photo.title sizes="100vw" ar="3:2" class="hero" %}
<link rel="preload" as="image" href="{{ photo.file.name|tintype_url:'w=640&fm=webp' }}">
"""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.template import Library
from django.utils.safestring import SafeString, mark_safe

from handler.client.images import Images
from handler.client.query_text import Value
from handler.core.query_string import pairs


def tintype_url(key: str, query: str = "", **words: Value) -> str:
    """Return the address of a stored picture. query: parameters in one text, since a filter takes no more."""
    return _images().url(str(key), **{**dict(pairs(query)), **words})


def tintype_srcset(key: str, **words: Value) -> str:
    """Return the candidates of a stored picture, for `srcset`."""
    return _images().srcset(str(key), **words)  # type: ignore[arg-type]


def tintype_generate(name: str, **words: Value) -> str:
    """Return the address of a picture that is made."""
    return _images().generate(name, **words)


def tintype_img(key: str, alt: str, **words: Value) -> SafeString:
    """Return an `<img>` with its candidates."""
    return mark_safe(_images().img(str(key), str(alt), **words))  # type: ignore[arg-type] # noqa: S308 - it is escaped


def tintype_picture(key: str, alt: str, **words: Value) -> SafeString:
    """Return a `<picture>`; its sources are a list that the view makes."""
    return mark_safe(_images().picture(str(key), str(alt), **words))  # type: ignore[arg-type] # noqa: S308 - likewise


def _images() -> Images:
    told = getattr(settings, "TINTYPE", None)
    if not isinstance(told, dict) or "base" not in told:
        raise ImproperlyConfigured('TINTYPE is missing in the settings: TINTYPE = {"base": "https://img.example.com"}')
    return Images(**told)


register = Library()
"""What `{% load %}` takes."""

for _tag in (tintype_url, tintype_srcset, tintype_generate, tintype_img, tintype_picture):
    register.simple_tag(_tag)
register.filter("tintype_url", tintype_url)
