"""Astro: what its image service writes, and what its own endpoint makes of it."""

from handler.dialects.located import astro
from tests.support.requests.located_urls import check_faults, check_meaning, check_unsaid

MEANT = {
    "href=URL": "fm=source",
    "href=URL&f=webp": "fm=webp",
    "f=webp&w=300&h=200&fit=cover&href=URL": "w=300&h=200&fit=cropmax&fm=webp",
    "href=URL&w=300&h=200&f=avif&q=high": "w=300&h=200&fit=cropmax&fm=avif",
    "href=URL&w=300&f=jpeg&q=mid": "w=300&fm=jpg&q=50",
    "href=URL&w=300&h=200&fit=contain&f=png&q=80": "w=300&h=200&fm=png",
    "href=URL&w=300&h=200&fit=scale-down&f=jpg": "w=300&h=200&fm=jpg",
    "href=URL&w=300&h=200&fit=fill&f=jpg&q=1": "w=300&h=200&fit=scalemax&fm=jpg&q=1",
    "href=URL&w=300&h=200&fit=outside&f=gif": "w=300&h=200&fit=clip&min-w=300&min-h=200&fm=gif",
    "href=URL&w=300&h=200&fit=none&f=gif": "w=300&h=200&fit=clip&min-w=300&min-h=200&fm=gif",
    "href=URL&w=3&h=2&position=right+top&f=webp": "w=3&h=2&fit=cropmax&crop=top,right&fm=webp",
    "href=URL&w=3&h=2&position=top-left&f=webp": "w=3&h=2&fit=cropmax&crop=top,left&fm=webp",
    "href=URL&w=3&h=2&position=southwest&f=webp": "w=3&h=2&fit=cropmax&crop=bottom,left&fm=webp",
    "href=URL&w=3&h=2&position=attention&f=webp": "w=3&h=2&fit=cropmax&crop=smart&fm=webp",
    "href=URL&w=3&h=2&fit=contain&position=top&f=webp": "w=3&h=2&fm=webp",
    "href=URL&h=2&fit=cover&position=top&f=webp": "h=2&fm=webp",
    "href=URL&w=3&background=80ff0000&f=png": "w=3&bg=80ff0000&fm=png",
    "href=URL&background=red&f=png": "bg=red&fm=png",
    "href=URL&w=3&background=%23fff&f=webp&expires=9999999999": "w=3&bg=fff&fm=webp",
}
FAULTS = {
    "url=/a.jpg": "there is no parameter 'url'",
    "w=3": "href is missing",
    "href=/a.jpg&q=best": "q=best: must be 1 to 100, or low, mid, high, max",
    "href=/a.jpg&q=0": "q=0: must be 1 to 100",
    "href=/a.jpg&q=101": "q=101: must be 1 to 100",
    "href=/a.jpg&f=svg": "f=svg: must be webp",
    "href=/a.jpg&w=3&h=2&position=50%25": "position=50%: must be center",
    "href=/a.jpg&fit=crop": "fit=crop: must be cover",
    "href=/a.jpg&background=nocolour": "background=nocolour",
}
UNSAID = ("w=3&fm=webp&rot=90", "w=3", "w=3&h=2&fit=crop&fm=webp", "bg=fff&w=3&fm=webp&q=auto", "fm=pjpg")


def test_queries_mean_what_astro_means() -> None:
    check_meaning(astro, MEANT)


def test_what_it_has_not_is_refused_by_name() -> None:
    check_faults(astro, FAULTS)


def test_what_it_cannot_say_is_told() -> None:
    check_unsaid(astro, UNSAID)
