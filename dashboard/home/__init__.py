"""The start page in its parts: what is new, what stands out, the counties side by side."""
