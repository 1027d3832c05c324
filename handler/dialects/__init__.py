"""Dialects: texts that say a recipe, and back. Pure: no request, no store, no environment."""
