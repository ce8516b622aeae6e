"""The steps of playbooks, carried out: each once, in the transaction that decides it."""
