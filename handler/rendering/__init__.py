"""Rendering: from a recipe and its sources to bytes: plan, limits, decode, operations, encode."""
