"""Amplify: the words of AWS Amplify Hosting, long and as Nuxt shortens them."""

from handler.dialects.located import amplify
from handler.ops.resize import Resize
from tests.support.requests.located_urls import check_faults, check_meaning, check_unsaid, read

MEANT = {
    "url=URL&w=300&h=200&fit=cover&format=webp&q=75": "w=300&h=200&fit=crop&fm=webp&q=75",
    "url=URL&width=800": "w=800&fit=clip",
    "url=URL&height=600&quality=50": "h=600&fit=clip&q=50",
    "url=URL&width=8&height=6&position=top": "w=8&h=6&fit=crop&crop=top",
    "url=URL&width=8&height=6&fit=fill": "w=8&h=6&fit=scale",
    "url=URL&width=8&height=6&fit=inside": "w=8&h=6&fit=clip",
    "url=URL&width=8&height=6&fit=outside": "w=8&h=6&fit=clip&min-w=8&min-h=6",
    "url=URL": "auto=format",
    "url=URL&trim=50&flip&flop&rotate=45": "trim=auto&trim-tol=50&flip=hv&rot=45",
    "url=URL&trim&flip=true&flop=false&rotate=-90": "trim=auto&flip=v&rot=270",
    "url=URL&flop&rotate=360": "flip=h",
    "url=URL&normalize&gamma=2&grayscale&tint=%237743CE": "auto-contrast=100&gam=50&sat=-100&mono=7743ce",
    "url=URL&negate&median&blur&sharpen": "invert=true&median=3&blur=0.8&usm=100&usmrad=1",
    "url=URL&median=5&blur=20&sharpen=0.5&gamma": "gam=57&median=5&blur=20&usm=100&usmrad=0.5",
}
FAULTS = {
    "url=/a.jpg&extract=1_2_3_4": "extract: a part of a picture is rect=",
    "url=/a.jpg&extend=1_2_3_4": "extend: no pixels are made up",
    "url=/a.jpg&threshold=155": "threshold: there is no picture of two levels",
    "url=/a.jpg&position=top": "position goes with fit=cover",
    "url=/a.jpg&width=3&position=top": "position=top: crop cuts",
    "url=/a.jpg&median=4": "median=4",
    "url=/a.jpg&gamma=9": "gamma=9: must be at most 3",
    "url=/a.jpg&width=3&w=4": "w is given more than once",
    "url=/a.jpg&format=gif": "format=gif: must be",
    "url=/a.jpg&hight=3": "did you mean height?",
}
UNSAID = ("w=3", "w=3&sat=-50&fit=clip", "w=3&fit=clip&sepia=3", "rot=4.5", "usm=50", "trim=color&trim-color=fff")


def test_queries_mean_what_sharp_means() -> None:
    check_meaning(amplify, MEANT)


def test_what_is_beside_a_picture_is_black_and_not_what_is_under_it() -> None:
    found = read(amplify, "url=/cat.jpg&width=8&height=6&fit=contain")
    assert found.recipe.ops == (Resize(w=8, h=6, fit="fill", bg="000000"),)
    assert read(amplify, amplify.write(found).removeprefix("?")) == found


def test_what_it_has_not_is_refused_by_name() -> None:
    check_faults(amplify, FAULTS)


def test_what_it_cannot_say_is_told() -> None:
    check_unsaid(amplify, UNSAID)
