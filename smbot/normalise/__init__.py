"""Fold a text with a map back to the original offsets; tell its language."""
