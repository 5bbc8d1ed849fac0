"""The browser chat: no account anywhere, cards and forms as HTML, numbered text at a switch."""
