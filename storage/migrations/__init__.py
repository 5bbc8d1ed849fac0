"""The schema's history: what has been released is never changed, only added to."""
