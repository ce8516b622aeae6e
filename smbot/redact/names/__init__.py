"""Names of people: what spaCy's models and our lists hint at, weighed together by one small tagger."""
