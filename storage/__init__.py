"""The database: tables, a repository per concept, and the units of work over them."""
