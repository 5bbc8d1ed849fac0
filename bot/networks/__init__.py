"""Network files: the built-in one, and how one is read."""
