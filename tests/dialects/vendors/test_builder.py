"""Builder: what unpic and Nuxt Image write."""

from tests.support.requests.vendors import agree, refuse, reply


def test_its_words_mean_what_they_mean_there() -> None:
    agree(
        "builder",
        {
            "width=300&height=200&format=webp&fit=cover&sharp=true": "w=300&h=200&fit=crop&sharp=10&fm=webp",
            "width=300": "w=300&fit=clip",
            "width=300&height=200&fit=contain": "w=300&h=200&fit=fill",
            "width=300&height=200&fit=fill": "w=300&h=200&fit=scale",
            "width=300&height=200&fit=inside": "w=300&h=200&fit=clip",
            "width=300&height=200&fit=outside": "w=300&h=200&fit=clip&min-w=300&min-h=200",
            "width=300&height=200&position=right top": "w=300&h=200&fit=crop&crop=right,top",
            "width=300&height=200&position=center&sharp=false": "w=300&h=200&fit=crop",
            "width=300&format=original": "w=300&fit=clip&fm=source",
            "width=300&format=auto": "w=300&fit=clip",
        },
    )


def test_what_it_has_not_is_named() -> None:
    refuse(
        "builder",
        {
            "width=300&fit=coverr": "did you mean cover?",
            "width=300&position=up": "position=up: it is top",
            "width=wide": "width=wide: must be",
        },
    )


def test_the_path_before_a_key_is_cut() -> None:
    for path in ("api/v1/image/assets%2Fbee.jpg", "assets/bee.jpg"):
        assert reply("builder", "width=300", path).recipe.keys == ("assets/bee.jpg",)
