"""Word lists written as plain blocks of text."""


def word_set(text: str) -> frozenset[str]:
    """Return the words of `text`, which white space separates."""
    return frozenset(text.split())


def phrase_set(text: str) -> frozenset[str]:
    """Return the phrases of `text`, which commas separate."""
    return frozenset(" ".join(phrase.split()) for phrase in text.split(",") if phrase.strip())
