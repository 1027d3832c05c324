"""Sanity: what next/image's loader, Nuxt Image and its own documentation write."""

from tests.support.requests.vendors import agree, refuse


def test_its_words_mean_what_they_mean_there() -> None:
    agree(
        "sanity",
        {
            "auto=format&fit=max&w=300": "w=300",
            "w=300&h=200&fit=crop&auto=format": "w=300&h=200&fit=crop",
            "w=300&h=200&fit=fill&auto=format&bg=ffffff": "w=300&h=200&fit=fill&bg=ffffff",
            "w=300&h=200&fit=min&fm=jpeg&q=60": "w=300&h=200&fit=min&fm=jpg&q=60",
            "rect=70,20,120,220&fp-x=0.3&fp-y=0.5&w=300&h=200": "rect=70,20,120,220&fp-x=0.3&fp-y=0.5&w=300&h=200",
            "or=90": "rot=90",
            "or=0&w=300": "w=300",
            "w=300&dl=holiday": "w=300&dl=holiday",
        },
    )


def test_what_it_has_not_is_named() -> None:
    refuse(
        "sanity",
        {
            "or=45": "or=45",
            "w=300&wide=3": "wide",
            "w=300&w=300": "w is given more than once",
        },
    )
