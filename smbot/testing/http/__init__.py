"""What the local platform servers have in common: a listener, how replies go wrong on the wire, faults in store."""
