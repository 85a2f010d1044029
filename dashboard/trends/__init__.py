"""What is expected of the years to come, and how right such expectations were."""
