"""The pictures of the README, made anew: `python -m tests.pictures`. Needs chromium, node and npm."""
