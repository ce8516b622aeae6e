"""The names by which a machine calls itself."""

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
"""What listens there is not reached from outside, and what goes there needs no encryption."""
