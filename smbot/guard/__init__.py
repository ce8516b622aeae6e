"""What may leave: no echo of personal information, right language, length and links."""
