"""Word processors' documents: Word, OpenDocument, and documents kept as web pages."""
