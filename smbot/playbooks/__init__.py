"""Load, check, choose and render playbooks; the files themselves are data."""
