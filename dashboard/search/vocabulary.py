"""All words that something is found by, and which of them a typed word means, how surely."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from rapidfuzz import process
from rapidfuzz.distance import OSA

from dashboard.search.words import stems

STEM = 0.95  # another form of the word
BEGUN = (0.6, 0.3)  # the beginning of a word; more of it is surer
LAST = 0.5  # the last part of a compound: inkomst of nettoinkomst
PARTS = 0.8  # both parts of a compound that is typed as one: ungdomsarbetslöshet
SHORTEST = 4  # letters of a compound's last part
BEGINS = 3  # letters of its first
SLIPS = ((4, 1), (7, 2), (12, 3))  # from so many letters on so many may be wrong

Weights = dict[int, float]  # by the number of what is found


class Vocabulary:
    """By folded word what it leads to; `said` is numbers with a word of theirs and its weight.

    `written` are the same words by how they are spelt, to be said back.
    """

    def __init__(self, said: Iterable[tuple[int, str, float]], written: Mapping[str, str]) -> None:
        self.written = {**written}
        self._known: dict[str, Weights] = defaultdict(dict)
        for number, word, weight in said:
            own = self._known[word]
            own[number] = max(weight, own.get(number, 0))
        self._sorted = sorted(self._known)
        self._stems: dict[str, set[str]] = defaultdict(set)
        self._lasts: dict[str, set[str]] = defaultdict(set)
        for word in self._sorted:
            for stem in stems(word):
                self._stems[stem].add(word)
            for last in self._parts(word):
                self._lasts[last].add(word)

    def _parts(self, word: str) -> set[str]:
        """The stems of the words that a compound may end in."""
        lasts = (word[at:] for at in range(BEGINS, len(word) - SHORTEST + 1))
        return {stem for last in lasts if last in self._known for stem in stems(last)}

    def nearest(self, word: str, others: Iterable[str] = ()) -> str:
        """The word that may have been meant by one that is misspelt, of ours or of others.

        Empty where none is near.
        """
        slips = max((most for letters, most in SLIPS if len(word) >= letters), default=0)
        known = [*others, *self._sorted] if slips else []
        near = process.extract(word, known, scorer=OSA.distance, score_cutoff=slips, limit=20)
        ranked = (
            (apart, each[0] != word[0], abs(len(each) - len(word)), each) for each, apart, _ in near
        )
        return min(ranked, default=(0, False, 0, ""))[-1]

    def meant(self, word: str) -> Weights:
        """What a word leads to, by its weight: the word, a form, its beginning or its last part.

        An expression, its words joined by `_`, leads where it does as a whole, or all its words do.
        """
        found = self._weighed(self._alike(word))
        if "_" in word:
            apart = [self.meant(each) for each in word.split("_")]
            shared = set.intersection(*map(set, apart))
            return {each: min(one[each] for one in apart) for each in shared} | found
        return found or self._compound(word)

    def _weighed(self, alike: Iterable[tuple[str, float]]) -> Weights:
        found: Weights = {}
        for each, sure in alike:
            for number, weight in self._known[each].items():
                found[number] = max(found.get(number, 0), weight * sure)
        return found

    def _alike(self, word: str) -> Iterator[tuple[str, float]]:
        """The words of ours that a typed one may mean; a number means itself."""
        if word in self._known:
            yield word, 1
        if word.isdigit():
            return
        own = stems(word)
        yield from ((each, STEM) for stem in own for each in self._stems.get(stem, ()))
        yield from self._begun(word)
        yield from ((each, LAST) for stem in own for each in self._lasts.get(stem, ()))

    def _begun(self, word: str) -> Iterator[tuple[str, float]]:
        """The words that begin so; a letter alone begins too many."""
        least, more = BEGUN
        at = bisect_left(self._sorted, word) if len(word) > 1 else len(self._sorted)
        while at < len(self._sorted) and (each := self._sorted[at]).startswith(word):
            yield each, least + more * len(word) / len(each)
            at += 1

    def _compound(self, word: str) -> Weights:
        """What both parts of a typed compound lead to, where it is in no word of ours."""
        for at in range(len(word) - SHORTEST, BEGINS - 1, -1):
            first, last = word[:at], word[at:]
            whole = self._formed(first) or self._formed(first.removesuffix("s"))
            if whole and (rest := self._formed(last)):
                both = whole.keys() & rest.keys()
                if both:
                    return {each: PARTS * min(whole[each], rest[each]) for each in both}
        return {}

    def _formed(self, word: str) -> Weights:
        """What a part of a compound leads to: the word or a form of it, not its beginning."""
        forms = [each for stem in stems(word) for each in self._stems.get(stem, ())]
        return self._weighed((each, STEM) for each in forms) if len(word) >= BEGINS else {}
