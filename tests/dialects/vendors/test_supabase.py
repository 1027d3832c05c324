"""Supabase: what its own documentation, unpic and Nuxt Image write."""

from tests.support.requests.vendors import agree, refuse, reply


def test_its_words_mean_what_they_mean_there() -> None:
    agree(
        "supabase",
        {
            "width=300": "w=300",
            "width=300&height=200": "w=300&h=200&fit=min",
            "width=300&height=200&resize=contain&quality=60": "w=300&h=200&q=60",
            "width=300&height=200&resize=fill": "w=300&h=200&fit=scale",
            "width=300&height=200&resize=cover&format=webp": "w=300&h=200&fit=min&fm=webp",
            "width=300&format=origin": "w=300&fm=source",
        },
    )


def test_what_it_has_not_is_named() -> None:
    refuse(
        "supabase",
        {
            "width=300&resize=inside": "resize=inside: it is cover, contain, fill",
            "token=abc": "token is not done here",
        },
    )


def test_the_path_before_a_key_is_cut() -> None:
    found = reply("supabase", "width=300", "storage/v1/render/image/public/shop/bee.jpg")
    assert found.recipe.keys == ("shop/bee.jpg",)
