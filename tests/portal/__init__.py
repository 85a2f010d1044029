"""The portal through its HTTP answers and commands, without a browser."""
