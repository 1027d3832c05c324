"""Renderer: what a job renders is fetched whole, described as /info does, and rendered once for each recipe."""

import json

import pytest

from handler.config.presets import parse_presets
from handler.config.settings import Settings
from handler.core.limits import Limits
from handler.core.source import Fetched, Posted, Stored
from handler.dialects import native
from handler.errors import ImageError, NotAllowed, NotFound, TooLarge, UnacceptedKind
from handler.jobs.overlays import SourceState
from handler.jobs.renderer import JobRenderer
from handler.jobs.renditions import Renditions
from handler.jobs.renewal import wanted_of
from handler.ops.resize import Resize
from handler.recipe import Recipe
from handler.storage import https_origin
from handler.storage.sources import Sources
from tests.conftest import SAMPLES, Client
from tests.support.origins.origin_server import OriginServer, Reply

KEY = "citrus.jpg"


def renderer(**settings: object) -> JobRenderer:
    given = Settings(source=SAMPLES.as_uri(), **settings)
    return JobRenderer(Sources(given.source, given.limits), given)


def test_a_source_is_here_before_anybody_looks_at_it() -> None:
    with renderer().fetch(Stored(key=KEY)) as blob:
        assert blob.read_so_far == blob.size
    with renderer(limits=Limits(bytes=100)).fetch(Stored(key=KEY)) as blob:
        assert blob.read_so_far == 0, "what is past the limit is not read at all"
    with pytest.raises(NotFound):
        renderer().fetch(Posted(posted="0" * 64))


def test_its_facts_are_those_of_info(client: Client) -> None:
    told = json.loads(client(source=SAMPLES.as_uri()).get(f"/info/{KEY}").content)["source"]
    with renderer().fetch(Stored(key=KEY)) as blob:
        assert renderer().facts_of(blob, KEY) == told


def test_what_is_no_picture_or_too_large_has_no_facts() -> None:
    with renderer().fetch(Stored(key="README.md")) as blob, pytest.raises(UnacceptedKind):
        renderer().facts_of(blob, "README.md")
    small = renderer(limits=Limits(bytes=100))
    with small.fetch(Stored(key=KEY)) as blob, pytest.raises(TooLarge):
        small.facts_of(blob, KEY)


def test_two_presets_of_one_recipe_are_rendered_once() -> None:
    presets = {"a": "w=30&fm=png", "b": {"query": "w=30&fm=png", "to": "{preset}/{key}"}, "c": "rect=9999,0,9,9"}
    with renderer().fetch(Stored(key=KEY)) as blob:
        state = SourceState(blob.facts)
        wanted = wanted_of(list(parse_presets(json.dumps(presets)).values()), KEY, state, Limits(), "balanced")
        made = {each.preset.name: outcome for each, outcome in renderer().renditions(blob, state, wanted)}
    assert made["a"] is made["b"]
    assert isinstance(made["c"], ImageError)


def test_one_recipe_has_the_digest_of_its_url(client: Client) -> None:
    answer = client(source=SAMPLES.as_uri()).get(f"/images/{KEY}?w=30&fm=png")
    made = renderer().one(native.parse("w=30&fm=png", KEY).recipe)
    assert made.rendered.body == answer.content
    assert f'"{made.digest}"' == answer.headers["etag"]


def test_a_recipe_that_is_handed_over_may_name_a_url(origin: OriginServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(https_origin, "INTERNET", origin.network())
    origin.answering = lambda _: Reply((SAMPLES / KEY).read_bytes(), headers={"ETag": '"one"'})
    given = Settings(source=SAMPLES.as_uri(), results="s3://nowhere", origins=(origin.origin,))
    recipe = Recipe(source=Fetched(url=f"{origin.origin}/{KEY}"), ops=(Resize(w=30),))
    assert Renditions(given).renderer.one(recipe).rendered.size[0] == 30
    with pytest.raises(NotAllowed):
        renderer().one(recipe)
