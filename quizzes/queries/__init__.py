"""Reading exercises, what is written and played of them, forms and attempts."""
