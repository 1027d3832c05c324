"""Tintype: a serverless image API. A URL or an event becomes a recipe, a recipe becomes bytes."""

__version__ = "0.1.0"
