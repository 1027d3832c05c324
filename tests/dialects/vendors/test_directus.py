"""Directus: what unpic, Nuxt Image and its own documentation write."""

from tests.support.requests.vendors import agree, refuse, reply


def test_its_words_mean_what_they_mean_there() -> None:
    agree(
        "directus",
        {
            "width=300&height=200&withoutEnlargement=true&fit=cover": "w=300&h=200&fit=min&fm=source",
            "width=300&withoutEnlargement=true&fit=cover": "w=300&fit=max&fm=source",
            "width=300&height=200&fit=cover&format=webp&quality=60": "w=300&h=200&fit=crop&fm=webp&q=60",
            "width=300&height=200&fit=contain": "w=300&h=200&fit=fill&fm=source",
            "width=300&height=200&fit=contain&withoutEnlargement=true": "w=300&h=200&fit=fillmax&fm=source",
            "width=300&height=200&fit=inside": "w=300&h=200&fit=clip&fm=source",
            "width=300&height=200&fit=outside": "w=300&h=200&fit=clip&min-w=300&min-h=200&fm=source",
            "width=300&format=auto": "w=300&fit=clip",
            "width=300&withoutEnlargement=false": "w=300&fit=clip&fm=source",
        },
    )


def test_what_it_has_not_is_named() -> None:
    refuse(
        "directus",
        {
            "width=300&height=200&fit=fill&withoutEnlargement=true": "this fit (scale) cannot be had without enlarging",
            "width=300&height=200&fit=outside&withoutEnlargement=true": "this fit (outside) cannot be had",
            "transforms=[]": "transforms is not done here: a list of operations",
            "focal_point_x=3": "focal_point_x is not done here",
            "key=thum": "did you mean thumb?",
        },
    )


def test_a_key_is_a_preset_and_assets_no_part_of_one() -> None:
    found = reply("directus", "key=thumb", "assets/bee.jpg")
    assert found.recipe.keys == ("bee.jpg",)
    assert found.recipe.ops[0].model_dump()["w"] == 77
    assert found.delivery.alone
