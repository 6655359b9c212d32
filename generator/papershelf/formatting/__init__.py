"""One canonical form of everything in content/: values, order and comments."""
