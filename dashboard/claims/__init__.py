"""Claims: what can be said of a figure, as data; the pages have the words (README, Glossary)."""
