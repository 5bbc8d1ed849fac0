"""The floor in the browser: the desk that runs it, the board in the room, and the record."""
