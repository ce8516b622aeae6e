"""The nouns every stage shares; standard library only, and everyone may import it."""
