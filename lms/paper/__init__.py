"""What every PDF shares: fonts, page frames, text that fits, QR codes."""
