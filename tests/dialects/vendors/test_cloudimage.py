"""Cloudimage and Filerobot: what unpic and Nuxt Image write."""

from tests.support.requests.vendors import agree, refuse, reply


def test_its_words_mean_what_they_mean_there() -> None:
    agree(
        "cloudimage",
        {
            "force_format=jpg&w=300&h=200&q=60&org_if_sml=1": "w=300&h=200&fit=min&fm=jpg&q=60",
            "w=300&org_if_sml=1": "w=300",
            "width=300&height=200&func=crop&force_format=webp": "w=300&h=200&fit=crop&fm=webp",
            "w=300&h=200&func=fit&bg_color=ffcc00": "w=300&h=200&fit=fill&bg=ffcc00",
            "w=300&h=200&func=cover": "w=300&h=200&fit=scale",
            "w=300&h=200&func=bound": "w=300&h=200&fit=clip",
            "w=300&h=200&func=bound&org_if_sml=1": "w=300&h=200",
            "w=300&h=200&func=boundmin": "w=300&h=200&fit=clip&min-w=300&min-h=200",
            "w=300&h=200&gravity=face&grey=1": "w=300&h=200&fit=crop&crop=faces&sat=-100",
            "w=300&force_format=original": "w=300&fit=clip&fm=source",
        },
    )


def test_what_it_has_not_is_named() -> None:
    refuse(
        "cloudimage",
        {
            "func=cropfit&w=300": "func=cropfit: it is crop, fit, cover, bound, boundmin",
            "p=thumb": "p is not done here",
            "w=300&width=301": "w and width contradict each other",
        },
    )


def test_the_version_before_a_key_is_cut() -> None:
    assert reply("cloudimage", "w=300", "v7/shop/bee.jpg").recipe.keys == ("shop/bee.jpg",)
