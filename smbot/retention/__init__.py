"""How long each kind of record is kept, by whose rule, and how it is disposed of with a certificate."""
