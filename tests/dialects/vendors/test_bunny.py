"""Bunny: what unpic, Nuxt Image and its own documentation write."""

from tests.support.requests.vendors import agree, refuse


def test_its_words_mean_what_they_mean_there() -> None:
    agree(
        "bunny",
        {
            "width=300": "w=300",
            "width=300&height=200": "w=300&h=200",
            "width=300&height=200&aspect_ratio=300%3A200&output=webp": "w=300&h=200&fit=min&fm=webp",
            "width=256&aspect_ratio=16:9": "w=256&ar=16:9&fit=min",
            "aspect_ratio=1:1": "ar=1:1&fit=min",
            "width=300&height=200&fit=cover&format=webp&quality=70": "w=300&h=200&fit=min&fm=webp&q=70",
            "width=300&height=200&fit=outside&upscaling=resampling": "w=300&h=200&fit=clip&min-w=300&min-h=200",
            "width=300&upscaling=resampling": "w=300&fit=clip",
            "width=300&height=200&fit=contain&upscaling=resampling": "w=300&h=200&fit=fill",
            "width=300&height=200&fit=fill&upscaling=off": "w=300&h=200&fit=scale",
            "width=300&sharpen=true&blur=5&flip=true&flop=false": "w=300&sharp=10&blur=5&flip=v",
            "crop=200,100,5,6": "rect=5,6,200,100",
            "width=300&auto_optimize=medium&output=auto": "w=300&q=75",
            "width=300&brightness=10&contrast=-5&saturation=20&sepia=30": "w=300&bri=10&con=-5&sat=20&sepia=30",
        },
    )


def test_what_it_has_not_is_named() -> None:
    refuse(
        "bunny",
        {
            "crop=200,100": "crop=200,100: it is four numbers of pixels: width,height,x,y",
            "crop=1,1,-1,0": "four numbers",
            "width=300&height=200&aspect_ratio=1:1": "an aspect ratio of 1:1 is not that of width and height",
            "crop_gravity=north": "crop_gravity is not done here",
            "hue=5": "hue is not done here",
            "width=300&height=200&aspect_ratio=wide": "an aspect ratio of wide",
        },
    )
