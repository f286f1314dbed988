"""The catalogue of sources: every document cited, once; who cites it, what contradicts, which carries out which."""
