"""From the files of the content to values, and everything that can be wrong on the way."""
