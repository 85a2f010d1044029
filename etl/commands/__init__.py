"""What a person types after `python -m etl`: one module a command."""
