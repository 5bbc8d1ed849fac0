"""Pages that one person has a link to: what a mail lets them do, and the report of a broadcast."""
