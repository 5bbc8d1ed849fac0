"""What mail servers and their readers put up with; times in seconds."""

# RFC 5322 allows 998 a line; readers show far less of it.
SUBJECT = 200

# Some servers take three connections of one sender at once, and hang up after a hundred letters.
CONNECTIONS, LETTERS = 3, 50

# Together less than what is left of a lease at worst.
WAIT_S, CONNECT_S, STEP_S, ANSWER_S = 8.0, 8.0, 5.0, 14.0

# How long a server that is busy is left alone, and one that wants a letter to be tried once more.
BUSY_S, LATER_S = 30.0, 60.0
