"""Scene7: what unpic and its own documentation write."""

from tests.support.requests.vendors import agree, refuse, reply


def test_its_words_mean_what_they_mean_there() -> None:
    agree(
        "scene7",
        {
            "wid=300&hei=200&qlt=60&fmt=jpg&fit=crop%2C0": "w=300&h=200&fit=min&fm=jpg&q=60",
            "wid=300&fit=crop,0": "w=300&fm=source",
            "wid=300&hei=200&fit=crop,1": "w=300&h=200&fit=crop&fm=source",
            "wid=300&hei=200": "w=300&h=200&fit=fill&fm=source",
            "wid=300&hei=200&fit=constrain&bgc=ffcc00": "w=300&h=200&fit=clip&bg=ffcc00&fm=source",
            "wid=300&hei=200&fit=fit,0": "w=300&h=200&fit=fillmax&fm=source",
            "wid=300&hei=200&fit=wrap": "w=300&h=200&fit=clip&min-w=300&min-h=200&fm=source",
            "wid=300&hei=200&fit=stretch&fmt=png-alpha&qlt=80,0": "w=300&h=200&fit=scale&fm=png",
            "wid=300&resMode=sharp2&op_sharpen=1": "w=300&fit=clip&sharp=10&fm=source",
            "crop=5,6,200,100": "rect=5,6,200,100&fm=source",
        },
    )


def test_what_it_has_not_is_named() -> None:
    refuse(
        "scene7",
        {
            "wid=300&qlt=80,1": "qlt=80,1: the encoder chooses how colours are sampled",
            "wid=300&hei=200&fit=wrap,0": "fit=wrap,0: it is fit, constrain",
            "wid=300&scl=2": "scl is not done here",
        },
    )


def test_the_path_before_a_key_is_cut() -> None:
    assert reply("scene7", "wid=300", "is/image/shop/bee").recipe.keys == ("shop/bee",)
