"""What is Swedish or English in the words of a page, and how a source is told in each."""

import re

DAY = r"\d{4}-\d\d-\d\d"
# What stands under a figure: of tables taken on one day, or each agency's with the day of its own.
SOURCE = {
    "sv": rf"Källa: (.+\. Bearbetning: Norrläget\. Uppgifterna hämtade {DAY}\."
    rf"|.+, hämtad {DAY}(; .+, hämtad {DAY})+\. Bearbetning: Norrläget\.)",
    "en": rf"Source: (.+\. Processing: Norrläget\. Figures taken {DAY}\."
    rf"|.+, taken {DAY}(; .+, taken {DAY})+\. Processing: Norrläget\.)",
}

NO_NUMBER = rf"{DAY}\S*|https?://\S+|(OpenAPI |JSON-stat |WCAG |DCAT-AP-SE |UTF-|PDF/UA-)\S+"
NO_NUMBER += "|10-19"  # an age, as codes have it


def not_swedish_numbers(words: str) -> list[str]:
    """Numbers not written as in Swedish; dates, addresses, standards and codes are none."""
    return re.findall(r"\d\.\d|[1-9]\d*,\d{3}|-\d", re.sub(NO_NUMBER, "", words))


def swedish(words: str, *more: str) -> list[str]:
    """Swedish words that an English page should not have."""
    told = ["och", "för", "kvinnor", "Ladda ner", "Källa", "Visa", "Område", "senaste", *more]
    return re.findall(rf"\b({'|'.join(told)})\b", words)
