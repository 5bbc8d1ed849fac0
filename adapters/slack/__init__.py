"""Slack: Events API, commands, buttons, modals and App Home, over HTTP and Socket Mode."""
