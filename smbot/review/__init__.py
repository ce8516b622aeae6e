"""What a person may do with a mention, and doing it."""
