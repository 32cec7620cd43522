"""Files in, documents and chunks out."""
