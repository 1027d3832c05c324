"""KeyCDN: what unpic and its own documentation write."""

from tests.support.requests.vendors import agree, refuse


def test_its_words_mean_what_they_mean_there() -> None:
    agree(
        "keycdn",
        {
            "width=300&height=200&format=jpeg&quality=60&fit=cover": "w=300&h=200&fit=crop&fm=jpg&q=60",
            "width=300&enlarge=0": "w=300&fit=max&fm=source",
            "width=300&height=200&enlarge=0&fit=cover": "w=300&h=200&fit=min&fm=source",
            "width=300&height=200&fit=contain&bg=ffcc00": "w=300&h=200&fit=fill&bg=ffcc00&fm=source",
            "width=300&height=200&position=top&enlarge=1": "w=300&h=200&fit=crop&crop=top&fm=source",
            "width=300&height=200&crop=smart": "w=300&h=200&fit=crop&crop=smart&fm=source",
            "flip=1&flop=0&negate=1&grayscale=1": "flip=v&invert=true&sat=-100&fm=source",
            "width=300&format=png&lossless=1&quality=80": "w=300&fit=clip&fm=png&lossless=true",
            "width=300&format=jpeg&progressive=1": "w=300&fit=clip&fm=pjpg",
            "width=300&progressive=1": "w=300&fit=clip&fm=pjpg",
            "rotate=90&metadata=0&sharpen=20": "rot=90&metadata=strip&sharp=20&fm=source",
        },
    )


def test_what_it_has_not_is_named() -> None:
    refuse(
        "keycdn",
        {
            "width=300&gamma=2": "gamma is not done here",
            "width=300&trim=10": "trim is not done here",
            "width=300&crop=10,10": "crop=10,10: it is smart",
            "format=webp&progressive=1": "pjpg is a kind of jpg, and another format is asked for",
            "width=300&enlarged=0": "did you mean enlarge?",
        },
    )
