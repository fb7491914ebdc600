"""Markdown: words with marks typed among them."""
