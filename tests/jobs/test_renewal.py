"""Renewal: what is to be made of a version, in the light of the manifest that was found."""

import pytest

from handler.config.presets import parse_presets
from handler.core.limits import Limits
from handler.core.source_file import SourceFacts
from handler.jobs.manifest import Manifest, StoredManifest
from handler.jobs.overlays import SourceState
from handler.jobs.published_store import PublishedStore
from handler.jobs.renewal import ALL, MOST_STALE, NEGOTIATED, Renewal, Report, wanted_of
from handler.storage.bucket import Bucket

PRESETS = parse_presets('{"small": "w=60&fm=webp", "named": {"query": "w=30&fm=jpg", "to": "{preset}/{key}"}}')
RULES = "limits"


def renewal(stored: StoredManifest = StoredManifest(), version: str = "1", rules: str = RULES) -> Renewal:
    facts = SourceState(SourceFacts(version, 9))
    wanted = wanted_of(list(PRESETS.values()), "a.jpg", facts, Limits(), "balanced")
    published = PublishedStore(Bucket("none"), "a.jpg")
    return Renewal("a.jpg", facts, Report("a.jpg"), wanted, stored, rules, published)


def lying(manifest: Manifest) -> StoredManifest:
    return StoredManifest(manifest, '"etag"')


def test_without_a_manifest_all_is_to_be_made() -> None:
    new = renewal()
    assert (new.begun, new.done, new.replaced, new.same_version) == (False, False, False, False)
    assert new.possible == new.wanted
    begun = new.beginning()
    assert (begun.key, begun.version, begun.rules, begun.stale) == ("a.jpg", "1", RULES, ())
    assert begun.places == ("named/a.jpg",)
    assert set(begun.wanted) == {each.digest for each in new.wanted}


def test_begun_is_not_done_and_finished_is() -> None:
    begun = renewal(lying(renewal().beginning()))
    assert (begun.begun, begun.done) == (True, False)
    done = renewal(lying(begun.finished()))
    assert (done.begun, done.done, done.refusals) == (True, True, {})


def test_another_version_remembers_what_a_slow_writer_may_still_write() -> None:
    old = renewal(lying(renewal().beginning()))
    new = renewal(lying(old.finished()), "2")
    assert (new.begun, new.done, new.replaced) == (False, False, True)
    assert set(new.beginning().stale) == {each.digest for each in old.wanted}
    assert new.beginning().places == ("named/a.jpg",)
    many = Manifest(version="1", stale=tuple(map(str, range(2 * MOST_STALE))), places=("old/a.png",))
    assert len(renewal(lying(many), "2").beginning().stale) == MOST_STALE
    assert renewal(lying(many), "2").beginning().places == ("named/a.jpg", "old/a.png")


def test_a_refusal_holds_for_its_version_and_limits_alone() -> None:
    first = renewal(lying(renewal().beginning()))
    first.refuse(first.wanted[0], "too-large: it is")
    refused = lying(first.finished())
    assert renewal(refused).refusals == {"small": "too-large: it is"}
    assert [each.preset.name for each in renewal(refused).possible] == ["named"]
    assert renewal(refused).done
    for other in (renewal(refused, "2"), renewal(refused, rules="others")):
        assert other.refusals == {}
        assert not other.done


def test_of_what_is_no_picture_nothing_is_possible() -> None:
    unfit = renewal(lying(renewal().beginning()))
    unfit.refuse_all("corrupt: it is")
    assert unfit.possible == []
    assert unfit.report.refused == {ALL: "corrupt: it is", "small": "corrupt: it is", "named": "corrupt: it is"}
    assert renewal(lying(unfit.finished())).done


def test_refusals_of_presets_that_nobody_asks_for_are_kept_to_oneself() -> None:
    manifest = Manifest(version="1", rules=RULES, refused={"gone 123": ("gone", "why")})
    assert renewal(lying(manifest)).refusals == {}


@pytest.mark.parametrize(
    ("preset", "several"),
    [
        ('{"p": "w=60"}', len(NEGOTIATED)),
        ('{"p": "w=60&fm=jpg"}', 1),
        ('{"p": {"query": "w=60", "to": "{preset}/{key}.{ext}"}}', 1),
    ],
)
def test_a_preset_whose_format_accept_decides_is_made_for_each_kind_of_client(preset: str, several: int) -> None:
    found = wanted_of(
        list(parse_presets(preset).values()), "a.jpg", SourceState(SourceFacts("1", 9)), Limits(), "balanced"
    )
    assert len({each.digest for each in found}) == several
