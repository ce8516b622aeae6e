"""Run one collector: pages, cursor, inbox; one bad post never stops the rest."""
