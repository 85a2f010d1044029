"""The pages, one module each: PATH, `title()`, `layout(**query)`, and what it answers to."""
