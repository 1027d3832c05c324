"""Playground: the page at `/` where a person tries parameters and copies what comes of it."""
