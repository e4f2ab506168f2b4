"""Support visits: the checklist, what was found, what was done about it, the minutes."""
