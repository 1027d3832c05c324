"""Overlays of renditions made ahead: an event of a logo renews what shows it, and nothing else."""

import io
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from handler.config.presets import parse_presets
from handler.core.source import Stored
from handler.core.source_file import SourceFacts
from handler.errors import DeadlineExceeded
from handler.jobs import worker
from handler.jobs.overlays import INDEX, SourceState, overlay_keys
from handler.rendering.identity import folder
from handler.runtime.time_budget import JOB_RESERVE
from tests.conftest import Client
from tests.support.s3.counted_calls import counted
from tests.support.shop import Make, event, failures, lying, manifest, queue, upload

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

BRANDED: dict[str, Any] = {
    "kept": "w=60&mark=logo.png&mark-pad=0&fm=png",
    "named": {"query": "w=50&mark=logo.png&mark-pad=0&fm=png", "to": "{preset}/{stem}.{ext}"},
    "plain": "w=40&fm=png",
}
NO_LOGO = {"plain": "w=40&fm=png"}


def logo(colour: str) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (9, 9), colour).save(file, "PNG")
    return file.getvalue()


def corners(store: "S3Client") -> dict[str, object]:
    """Return the last pixel of every picture among the results, by its size."""
    found: dict[str, object] = {}
    for name, body in lying(store).items():
        if name.endswith("facts.json") or INDEX in name:
            continue
        with Image.open(io.BytesIO(body)) as image:
            found[f"{image.width}"] = image.convert("RGB").getpixel((image.width - 1, image.height - 1))
    return found


def test_a_state_is_the_versions_of_all() -> None:
    own, other, changed = SourceFacts("1", 9), SourceFacts("2", 9), SourceFacts("3", 9)
    assert SourceState(own).version == "1"
    versions = {SourceState(own, {"logo.png": each}).version for each in (other, changed, None)}
    assert len({*versions, "1"}) == 4
    assert SourceState(own, {"logo.png": None}).versions(["a.jpg", "logo.png"], "a.jpg") == [own, SourceFacts("", 0)]


def test_what_lies_over_a_picture_is_what_its_presets_say() -> None:
    presets = parse_presets('{"a": "mark=logo.png&mark2=~card%3Flogo%3Dowl.png", "b": "mark=logo.png", "c": "w=3"}')
    assert overlay_keys(presets.values(), "a.jpg") == ["logo.png", "owl.png"]
    assert overlay_keys(presets.values(), "logo.png") == ["owl.png"]


def test_an_event_of_the_logo_renews_what_shows_it(
    make: Make, client: Client, store: "S3Client", monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[Any] = []
    monkeypatch.setattr(worker, "invalidate", lambda *said: told.append(said))
    upload(store, "in/logo.png", logo("red"))
    upload(store, "in/a.jpg", "citrus.jpg")
    app = make(BRANDED, distribution="D")
    assert app.handle(event("in/a.jpg"), None)["ok"]
    before = lying(store)
    assert corners(store)["60"] == corners(store)["50"] == (255, 0, 0)
    upload(store, "in/logo.png", logo("lime"))
    told.clear()
    assert app.handle(event("in/logo.png"), None)["ok"]
    assert [sorted(keys) for _, keys, *_ in told] == [["a.jpg"]]
    assert corners(store)["60"] == corners(store)["50"] == (0, 255, 0)
    ours = [name for name in lying(store) if folder(Stored(key="a.jpg")) in name and INDEX not in name]
    assert len(ours) == len([name for name in before if folder(Stored(key="a.jpg")) in name and INDEX not in name])
    site = client(source="s3://shop/in", results="s3://shop/out", presets=f'{{"kept": "{BRANDED["kept"]}"}}')
    answer = site.get("/images/a.jpg?preset=kept")
    address = f"out/{folder(Stored(key='a.jpg'))}/{answer.headers['etag'].strip(chr(34))}"
    assert lying(store)[address] == answer.content


def test_a_logo_that_comes_later_or_goes_counts_too(make: Make, store: "S3Client") -> None:
    upload(store, "in/a.jpg", "citrus.jpg")
    app = make(BRANDED)
    first = app.handle(event("in/a.jpg"), None)["results"][0]
    assert first["refused"]["kept"] == "not-found: the overlay logo.png: there is no picture of this key"
    assert set(corners(store)) == {"40"}
    upload(store, "in/logo.png", logo("red"))
    app.handle(event("in/logo.png"), None)
    assert corners(store)["60"] == (255, 0, 0)
    store.delete_object(Bucket="shop", Key="in/logo.png")
    app.handle(event("in/logo.png"), None)
    assert set(corners(store)) == {"40"}
    assert manifest(store, "a.jpg")["refused"]


def test_nothing_is_made_again_where_nothing_changed(make: Make, store: "S3Client") -> None:
    upload(store, "in/logo.png", logo("red"))
    upload(store, "in/a.jpg", "citrus.jpg")
    app = make(BRANDED)
    app.handle(event("in/a.jpg", "in/logo.png"), None)
    with counted(store) as calls:
        app.handle(event("in/a.jpg", "in/logo.png"), None)
    assert "PutObject" not in calls


def test_without_overlays_an_event_takes_no_call_more(make: Make, store: "S3Client") -> None:
    upload(store, "in/a.jpg", "citrus.jpg")
    app = make(NO_LOGO)
    with counted(store) as calls:
        app.handle(event("in/a.jpg"), None)
    assert calls == ["HeadObject", "GetObject", "PutObject", "GetObject", "PutObject", "PutObject", "HeadObject"]
    assert [name for name in lying(store) if INDEX in name] == []


def test_a_pair_that_no_longer_holds_goes(make: Make, store: "S3Client") -> None:
    upload(store, "in/logo.png", logo("red"))
    upload(store, "in/a.jpg", "citrus.jpg")
    make(BRANDED).handle(event("in/a.jpg"), None)
    elsewhere = {"kept": {"query": BRANDED["kept"], "match": ["b/*"]}}
    pair = f"out/{INDEX}/{folder(Stored(key='logo.png'))}/{folder(Stored(key='a.jpg'))}"
    assert lying(store)[pair] == b"a.jpg"
    make(elsewhere).handle(event("in/logo.png"), None)
    assert pair not in lying(store)


def test_what_no_time_is_left_for_comes_again(make: Make, store: "S3Client") -> None:
    class Context:
        left = 2

        def get_remaining_time_in_millis(self) -> int:
            self.left -= 1
            return int(1000 * (JOB_RESERVE + 1 if self.left >= 0 else 0))

    upload(store, "in/logo.png", logo("red"))
    for key in ("in/a.jpg", "in/b.jpg"):
        upload(store, key, "citrus.jpg")
    app = make(BRANDED)
    app.handle(event("in/a.jpg", "in/b.jpg"), None)
    upload(store, "in/logo.png", logo("lime"))
    assert failures(app.handle(queue("in/logo.png"), Context())) == ["in/logo.png"]
    assert failures(app.handle(queue("in/logo.png"), None)) == []
    assert corners(store)["60"] == (0, 255, 0)
    with pytest.raises(DeadlineExceeded):
        app.handle(event("in/logo.png"), Context())


def test_a_recipe_that_is_handed_over_has_its_overlays(make: Make, store: "S3Client") -> None:
    upload(store, "in/logo.png", logo("red"))
    upload(store, "in/a.jpg", "citrus.jpg")
    recipe = {
        "source": {"key": "a.jpg"},
        "ops": [{"op": "resize", "w": 60}, {"op": "overlay", "picture": {"key": "logo.png"}, "pad": 0}],
        "output": {"formats": ["png"]},
    }
    answer = make(NO_LOGO).handle({"recipe": recipe}, None)
    assert answer["ok"], answer
    assert corners(store)["60"] == (255, 0, 0)
