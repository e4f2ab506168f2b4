"""Administrative units by date, how they succeed each other, hamlets, and organisations."""
