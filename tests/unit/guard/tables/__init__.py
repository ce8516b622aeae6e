"""Replies to judge, as a public body's tired people write them: those that must not leave, and those that may."""
