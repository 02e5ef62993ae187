"""A real PostgreSQL server of the tests' own, on a temporary folder and a Unix socket."""
