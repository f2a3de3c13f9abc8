"""Who does what by when, and the reminders that come of it."""
