"""wsrv's words: all of its quick reference is either read or refused with a reason."""

from handler.dialects.located.wsrv.words import ALIASES, BARE, REFUSED, WsrvWords

QUICK_REFERENCE = (
    "w h dpr fit cbg we a crop precrop trim tbg mask mtrim mbg flip flop ro rbg bg blur con filt gam mod sat hue sharp "
    "tint af encoding maxage l ll default filename il n output page q"
)
"""https://wsrv.nl/docs/quick-reference.html, November 2026."""


def test_every_word_of_the_quick_reference_is_known() -> None:
    words = {mark.name for mark, _ in WsrvWords.params().values()}
    assert set(QUICK_REFERENCE.split()) <= words | REFUSED.keys()
    assert not words & REFUSED.keys()
    assert set(ALIASES.values()) <= words
    assert BARE.keys() <= words
    assert not ALIASES.keys() & words
