"""Shipped helpers: local platform servers, contract suites to inherit."""
