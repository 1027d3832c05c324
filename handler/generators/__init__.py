"""Generators: pictures that are drawn instead of fetched; the list below is their catalogue and the docs' order."""

from typing import Annotated

from pydantic import Field

from handler.generators.avatar import Avatar
from handler.generators.card import Card
from handler.generators.generator import Generator
from handler.generators.gradient import Gradient
from handler.generators.montage import Montage
from handler.generators.pattern import Pattern
from handler.generators.placeholder import Placeholder
from handler.generators.qr import Qr

GENERATORS: tuple[type[Generator], ...] = (Placeholder, Gradient, Pattern, Qr, Avatar, Card, Montage)
"""All generators, in the order of the documentation."""

NAMES: tuple[str, ...] = tuple(kind.model_fields["generate"].default for kind in GENERATORS)
"""What each is called in an address."""

AnyGenerator = Annotated[
    Placeholder | Gradient | Pattern | Qr | Avatar | Card | Montage, Field(discriminator="generate")
]
"""The union of all, told apart by the field `generate`, which is also the name in a URL."""

__all__ = [
    "GENERATORS",
    "NAMES",
    "AnyGenerator",
    "Avatar",
    "Card",
    "Generator",
    "Gradient",
    "Montage",
    "Pattern",
    "Placeholder",
    "Qr",
]
