"""What is new and what grows on a shelf in a day, a week or a month, to be read and sent."""
