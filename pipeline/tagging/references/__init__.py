"""Other documents that a text names: by number, by law, by title; their issuers, dates and relations."""
