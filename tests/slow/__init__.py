"""What takes minutes and depends on few files: `make test-all` runs it."""
