"""The secure page: an application of its own, for people who have a case code."""
