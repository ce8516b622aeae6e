"""The corpus, and the commands that build what ships from it."""
