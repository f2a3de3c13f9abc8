"""Reports as PDF and as a page to print, and the data to take away: passport and table."""
