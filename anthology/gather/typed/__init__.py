"""Words as they were typed: lines, stanzas, headings nobody marked, comments at the end."""
