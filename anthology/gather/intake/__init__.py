"""From bytes to what can be read: archives, XML, JSON and tables, opened without trusting them."""
