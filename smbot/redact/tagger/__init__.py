"""What only context gives away, names above all: words, lists and spaCy's opinion, weighed by a small tagger."""
