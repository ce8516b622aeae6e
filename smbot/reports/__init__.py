"""What is said about the organisation: volumes, rising words, wrong facts and scams, over redacted text."""
