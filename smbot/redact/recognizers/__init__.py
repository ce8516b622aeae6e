"""One module for each kind of personal information."""
