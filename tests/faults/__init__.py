"""Breaking it on purpose: what the product does when the machine under it fails."""
