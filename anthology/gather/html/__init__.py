"""HTML → blocks: the one reader for every source that keeps its words in HTML."""
