"""How good the extraction is: figures against gold documents, errors by cause."""
