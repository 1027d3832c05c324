"""imgix's words: all parameters of imgix's own list are known, and what leads to ours leads to something."""

from handler.dialects.imgix.words import BOOK, OTHERS, REFUSED, SPELLINGS
from handler.dialects.native.phrases import PHRASES
from handler.dialects.native.spellings import ALIASES, YIELDING
from handler.dialects.native.vocabulary import vocabulary

LISTED = """
ar auto bg-remove-fallback bg-remove-fg-type bg-remove-semi-transparency bg-remove-transparency-threshold bg-remove
bg-replace-fallback bg-replace-neg-prompt bg-replace bg blend-align blend-alpha blend-color blend-crop blend-fit blend-h
blend-mode blend-pad blend-size blend-w blend-x blend-y blend blur border-bottom border-left border-radius-inner
border-radius border-right border-stroke-color border-stroke-size border-top border bri ch chromasub colorquant colors
con corner-radius crop cs dl dpi dpr duotone-alpha duotone exp expires face-blur face-pixel faceindex facepad faces
fill-color fill-gen-fallback fill-gen-neg-prompt fill-gen-pos fill-gen-prompt fill-gen-seed fill-gradient-cs
fill-gradient-linear-direction fill-gradient-linear fill-gradient-radial-radius fill-gradient-radial-x
fill-gradient-radial-y fill-gradient-radial fill-gradient-type fill fit flip fm fp-debug fp-x fp-y fp-z fps frame gam
grid-colors grid-size h high htn hue interval invert iptc jpg-progressive lp-blur loop lossless mark-align mark-alpha
mark-base mark-fit mark-h mark-if-min-height mark-if-min-width mark-pad mark-rot mark-scale mark-tile mark-w mark-x
mark-y mark mask-bg mask max-h max-w min-h min-w monochrome nr nrs object-removal-negative-prompt object-removal-prompt
object-removal-rect object-removal-seed orient pad-bottom pad-left pad-right pad-top pad page palette pdf-annotation
prefix px q rasterize-bypass rect reverse rot-type rot sat sepia shad sharp skip svg-sanitize transparency trim-alpha
trim-color trim-md trim-pad trim-sd trim-tol trim txt-align txt-clip txt-color txt-fit txt-font txt-lead txt-line-color
txt-line txt-pad txt-shad txt-size txt-track txt-width txt-x txt-y txt upscale-fallback upscale usm usmrad vib
video-bitrate video-clip-start video-clip-end video-codec video-thumbnail w
"""
"""The parameters of imgix's list, version 11 of imgix-url-params."""


def test_every_parameter_of_imgix_is_read_or_refused_by_name() -> None:
    known = {*vocabulary(), *ALIASES, *YIELDING, *BOOK.words, *REFUSED}
    assert [name for name in LISTED.split() if name not in known] == []


def test_every_spelling_leads_to_a_parameter_and_hides_none() -> None:
    words = vocabulary()
    assert set(OTHERS) <= set(words)
    assert not set(SPELLINGS) & set(words)
    assert len(SPELLINGS) == sum(len(spellings.split()) for spellings in OTHERS.values())


def test_what_is_refused_is_none_of_ours() -> None:
    taken = {*vocabulary(), *ALIASES, *YIELDING, *SPELLINGS, *PHRASES}
    assert not set(REFUSED) & taken
