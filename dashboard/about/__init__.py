"""About the portal: what stands on `/om` and under it, each page a file of words in `texts/`."""
