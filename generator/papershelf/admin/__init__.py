"""What the program for editing in the browser is told of a shelf, and what it would miss."""
