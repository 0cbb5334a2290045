"""Placeholder docstring: what this package is."""
