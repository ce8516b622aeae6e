"""The outbox: replies leave once, or wait for a person."""
