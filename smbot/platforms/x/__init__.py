"""X (formerly Twitter): mentions, saved searches and replies, through tweepy."""

from smbot.platforms.x.adapter import ADAPTER, SECRETS

__all__ = ["ADAPTER", "SECRETS"]
