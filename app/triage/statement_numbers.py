"""Numbers of a sentence, in digits or in words, and what they count: money, shares.

Values are exact fractions, so that 1.5 million is 1,500,000 and two-thirds is no 0.667.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from app.triage.statement_text import Token, TokenKind

__all__ = ["YEARS", "Mark", "low_at", "number_marks", "roman", "text_at"]

# No figure of an office is longer; longer ones are compared as they are written.
MOST_DIGITS = 30
SMALL = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
fifteen sixteen seventeen eighteen nineteen
"""
LARGER = "twenty thirty forty fifty sixty seventy eighty ninety"
ORDER = """
first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth
fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth
"""
UNITS = {name: value for value, name in enumerate(SMALL.split())}
TENS = {name: 10 * value for value, name in enumerate(LARGER.split(), start=2)}
SCALES = {
    "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12,
    "k": 10**3, "m": 10**6, "mn": 10**6, "b": 10**9, "bn": 10**9,
}  # fmt: skip
LARGE = frozenset(("hundred", "thousand", "million", "billion", "trillion"))
PLURAL_SCALES = frozenset(
    ("dozens", "hundreds", "thousands", "millions", "billions", "trillions", "scores")
)
ORDINALS = {name: value for value, name in enumerate(ORDER.split(), start=1)} | {
    "thirtieth": 30,
    "fortieth": 40,
    "fiftieth": 50,
    "hundredth": 100,
}
PARTS = {
    "half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4,
    "fourth": 4, "fourths": 4, "fifth": 5, "fifths": 5, "sixth": 6, "sixths": 6,
    "eighth": 8, "eighths": 8, "tenth": 10, "tenths": 10,
}  # fmt: skip
PERCENT = frozenset(("percent", "pct", "percentage"))
CURRENCY = {"$": "$", "\u20ac": "eur", "\u00a3": "gbp", "\u00a5": "yen"}
CURRENCY_WORDS = {
    "dollar": "$", "dollars": "$", "usd": "$", "cent": "cent", "cents": "cent",
    "euro": "eur", "euros": "eur",
}  # fmt: skip
ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
YEARS = range(1600, 2200)


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """Something in a sentence that must be found in its sources.

    Attributes:
        kind: "number", "amount", "percent", "points", "ordinal", "date", "time", "name".
        value: What is compared.
        first: Number of its first token.
        last: Number of its last token.
    """

    kind: str
    value: tuple[object, ...]
    first: int
    last: int


def number_marks(tokens: Sequence[Token], taken: Sequence[bool]) -> list[Mark]:
    """The numbers, amounts and percentages of a sentence, in its order.

    Args:
        tokens: Of the sentence.
        taken: (t,), tokens that belong to something else already, such as a date.
    """
    found: list[Mark] = []
    place = 0
    while place < len(tokens):
        mark = None if taken[place] else mark_at(tokens, taken, place)
        if mark is None:
            place += 1
        else:
            found.append(mark)
            place = mark.last + 1
    return ranges_mended(tokens, found)


def mark_at(tokens: Sequence[Token], taken: Sequence[bool], place: int) -> Mark | None:
    """The number that begins at a token, with what it counts."""
    named = named_mark(tokens, place)
    if named is not None:
        return named
    currency = CURRENCY.get(tokens[place].text, "")
    start = place + 1 if currency else place
    found = number_at(tokens, start) if start < len(tokens) and not taken[start] else None
    if found is None:
        return None
    number, last = found
    return counted(tokens, number, (place, last), currency)


def named_mark(tokens: Sequence[Token], place: int) -> Mark | None:
    """An ordinal, a section such as 4.1.v, a decade, "thousands": no plain number."""
    one = tokens[place]
    if one.kind is TokenKind.ORDINAL:
        return Mark(kind="ordinal", value=(int(one.low[:-2]),), first=place, last=place)
    if one.kind in (TokenKind.SECTION, TokenKind.DECADE):
        value = one.low.replace("'", "")
        return Mark(kind=one.kind.value, value=(value,), first=place, last=place)
    if one.low in PLURAL_SCALES:
        return Mark(kind="number", value=(one.low,), first=place, last=place)
    return ordinal_word(tokens, place)


def counted(
    tokens: Sequence[Token],
    value: object,
    span: tuple[int, int],
    currency: str,
) -> Mark:
    """A number with the unit behind it, where that is money or a share."""
    first, last = span
    after = after_hyphen(tokens, last + 1)
    follows = tokens[after].low if after < len(tokens) else ""
    if not currency and follows in CURRENCY_WORDS:
        currency, last = CURRENCY_WORDS[follows], after
    elif not currency and (follows == "%" or follows in PERCENT):
        points = after + 1 < len(tokens) and tokens[after + 1].low in ("point", "points")
        kind = "points" if points else "percent"
        return Mark(kind=kind, value=(value,), first=first, last=after + points)
    elif not currency and follows == "per" and low_at(tokens, after + 1) == "cent":
        return Mark(kind="percent", value=(value,), first=first, last=after + 1)
    if currency:
        return Mark(kind="amount", value=(value, currency), first=first, last=last)
    return Mark(kind="number", value=(value,), first=first, last=last)


def number_at(tokens: Sequence[Token], place: int) -> tuple[object, int] | None:
    """The value of the number that begins at a token, and its last token."""
    if tokens[place].kind is TokenKind.NUMBER:
        return digits_at(tokens, place)
    return words_at(tokens, place)


def digits_at(tokens: Sequence[Token], place: int) -> tuple[object, int]:
    """A number in digits, with a fraction or a scale behind it."""
    text = tokens[place].text.replace(",", "")
    if len(text) > MOST_DIGITS:
        return text, place
    value = Fraction(text)
    if low_at(tokens, place + 1) == "/" and digits(tokens, place + 2):
        below = int(tokens[place + 2].text)
        return (value / below if below else text), place + 2
    if digits(tokens, place + 1) and low_at(tokens, place + 2) == "/":
        above, below_text = tokens[place + 1].text, text_at(tokens, place + 3)
        if digits(tokens, place + 3) and int(below_text) > int(above):
            return value + Fraction(int(above), int(below_text)), place + 3
    return scaled(tokens, value, place)


def scaled(tokens: Sequence[Token], value: Fraction, last: int) -> tuple[object, int]:
    """A value times the scales that stand behind it: 1.5 million, two hundred thousand."""
    for _ in range(2):
        after = after_hyphen(tokens, last + 1)
        scale = SCALES.get(low_at(tokens, after))
        if low_at(tokens, after) == "hundred":
            scale = 100
        if low_at(tokens, after) == "dozen":
            scale = 12
        if scale is None:
            break
        value, last = value * scale, after
    return value, last


def words_at(tokens: Sequence[Token], place: int) -> tuple[object, int] | None:
    """A number in words: twelve, one hundred and five, two-thirds, half, a dozen."""
    low = tokens[place].low
    if low in ("half", "dozen", "hundred", "thousand", "million", "billion"):
        special = {"half": Fraction(1, 2), "dozen": Fraction(12), "hundred": Fraction(100)}
        value = special.get(low) or Fraction(SCALES[low])
        return value, place
    if low in ("third", "quarter") and low_at(tokens, place - 1) in ("a", "one"):
        return Fraction(1, PARTS[low]), place
    if low not in UNITS and low not in TENS:
        return None
    value, last = spoken(tokens, place)
    return parts_of(tokens, value, last)


def spoken(tokens: Sequence[Token], place: int) -> tuple[Fraction, int]:
    """The value of number words, two hundred and five thousand, and the last of them."""
    total, current, last, before = Fraction(0), Fraction(0), place, ""
    while True:
        low = low_at(tokens, place)
        if before in LARGE and low == "and":
            place, low = place + 1, low_at(tokens, place + 1)
        if not goes_on(before, low):
            return total + current, last
        if low == "hundred":
            current *= 100
        elif low in LARGE:
            total, current = total + current * SCALES[low], Fraction(0)
        else:
            current += UNITS.get(low, TENS.get(low, 0))
        last, before = place, low
        place = after_hyphen(tokens, place + 1)


def goes_on(before: str, low: str) -> bool:
    """Whether a number word may stand behind another one, "" for none."""
    if low in LARGE:
        return bool(before) and not (before in LARGE and low == "hundred")
    if low in TENS:
        return not before or before in LARGE
    return low in UNITS and (
        not before or before in LARGE or (before in TENS and 0 < UNITS[low] < 10)
    )


def parts_of(tokens: Sequence[Token], value: Fraction, last: int) -> tuple[object, int]:
    """Two-thirds, three quarters; the value itself where no part follows."""
    after = after_hyphen(tokens, last + 1)
    part = PARTS.get(low_at(tokens, after))
    if part and value < part and not (value == 1 and low_at(tokens, after).endswith("s")):
        return value / part, after
    if low_at(tokens, last + 1) == "and" and low_at(tokens, last + 3) == "half":
        return value + Fraction(1, 2), last + 3
    return scaled(tokens, value, last)


def ordinal_word(tokens: Sequence[Token], place: int) -> Mark | None:
    """First, second, twenty-first; not the second that is a time."""
    low, last = tokens[place].low, place
    if low in TENS and low_at(tokens, after_hyphen(tokens, place + 1)) in ORDINALS:
        last = after_hyphen(tokens, place + 1)
        value = TENS[low] + ORDINALS[low_at(tokens, last)]
    elif low in ORDINALS:
        value = ORDINALS[low]
    else:
        return None
    return Mark(kind="ordinal", value=(value,), first=place, last=last)


def ranges_mended(tokens: Sequence[Token], marks: list[Mark]) -> list[Mark]:
    """Marks where the first of "10 to 15 percent" has the unit of the second."""
    mended = list(marks)
    for number in range(len(marks) - 2, -1, -1):
        one, other = mended[number], mended[number + 1]
        if other.first - one.last != 2 or not joined(tokens, one.last + 1):
            continue
        if one.kind == "number" and other.kind in ("percent", "points"):
            mended[number] = Mark(
                kind=other.kind, value=one.value, first=one.first, last=one.last
            )
        elif other.kind == "amount" and one.kind in ("amount", "number"):
            mended[number] = of_money(tokens, one, other)
        elif one.kind == "number" and other.kind == "number":
            mended[number] = of_scale(tokens, one, other, one.value[1:])
    return mended


def of_money(tokens: Sequence[Token], one: Mark, other: Mark) -> Mark:
    """The first amount of a range: "$10 to $15 million" begins at ten million."""
    return of_scale(
        tokens,
        Mark(kind="amount", value=one.value[:1], first=one.first, last=one.last),
        other,
        other.value[1:],
    )


def of_scale(
    tokens: Sequence[Token], one: Mark, other: Mark, rest: tuple[object, ...]
) -> Mark:
    """A mark times the scale of the one behind it, where it has none and needs one."""
    value = one.value[0]
    scale = SCALES.get(low_at(tokens, scale_place(tokens, other)))
    own = low_at(tokens, one.last) in SCALES
    apart = own or low_at(tokens, one.last + 1) == "and"
    if scale and not apart and isinstance(value, Fraction) and value < 1000:
        value = value * scale
    return Mark(kind=one.kind, value=(value, *rest), first=one.first, last=one.last)


def scale_place(tokens: Sequence[Token], mark: Mark) -> int:
    """Where the scale of a mark stands: its last token but for a word of money."""
    return mark.last - 1 if low_at(tokens, mark.last) in CURRENCY_WORDS else mark.last


def joined(tokens: Sequence[Token], place: int) -> bool:
    """Whether a token joins the two ends of a range."""
    return low_at(tokens, place) in ("-", "to", "\u2013", "\u2014", "and", "or", "through")


def digits(tokens: Sequence[Token], place: int) -> bool:
    """Whether a token is a whole number of a few digits."""
    text = text_at(tokens, place)
    return text.isascii() and text.isdigit() and len(text) < MOST_DIGITS


def after_hyphen(tokens: Sequence[Token], place: int) -> int:
    """The next place, behind a hyphen where one stands."""
    return place + 1 if low_at(tokens, place) == "-" else place


def low_at(tokens: Sequence[Token], place: int) -> str:
    """The word at a place in small letters, "" outside."""
    return tokens[place].low if 0 <= place < len(tokens) else ""


def text_at(tokens: Sequence[Token], place: int) -> str:
    """The token at a place as written, "" outside."""
    return tokens[place].text if 0 <= place < len(tokens) else ""


def roman(text: str) -> int:
    """The value of a roman numeral in capitals, 0 for anything else.

    Up to eight signs; "I" alone is none, as it is mostly a pronoun.
    """
    low = text.lower()
    if not text.isupper() or not 1 < len(low) <= 8 or not set(low) <= set(ROMAN):
        return ROMAN.get(low, 0) if text.isupper() and low in ("v", "x") else 0
    values = [ROMAN[sign] for sign in low]
    return sum(
        -value if value < max(values[number + 1 :], default=0) else value
        for number, value in enumerate(values)
    )
