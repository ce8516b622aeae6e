"""The docket of possible access-to-information requests: the laws' clocks as dated data, acts, evidence."""
