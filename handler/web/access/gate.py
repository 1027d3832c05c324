"""Gate: the one place that decides whether a request may pass, between parse and render, for every door.

1. A signed request passes through every door if its signature is right; if it is not, it passes through none, also
   where it would have passed without. Where no key is configured a signature is an error: nobody could judge it.
2. What is posted passes signed only where the address names the digest of the body, since the signature covers the
   address alone.
   A dialect with keys of its own is judged by those alone, and they open no other door: its hash may be a weak one.
3. Without a signature TINTYPE_UNSIGNED decides: `any` lets everything pass, the name of a dialect what its doors give;
   `generate` made pictures; `widths` stored pictures on the ladder; `presets` stored pictures by a preset and nothing
   else. By these two a picture at another host is as a stored one if its URL has no query: of queries any number could
   mean one picture. Feeds and posted recipes pass under `any` alone. Pages pass where anything can. With neither rule
   nor key nothing passes but /health.
4. The ladder is a table of sizes, qualities and formats, so that the renditions of a picture can be counted; see
   handler/web/access/width_ladder.py.
5. Of a signature the answer says nothing but that the request is not allowed. Without one it says what of the request
   keeps it from passing, and what would pass: a stranger learns no more than the page tells that shows the pictures.
"""

from collections.abc import Collection
from typing import NamedTuple

from handler.config.keyring import Keyring, foreign_keys
from handler.config.settings import Settings
from handler.core import signing
from handler.core.signing import PARAMETER, Address, names
from handler.core.source import Fetched
from handler.dialects.interface import SignatureScheme
from handler.dialects.table import secrets
from handler.errors import InvalidParameter, NotAllowed
from handler.recipe import Made, Recipe
from handler.web.access.width_ladder import Fault, Ladder
from handler.web.doors import DOORS, RENDER

COSTLY = {door.name: door.costly for door in DOORS}
"""Doors whose work no rule but `any` bounds, and what stands behind them."""

DIGEST = "sha256"
NOWHERE = Address(b"/", "")
SHOWN_PRESETS = 8


class AccessRequest(NamedTuple):
    """What the gate looks at beside the recipe.

    door: a name of the tables of doors, or a page's. scheme: how requests there are signed. original: whether the
    stored file itself is asked for; facts: whether only facts are. preset: whether by a preset and nothing else.
    family: of the door's dialect. secret: the setting that has the dialect's own keys, empty for ours.
    """

    door: str
    address: Address = NOWHERE
    scheme: SignatureScheme = signing
    original: bool = False
    facts: bool = False
    preset: bool = False
    family: str = ""
    secret: str = ""


class Gate:
    """The gate of one application."""

    def __init__(self, settings: Settings, presets: Collection[str] = ()) -> None:
        """Take the settings, and the presets that a refusal may name; the first signed request fetches keys."""
        self.settings = settings
        self.presets = presets
        self.keyring = Keyring(settings.signing_keys)
        foreign = {each: Keyring(getattr(settings, each), foreign_keys) for each in secrets()}
        self.keyrings = {"": self.keyring, **foreign}
        """By the setting that has them: the keys of a dialect open its own doors alone, and ours open none of those."""
        self.ladder = Ladder(settings.widths, settings.ratios, settings.qualities)

    def allow(self, request: AccessRequest, recipe: Recipe | None) -> None:
        """Return if the request may pass; NotAllowed if not. SourceBusy while keys cannot be had."""
        if request.scheme.signed(request.address):
            if not self._signed(request):
                raise NotAllowed("this request is not allowed")
        elif fault := self._unsigned(request, recipe):
            raise self._refused(fault, request.secret)
        if request.original and not request.facts and not self.settings.originals:
            raise NotAllowed("the original is not served; a parameter, as w=300, makes a rendition")

    def allows_hinted(self, recipe: Recipe) -> bool:
        """Return whether what a viewer's browser has made of an unsigned request may count."""
        rules = self.settings.unsigned
        return "any" in rules or ("widths" in rules and self.ladder.fault(recipe) is None)

    def _signed(self, request: AccessRequest) -> bool:
        keyring = self.keyrings[request.secret]
        if not keyring.there:
            raise _unjudged(request.secret)
        good = request.scheme.verify(request.address, keyring.keys())
        if not good and keyring.renew():
            good = request.scheme.verify(request.address, keyring.keys())
        return good and (request.door != RENDER.name or DIGEST in names(request.address))

    def _unsigned(self, request: AccessRequest, recipe: Recipe | None) -> Fault | None:
        """Return what keeps a request without a signature from passing, None where it passes."""
        rules = self.settings.unsigned
        if "any" in rules or request.family in rules:
            return None
        if request.door in COSTLY:
            return Fault("", COSTLY[request.door])
        if recipe is None:
            return None if rules or self.keyring.there else Fault("", "this page")
        if isinstance(recipe.source, Made):
            return self._drawn(recipe)
        return self._stored(request, recipe)

    def _stored(self, request: AccessRequest, recipe: Recipe) -> Fault | None:
        rules = self.settings.unsigned
        if isinstance(recipe.source, Fetched) and "?" in recipe.source.url:
            return Fault("url", "a URL with a query", "one without is")
        if "presets" in rules and request.preset:
            return None
        if "widths" in rules:
            return None if request.original else self.ladder.fault(recipe)
        return Fault("", "a picture that is not asked for by preset alone" if "presets" in rules else "a picture")

    def _drawn(self, recipe: Recipe) -> Fault | None:
        if "generate" not in self.settings.unsigned:
            return Fault("", "a made picture")
        return Fault("", "a made picture with a stored one in it", "one without is") if recipe.keys else None

    def _refused(self, fault: Fault, secret: str) -> NotAllowed:
        but = f", but {fault.but}" if fault.but else ""
        there = self.keyrings[secret].there
        signing = "; a signed link is" if there else f"; no key is set ({_setting(secret)}) to sign it with"
        detail = f"without a signature {fault.said} is not allowed{but}{self._presets()}{signing}"
        return NotAllowed(detail, parameter=fault.parameter or None)

    def _presets(self) -> str:
        if "presets" not in self.settings.unsigned:
            return ""
        known = ", ".join(f"preset={name}" for name in sorted(self.presets)[:SHOWN_PRESETS])
        return f"; a preset alone is{f', as {known}' if known else ''}"


def _unjudged(secret: str) -> InvalidParameter:
    """Return the error for a signature where there is no key for its door."""
    if secret:
        said = f"the address has a signature, and there is no key ({_setting(secret)}) to judge it by"
        return InvalidParameter(said)
    return InvalidParameter("s: there are no keys (TINTYPE_SIGNING_KEYS) to judge it by", parameter=PARAMETER)


def _setting(secret: str) -> str:
    """Return the variable that has the keys of a door."""
    return f"TINTYPE_{secret.upper()}" if secret else "TINTYPE_SIGNING_KEYS"
