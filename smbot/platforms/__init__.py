"""One folder for each platform."""
