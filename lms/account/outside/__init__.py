"""Signing in by another house that knows somebody already, over OpenID Connect."""
