"""Dialects: the ways to write a recipe, as an address or as JSON. Pure functions: no store, no environment."""
