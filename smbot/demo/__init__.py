"""The demonstration: synthetic posts through the real product."""
