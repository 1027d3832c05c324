"""Contentful: what next/image's loader, Nuxt Image and unpic write, and what its documentation has besides."""

from tests.support.requests.vendors import agree, refuse


def test_its_words_mean_what_they_mean_there() -> None:
    agree(
        "contentful",
        {
            "w=300": "w=300&fm=source",
            "w=300&fit=fill": "w=300&fit=clip&fm=source",
            "fm=webp&w=300&h=200&q=75": "w=300&h=200&fm=webp&q=75",
            "fm=jpg&w=300&h=200&q=60&fit=fill": "w=300&h=200&fit=crop&fm=jpg&q=60",
            "w=300&h=200&fit=pad&bg=rgb:ffcc00": "w=300&h=200&fit=fillmax&bg=ffcc00&fm=source",
            "w=300&h=200&fit=scale": "w=300&h=200&fit=scale&fm=source",
            "w=300&h=200&fit=thumb&f=faces": "w=300&h=200&fit=crop&crop=faces&fm=source",
            "w=300&h=200&fit=crop&f=top_left": "w=300&h=200&fit=crop&crop=top,left&fm=source",
            "w=300&h=200&fit=fill&f=center": "w=300&h=200&fit=crop&fm=source",
            "w=300&f=top": "w=300&fm=source",
            "fit=fill": "fm=source",
            "v=7": "v=7",
            "w=300&r=24": "w=300&corner-radius=24&fm=source",
            "w=300&r=max": "w=300&mask=ellipse&fm=source",
            "fm=jpg&fl=progressive": "fm=pjpg",
            "fm=png&fl=png8&w=300": "fm=png&colors=256&w=300",
            "fm=png&q=80&w=300": "fm=png&w=300",
            "": "",
        },
        unwritten=("fit=fill",),
    )


def test_what_it_has_not_is_named() -> None:
    refuse(
        "contentful",
        {
            "w=300&h=200&fit=fil": "fit=fil: it is pad, fill, scale, crop, thumb; did you mean fill?",
            "w=300&bg=ffcc00": "bg=ffcc00: it is rgb: and a color",
            "w=300&r=round": "r=round: must be a whole number",
            "w=300&width=300": "there is no parameter 'width'",
            "w=300&w=300": "w is given more than once",
            "w=": "w has no value",
        },
    )
