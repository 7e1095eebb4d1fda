"""Terms: a question as tokens of the index, and what is asked for instead where nothing answers all of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from memorial.search.questions import Phrase, Question
from memorial.search.stems import FILLERS, Word, alternatives, stem
from memorial.search.text_engines import Group, Tokens

#: By whose rules the words of a phrase are asked for; by none of them, they are asked for as they are.
LANGUAGES = ("", "az", "en", "ru", "tr")
#: Of how many words it is asked which texts have all but one of them; of more, those that have any come at once.
MOST_LESS_ONE = 5


@dataclass(frozen=True)
class Terms:
    """What is asked for: words of which some may be left out, phrases that must be there, and what must not."""

    words: tuple[Group, ...]
    phrases: tuple[Group, ...]
    without: tuple[Tokens, ...]

    @property
    def groups(self) -> tuple[Group, ...]:
        """All that is asked for."""
        return (*self.words, *self.phrases)

    def ways(self) -> Iterator[list[tuple[Group, ...]]]:
        """Yield what may be asked for, one way after another: all of it, then all words but one, then any of them."""
        yield [self.groups]
        number = len(self.words)
        if 3 <= number <= MOST_LESS_ONE:
            yield [(*some, *self.phrases) for some in combinations(self.words, number - 1)]
        if number >= 2:
            yield [(word, *self.phrases) for word in self.words]
        if self.words and self.phrases:
            yield [self.phrases]


def terms_of(question: Question) -> Terms:
    """Return what a question asks for, as tokens; words without a meaning of their own only where there is no other."""
    words = [word for word in question.words if word.flat not in FILLERS]
    if not (words or question.phrases or question.prefixes):
        words = list(question.words)
    return Terms(
        tuple([whole(word) for word in words] + [begun(word) for word in question.prefixes]),
        tuple(side_by_side(phrase) for phrase in question.phrases),
        tuple(one for phrase in question.without for one in side_by_side(phrase)),
    )


def whole(word: Word) -> Group:
    """Return the tokens of a word, by the rules of each language."""
    return tuple(Tokens((token,)) for token in alternatives(word))


def begun(word: Word) -> Group:
    """Return the tokens of the beginning of a word: that, and the word if it is one already."""
    return (Tokens((word.flat,), begun=True), *whole(word))


def side_by_side(phrase: Phrase) -> Group:
    """Return the tokens of words side by side, by the rules of each language; of one word, those of the word."""
    runs = (tuple(stem(word, language) for word in phrase) for language in LANGUAGES)
    return tuple(Tokens(run) for run in dict.fromkeys(runs))
