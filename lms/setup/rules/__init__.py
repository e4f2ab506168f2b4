"""What is asked, what is tried before it is believed, and what is written once all is known."""
