"""Facebook: a page's posts, comments, reviews and messages, and answers to them, through facebook-sdk."""

from smbot.platforms.facebook.adapter import ADAPTER, SECRETS

__all__ = ["ADAPTER", "SECRETS"]
