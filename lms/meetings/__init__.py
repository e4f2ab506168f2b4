"""The monthly meeting (giao ban) of a commune: its page, its sheet, what it passes on and agrees."""
