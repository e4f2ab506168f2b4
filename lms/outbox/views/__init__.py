"""Pages of messages: one's inbox, and the reminders that somebody passes on."""
