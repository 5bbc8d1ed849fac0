"""E-mail: the second channel of everybody; outbound only."""
