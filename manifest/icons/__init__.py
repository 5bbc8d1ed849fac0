"""Two arcs around one point; each .png is drawn from the .svg beside it, at the size that Teams asks for."""
