"""The frame of a document: letterhead, addressees, title, foot and signature, and the fields read from them."""
