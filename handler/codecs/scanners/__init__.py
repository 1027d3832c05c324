"""Walks: what a file is made of, read here before Pillow opens it, each piece counted against a bound."""
