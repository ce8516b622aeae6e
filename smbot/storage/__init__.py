"""Tables, engine, repositories and migrations: the only users of SQL."""
