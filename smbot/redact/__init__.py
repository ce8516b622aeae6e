"""Find personal information and mask it."""
