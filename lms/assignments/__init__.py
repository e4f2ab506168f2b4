"""What somebody was asked to do by a day: one thing at a time."""
