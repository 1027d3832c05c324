"""Gate: the one place that decides whether a request may pass, between parse and render, for every door.

1. A signed request passes through every door if its signature is right; if it is not, it passes through none, also
   where it would have passed without. Where no key is configured a signature is an error: nobody could judge it.
2. What is posted passes signed only where the address names the digest of the body, since the signature covers the
   address alone.
3. Without a signature TINTYPE_UNSIGNED decides: `any` lets everything pass; `generate` made pictures; `widths` stored
   pictures at a width of the ladder; `presets` stored pictures by a preset and nothing else. Feeds and posted recipes
   pass under `any` alone. Pages pass where anything can. With neither rule nor key nothing passes but /health.
4. A width of the ladder comes alone: no other operation, no height, no quality; the format may be asked for, so
   that a picture has at most (widths x formats) renditions.
5. The answer says neither which rule was nearest nor what is wrong with a signature.
"""

from typing import Literal, NamedTuple

from handler.errors import InvalidParameter, NotAllowed
from handler.keyring import Keyring
from handler.ops.op import Op
from handler.ops.resize import Resize
from handler.output import Output
from handler.recipe import Made, Recipe, Stored
from handler.settings import Settings
from handler.signing import PARAMETER, Address, names, verify

Door = Literal["images", "generate", "info", "render", "feeds", "errors", "docs"]

COSTLY = {"render", "feeds"}
"""Doors whose work no rule but `any` bounds."""

DIGEST = "sha256"
NOWHERE = Address(b"/", "")


class Request(NamedTuple):
    """What the gate looks at beside the recipe."""

    door: Door
    address: Address = NOWHERE
    original: bool = False
    preset: bool = False


class Gate:
    """The gate of one application."""

    def __init__(self, settings: Settings) -> None:
        """Take the settings; keys are fetched when the first signed request comes."""
        self.settings = settings
        self.keyring = Keyring(settings.signing_keys)
        self.rungs: set[tuple[Op, ...]] = {(), *((Resize(w=width),) for width in settings.widths)}

    def allow(self, request: Request, recipe: Recipe | None) -> None:
        """Return if the request may pass; NotAllowed if not. SourceBusy while keys cannot be had."""
        passes = self._signed(request) if PARAMETER in names(request.address) else self._unsigned(request, recipe)
        if not passes:
            raise NotAllowed("this request is not allowed")
        if request.original and request.door == "images" and not self.settings.originals:
            raise NotAllowed("the original is not served; a parameter, as w=300, makes a rendition")

    def _signed(self, request: Request) -> bool:
        if not self.keyring.there:
            raise InvalidParameter("s: there are no keys (TINTYPE_SIGNING_KEYS) to judge it by", parameter=PARAMETER)
        good = verify(request.address, self.keyring.keys())
        if not good and self.keyring.renew():
            good = verify(request.address, self.keyring.keys())
        return good and (request.door != "render" or DIGEST in names(request.address))

    def _unsigned(self, request: Request, recipe: Recipe | None) -> bool:
        rules = self.settings.unsigned
        if "any" in rules:
            return True
        if request.door in COSTLY:
            return False
        if recipe is None:
            return bool(rules) or self.keyring.there
        if isinstance(recipe.source, Made):
            return "generate" in rules and not recipe.source.keys
        laddered = "widths" in rules and (request.original or self._on_the_ladder(recipe))
        return laddered or ("presets" in rules and request.preset)

    def _on_the_ladder(self, recipe: Recipe) -> bool:
        if len(recipe.output.formats) != 1 or recipe.ops not in self.rungs:
            return False
        plain = Stored(key=getattr(recipe.source, "key", ""))
        return recipe.source == plain and recipe.output == Output(formats=recipe.output.formats)
