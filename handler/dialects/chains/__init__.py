"""Chains: what services have in common whose words follow each other, in a path or in one parameter."""
