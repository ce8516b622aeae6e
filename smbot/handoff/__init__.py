"""The private zone: case codes, passphrases, the sealed two-way thread, and channels out."""
