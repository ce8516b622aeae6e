"""The JSON API of the desk, version 1: the same acts, permissions and words as the pages, for programs with tokens."""
