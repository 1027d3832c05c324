"""Netlify: the words of its Image CDN."""

from handler.dialects.located import netlify
from tests.support.requests.located_urls import check_faults, check_meaning, check_unsaid

MEANT = {
    "url=URL": "auto=format",
    "url=URL&w=50": "w=50",
    "url=URL&h=50&fit=cover": "h=50",
    "fm=webp&w=300&h=200&fit=cover&url=URL": "w=300&h=200&fit=crop&fm=webp",
    "url=URL&fit=cover&w=50&h=50&position=left&fm=webp&q=80": "w=50&h=50&fit=crop&crop=left&fm=webp",
    "url=URL&w=300&h=200": "w=300&h=200",
    "url=URL&w=300&h=200&fit=fill&fm=avif&q=30": "w=300&h=200&fit=scale&fm=avif&q=30",
    "url=URL&fm=png&w=3025&h=1659&q=75&dpl=6a85597a97a15700076a9c5e": "w=3025&h=1659&fm=png",
    "url=URL&fm=blurhash": "fm=blurhash",
    "url=URL&fit=cover": "auto=format",
    "url=URL&q=55": "q=55",
}
FAULTS = {
    "url=/a.jpg&fit=inside": "fit=inside: must be contain, cover or fill",
    "url=/a.jpg&w=9&position=left": "position=left",
    "url=/a.jpg&position=left": "position goes with fit=cover",
    "url=/a.jpg&w=9&h=9&position=left": "crop cuts, which fit=max does not",
    "url=/a.jpg&fm=tiff": "fm=tiff: must be avif, webp",
    "url=/a.jpg&format=webp": "there is no parameter 'format'",
}
UNSAID = ("w=3&rot=90", "w=3&h=4&fit=clip", "w=3&h=4&fit=crop&crop=top,left", "fm=tiff", "w=0.5")


def test_queries_mean_what_netlify_means() -> None:
    check_meaning(netlify, MEANT)


def test_what_it_has_not_is_refused_by_name() -> None:
    check_faults(netlify, FAULTS)


def test_what_it_cannot_say_is_told() -> None:
    check_unsaid(netlify, UNSAID)
