"""How messages leave: states of a delivery, what follows an attempt, and the pace."""
