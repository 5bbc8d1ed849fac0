"""Pages, and what keeps them served."""
