"""Second factors: what somebody has besides the password she knows. A room of its own above signing in."""
