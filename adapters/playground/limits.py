"""What the browser chat allows."""

BODY = 64 * 1024
ID = 64
GIVEN = 100
HISTORY = 100
MANY = 12
