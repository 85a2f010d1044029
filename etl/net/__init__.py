"""The one way to an agency: a session that waits, retries and ends, and what it is answered."""
