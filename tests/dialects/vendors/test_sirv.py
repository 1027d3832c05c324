"""Sirv: what next/image's loader and Nuxt Image write."""

from tests.support.requests.vendors import agree, refuse


def test_its_words_mean_what_they_mean_there() -> None:
    agree(
        "sirv",
        {
            "format=optimal&w=300&q=75": "w=300&q=75&fit=clip",
            "w=300&h=200&scale.option=fit": "w=300&h=200&fit=clip",
            "w=300&h=200&scale.option=fill": "w=300&h=200&fit=clip&min-w=300&min-h=200",
            "w=300&h=200&scale.option=ignore": "w=300&h=200&fit=scale",
            "w=300&h=200&scale.option=noup": "w=300&h=200",
            "w=300&h=200&scale.option=cover&format=webp&q=80": "w=300&h=200&fit=crop&fm=webp",
            "w=300&format=original&grayscale=true&page=2": "w=300&fit=clip&fm=source&sat=-100&frame=1",
        },
    )


def test_what_it_has_not_is_named() -> None:
    refuse(
        "sirv",
        {
            "canvas.width=300": "canvas.width is not done here",
            "scale.option=outside&w=3": "scale.option=outside: it is fit",
            "text=Hello": "text is not done here",
        },
    )
