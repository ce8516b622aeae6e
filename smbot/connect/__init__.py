"""Connecting an account: the walk through a platform's steps, and where what it finds is kept."""
