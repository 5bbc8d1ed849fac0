"""What Teams allows, in bytes, characters and seconds.

Cards and messages: learn.microsoft.com/microsoftteams/platform, "Format your bot messages" and "Rate limits".
Actions: "Cards reference", at most six primary ones in a set. Tokens: "Authenticate requests from the Bot
Connector service".
"""

CARD = 25_000
TEXT, TITLE, BUTTON, SUMMARY = 4_000, 200, 100, 200
ROW = 6
RADIO_BUTTONS, CHECKBOXES, OPTIONS = 6, 10, 100
REQUEST = 1_048_576
SLOWEST = 10.0

LEEWAY = 300.0
KEYS_LIVE, KEYS_STALE = 24 * 3600.0, 72 * 3600.0
REFETCH, RETRY, METADATA_TIMEOUT = 30.0, 1.0, 5.0
TOKEN_EARLY, TOKEN_TIMEOUT = 300.0, 10.0
CONNECT, CALL = 5.0, 15.0
