"""Reading: who serves where on a day, what is asked of each, and how many meet it."""
