"""What mail servers and their readers put up with; times in seconds."""

# RFC 5322 allows 998 a line; readers show far less of it.
SUBJECT = 200

# Some servers take three connections of one sender at once, and hang up after a hundred letters.
CONNECTIONS, LETTERS = 3, 50

# For a connection to be free, to be ready, to hear whom a letter is for, and to answer once it has the text:
# together less than the half minute that is left of a lease at worst.
WAIT_S, CONNECT_S, ENVELOPE_S, ANSWER_S = 5.0, 5.0, 5.0, 14.0

# How long a server that is busy is left alone, and one that wants a letter to be tried once more.
BUSY_S, LATER_S = 30.0, 60.0
