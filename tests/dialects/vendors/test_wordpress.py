"""WordPress: what unpic writes, and the documentation of Photon."""

from tests.support.requests.vendors import agree, refuse


def test_its_words_mean_what_they_mean_there() -> None:
    agree(
        "wordpress",
        {
            "w=300&h=200&crop=1": "w=300&h=200&fit=crop",
            "w=300&crop=1": "w=300&fit=clip",
            "w=300&h=200": "w=300&h=200",
            "format=webp&quality=60&w=300&h=200&crop=0": "w=300&h=200&fm=webp&q=60",
            "resize=300,200": "w=300&h=200&fit=crop",
            "fit=300,200&ssl=1": "w=300&h=200",
            "lb=300,200&zoom=2": "w=300&h=200&fit=fillmax&dpr=2",
            "w=300&strip=all&filter=grayscale": "w=300&metadata=strip&sat=-100",
        },
    )


def test_what_it_has_not_is_named() -> None:
    refuse(
        "wordpress",
        {
            "resize=300": "resize=300: it is width,height in pixels",
            "resize=a,b": "resize=a,b: must be a whole number",
            "brightness=5": "brightness is not done here",
            "w=300&ulb=true": "ulb is not done here",
            "crop=0,0,50,50": "crop=0,0,50,50: it is 1, true, 0, false",
            "resize=300,200&w=10": "resize and w contradict each other",
        },
    )
