"""What a reader looks for, by the words people type: places, indicators, pages, and two at once."""
