"""Labels, rules and their evidence."""
