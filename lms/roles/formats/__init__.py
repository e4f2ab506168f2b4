"""How access is put into words."""
