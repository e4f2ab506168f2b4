"""What this part shows inside pages of others."""
