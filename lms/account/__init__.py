"""Signing in and out: passwords, one-time codes, sessions that can be revoked."""
