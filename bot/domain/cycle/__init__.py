"""The year of a body: what is due when, counted from its meeting and from the Forum."""
