"""E-mail: an mbox, or single letters."""
