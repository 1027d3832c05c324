"""Fastly: what Nuxt Image and next/image's loader write."""

from tests.support.requests.vendors import agree, refuse


def test_its_words_mean_what_they_mean_there() -> None:
    agree(
        "fastly",
        {
            "width=300": "w=300&fm=source",
            "auto=webp&width=300&quality=75": "w=300&q=75",
            "width=300&height=200": "w=300&h=200&fit=scale&fm=source",
            "width=300&height=200&fit=crop": "w=300&h=200&fit=min&fm=source",
            "width=300&height=200&fit=crop&enable=upscale": "w=300&h=200&fit=crop&fm=source",
            "width=300&height=200&fit=bounds&format=webp&quality=60": "w=300&h=200&fit=max&fm=webp&q=60",
            "width=300&height=200&fit=bounds&enable=upscale": "w=300&h=200&fit=clip&fm=source",
            "width=300&height=200&fit=cover": "w=300&h=200&fit=clip&min-w=300&min-h=200&fm=source",
            "width=300&dpr=2&orient=r": "w=300&dpr=2&or=6&fm=source",
            "width=300&orient=6&frame=1": "w=300&or=6&frame=0&fm=source",
            "width=300&format=webpll": "w=300&fm=webp&lossless=true",
            "width=300&format=pjpeg&optimize=high": "w=300&fm=pjpg&q=60",
            "width=300&disable=upscale&metadata=copyright": "w=300&fm=source",
        },
    )


def test_what_it_has_not_is_named() -> None:
    refuse(
        "fastly",
        {
            "width=300&crop=1:1": "crop is not done here",
            "width=300&fit=fill": "it is bounds, crop, cover",
            "width=0.5&height=200&fit=cover": "covering both sides takes width and height in pixels",
            "width=300&height=200&disable=upscale": "this fit (scale) cannot be had without enlarging",
        },
    )
