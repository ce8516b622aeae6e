"""smbot: follow what people say about a public body, and answer without exposing them."""

__version__ = "0.1.0"
