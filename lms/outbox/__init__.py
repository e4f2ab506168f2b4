"""What goes out to people: a message into somebody's inbox, once, and by e-mail where she gave an address."""
