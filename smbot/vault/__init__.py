"""Sealed originals, keyed digests, sealed platform handles."""
