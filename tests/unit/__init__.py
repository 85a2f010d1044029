"""Pure functions and files: no emulator, no portal, no browser."""
