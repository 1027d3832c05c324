"""Explaining: what `tintype explain` knows of an address: who reads it, what it says, what it takes, who may ask it."""
