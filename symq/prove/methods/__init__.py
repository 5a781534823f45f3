"""One module for each method of the search: `attempt(search, context, goal)` gives evidence."""
