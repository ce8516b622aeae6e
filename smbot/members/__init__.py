"""Who works here: names, roles kept apart, passwords, second factors, and the acts on them."""
