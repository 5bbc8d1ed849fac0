"""What Slack allows: docs.slack.dev/reference/block-kit, /reference/views and /reference/methods; lengths in
characters.
"""

SECTION, HEADER, FIELD, CONTEXT = 3000, 150, 2000, 3000
BUTTON, VALUE, URL = 75, 2000, 3000
FIELDS, ROW = 10, 5
MESSAGE_BLOCKS, VIEW_BLOCKS = 50, 100
TITLE, METADATA = 24, 3000
LABEL, HINT = 2000, 2000
INPUT = 3000
OPTION, RADIOS, OPTIONS = 75, 10, 100

# Not in the documentation: measured, `msg_blocks_too_long` begins near here.
LETTERS = 13_000

# The notification; longer ones are cut by Slack itself.
SUMMARY = 3000

# A request's body; a submission of thirty full fields is about 100 kB.
BODY = 1_000_000

# Seconds in which it has to be there.
SLOWEST = 10.0
