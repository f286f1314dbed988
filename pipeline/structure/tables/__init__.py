"""Tables: grids and flattened lines read to rows, columns told apart, page breaks mended, indicators."""
