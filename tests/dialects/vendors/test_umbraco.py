"""Umbraco: what Nuxt Image and ImageSharp's documentation write."""

from tests.support.requests.vendors import agree, refuse


def test_its_words_mean_what_they_mean_there() -> None:
    agree(
        "umbraco",
        {
            "width=300&height=200": "w=300&h=200&fit=crop&fm=source",
            "width=300&height=200&rmode=max&format=webp&quality=60": "w=300&h=200&fit=clip&fm=webp&q=60",
            "width=300&height=200&rmode=pad&bgcolor=ffcc00": "w=300&h=200&fit=fill&bg=ffcc00&fm=source",
            "width=300&height=200&rmode=boxpad": "w=300&h=200&fit=fillmax&fm=source",
            "width=300&height=200&rmode=stretch&rsampler=lanczos3": "w=300&h=200&fit=scale&fm=source",
            "width=300&height=200&ranchor=bottomright": "w=300&h=200&fit=crop&crop=bottom,right&fm=source",
            "width=300&height=200&rxy=0.3,0.75": "w=300&h=200&fit=crop&fp-x=0.3&fp-y=0.75&fm=source",
            "width=300&height=200&rxy=0.5,0.5": "w=300&h=200&fit=crop&crop=focalpoint&fm=source",
            "width=300&rnd=133&compand=true": "w=300&fit=clip&v=133&fm=source",
        },
    )


def test_what_it_has_not_is_named() -> None:
    refuse(
        "umbraco",
        {
            "width=300&height=200&rmode=min": "rmode=min: it is crop, pad",
            "width=300&height=200&rxy=0.3": "rxy=0.3: it is x,y",
            "width=3&cc=0,0,0,0": "cc is not done here",
            "width=3&rxy=left,top": "rxy=left,top: must be a number",
        },
    )
