"""Tell people what needs them: alarms and digests with counts, account names and links, never a post."""
