"""What every part stands on and no page needs: database, clock, text, audit, messages, jobs."""
