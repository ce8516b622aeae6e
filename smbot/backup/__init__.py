"""Backups that are made while smbot runs, sealed to a key that lies elsewhere, and put back."""
