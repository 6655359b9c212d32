"""What a branch changes on a shelf: entries, files, problems, pages, size."""
