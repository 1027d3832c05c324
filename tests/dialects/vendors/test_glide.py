"""Glide: what Nuxt Image and its own documentation write."""

from tests.support.requests.vendors import agree, refuse


def test_its_words_mean_what_they_mean_there() -> None:
    agree(
        "glide",
        {
            "w=300&h=200&fit=contain": "w=300&h=200&fit=clip&fm=source",
            "w=300&h=200&fit=max&fm=webp&q=60": "w=300&h=200&fm=webp&q=60",
            "w=300&h=200&fit=fill&bg=ffcc00": "w=300&h=200&fit=fillmax&bg=ffcc00&fm=source",
            "w=300&h=200&fit=stretch": "w=300&h=200&fit=scale&fm=source",
            "w=300&h=200&fit=crop": "w=300&h=200&fit=crop&fm=source",
            "w=300&h=200&fit=crop-top-left": "w=300&h=200&fit=crop&crop=top,left&fm=source",
            "w=300&h=200&fit=crop-25-75": "w=300&h=200&fit=crop&fp-x=0.25&fp-y=0.75&fm=source",
            "w=300&h=200": "w=300&h=200&fit=clip&fm=source",
            "crop=200,100,5,6&or=auto&flip=both": "rect=5,6,200,100&flip=hv&fm=source",
            "w=300&filt=greyscale&pixel=5&dpr=2": "w=300&fit=clip&sat=-100&px=5&dpr=2&fm=source",
        },
    )


def test_what_it_has_not_is_named() -> None:
    refuse(
        "glide",
        {
            "w=300&h=200&fit=crop-25": "fit=crop-25: it is crop-x-y",
            "w=300&fit=crop-101-3": "it is crop-x-y",
            "w=300&fit=cropped": "fit=cropped",
            "or=90": "or is not done here: its versions turn in either direction",
            "gam=2": "gam is not done here",
            "mark=a.png": "mark is not done here",
        },
    )
