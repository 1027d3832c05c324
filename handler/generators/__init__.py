"""Generators: pictures that are drawn instead of fetched; the list below is their catalogue and the docs' order."""

from typing import Annotated

from pydantic import Field

from handler.generators.avatar import Avatar
from handler.generators.card import Card
from handler.generators.generator import Generator
from handler.generators.gradient import Gradient
from handler.generators.pattern import Pattern
from handler.generators.placeholder import Placeholder
from handler.generators.qr import Qr

GENERATORS: tuple[type[Generator], ...] = (Placeholder, Gradient, Pattern, Qr, Avatar, Card)
"""All generators, in the order of the documentation."""

AnyGenerator = Annotated[Placeholder | Gradient | Pattern | Qr | Avatar | Card, Field(discriminator="generate")]
"""The union of all, told apart by the field `generate`, which is also the name in a URL."""

__all__ = ["GENERATORS", "AnyGenerator", "Avatar", "Card", "Generator", "Gradient", "Pattern", "Placeholder", "Qr"]
