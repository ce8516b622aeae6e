"""Makes the encoder that triage asks: multilingual E5, cut to two languages and fewer layers, taught on the corpus.

Needs the extra ``encoder`` (torch among others), and an hour; what is made needs none of it.
"""
