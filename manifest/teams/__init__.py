"""The app package of Microsoft Teams: https://learn.microsoft.com/microsoft-365/extensibility/schema."""
