"""The app manifest of Slack: https://docs.slack.dev/reference/app-manifest."""
