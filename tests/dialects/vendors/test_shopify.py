"""Shopify: what its own documentation, unpic and Nuxt Image write."""

from tests.support.requests.vendors import agree, refuse


def test_its_words_mean_what_they_mean_there() -> None:
    agree(
        "shopify",
        {
            "v=1683744744&width=300": "v=1683744744&w=300",
            "width=300&height=200": "w=300&h=200",
            "width=300&height=200&crop=center": "w=300&h=200&fit=min",
            "width=300&height=200&crop=top&format=pjpg": "w=300&h=200&fit=min&crop=top&fm=pjpg",
            "width=300&height=200&pad_color=ffcc00": "w=300&h=200&fit=fillmax&bg=ffcc00",
            "width=300&height=200&fit=cover&format=webp&quality=70": "w=300&h=200&fit=min&fm=webp&q=70",
            "width=300&height=200&fit=outside": "w=300&h=200&fit=clip&min-w=300&min-h=200",
            "width=300&scale=2": "w=300&dpr=2",
        },
    )


def test_what_it_has_not_is_named() -> None:
    refuse(
        "shopify",
        {
            "crop=region&width=300": "crop=region: it is top",
            "crop_left=3": "crop_left is not done here",
            "scale=two&width=3": "scale=two: must be a whole number",
        },
    )
