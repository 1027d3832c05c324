"""Contentstack: what unpic and its own documentation write."""

from tests.support.requests.vendors import agree, refuse


def test_its_words_mean_what_they_mean_there() -> None:
    agree(
        "contentstack",
        {
            "width=300&auto=webp&disable=upscale": "w=300&fit=max",
            "width=300&height=200&fit=crop&auto=webp&disable=upscale": "w=300&h=200&fit=min",
            "width=300&height=200&format=jpg&quality=60&fit=crop&disable=upscale": "w=300&h=200&fit=min&fm=jpg&q=60",
            "width=300&height=200&fit=bounds": "w=300&h=200&fit=clip&fm=source",
            "width=300&height=200&fit=cover&branch=a": "w=300&h=200&fit=crop&fm=source",
            "width=300&orient=6&format=webply": "w=300&fit=clip&or=6&fm=webp",
            "environment=live": "",
        },
    )


def test_what_it_has_not_is_named() -> None:
    refuse(
        "contentstack",
        {
            "width=300&overlay=a": "overlay is not done here",
            "disable=all": "disable=all: it is upscale",
        },
    )
