"""The web server: its workers, and the command that starts them."""
