"""What templates may ask for: texts in the reader's language, dates in words, prose."""
