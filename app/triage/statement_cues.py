"""Words that turn a sentence: not, must, at least, some, unless, recommends, and their kin.

The lists follow the idea of NegEx and ConText (Chapman and others, "A simple algorithm for
identifying negated findings", 2001; Harkema and others, 2009): words that trigger, false
friends that are longer and win ("no later than" negates nothing), and words that end their
reach. They were written for notices, reports and letters of offices.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.triage.statement_text import Token

__all__ = ["Cue", "Family", "cues_of"]

Family = str

# Family, class, phrases. "~" stands for nothing: a false friend that hides a trigger.
PHRASES: Mapping[tuple[Family, str], str] = {
    ("none", "~"): """
        not only|no .|, whether|no doubt|nor only|not least|no longer than|, if any|
        as well as|at all|
        in order to|so that|such as|as such|more or less|whether or not|may be found|
        no one|united states|more than one|all of a sudden|above all|after all|
        at first|first of all|no less|not limited to|but not limited to|
        including but not limited to|including , but not limited to|
        request for proposal|request for proposals|request for applications|only if|
        after - action|after hours|need help|in need of|people in need|at most|
        most recent|most recently|in part|last resort|under secretary|upper house|
        lower house|less developed|least developed|by the end of
    """,
    ("negation", "not"): """
        not all|not every|not each|not always|not necessarily|
        not|no|never|none|nothing|nobody|no one|nor|neither|without|no longer|hardly|
        scarcely|fail|fails|failed|failing|failure|lack|lacks|lacked|lacking|absence|
        absent|refuse|refuses|refused|decline to|declines to|declined to|deny|denies|
        denied|denial|
        prohibit|prohibits|prohibited|prohibiting|prohibition|forbid|forbids|forbidden|ban|
        bans|banned|bar|bars|barred|preclude|precludes|precluded|prevent|prevents|prevented|
        unless|ineligible|unable|disallowed|unallowable|unlikely|inapplicable|
        unavailable|insufficient|incomplete|unauthorized|unlawful|illegal|invalid|
        inconsistent|inadequate|unsuccessful|unnecessary|unaffected|unchanged|undetermined|
        unknown|uncertain|nonprofit|nonfederal|noncompliance|nonresponsive|
        exempt|exempts|exempted|exemption|waive|waives|waived|
        neglect|neglected|avoid|avoids|avoided|cease|ceases|ceased|reject|rejects|rejected|
        yet to|anything but|far from|stop|stops|stopped|stopping|quit|quits|halt|halts|
        halted|halting|suspend|suspends|suspended|suspending|suspension|discontinue|
        discontinues|discontinued|abandon|abandons|abandoned|cancel|cancels|canceled|
        cancelled|revoke|revokes|revoked|rescind|rescinds|rescinded|withhold|withholds|
        withheld
    """,
    ("modality", "must"): """
        must|shall|required|requires|require|requiring|requirement|requirements|mandatory|
        mandates|mandated|mandate|obligated|obliged|have to|has to|had to|need to|needs to|
        needed|compulsory|is to be|are to be
    """,
    ("modality", "may"): """
        may|can|could|might|allowed|allow|allows|permitted|permit|permits|optional|
        voluntary|able to|at its discretion|free to|possible|possibly|perhaps|entitled|
        allowable|authorized to|eligible to|at our sole discretion
    """,
    ("modality", "should"): """
        should|ought|encouraged|encourage|encourages|advised|advisable|preferably|
        preferred|desirable
    """,
    ("modality", "will"): """
        will|going to|plans to|plan to|planned to|intends to|intend to|intended to|
        expects to|expect to|expected to|aims to|scheduled to|set to|likely to|
        proposes to|seeks to
    """,
    ("modality", "would"): "would",
    ("bound", "least"): """
        at least|no less than|not less than|no fewer than|not fewer than|a minimum of|
        minimum of|or more|or greater|or above|or over|or higher|minimum|starting at|
        at a minimum|floor
    """,
    ("bound", "most"): """
        at most|no more than|not more than|up to|not to exceed|may not exceed|
        must not exceed|cannot exceed|can not exceed|shall not exceed|should not exceed|
        will not exceed|does not exceed|do not exceed|a maximum of|maximum of|or less|
        or fewer|or under|or below|or lower|maximum|capped at|limited to|ceiling|
        as many as|as much as|not exceed|not exceeding|no greater than|not greater than
    """,
    ("bound", "over"): """
        more than|over|above|exceeding|exceed|exceeds|exceeded|greater than|higher than|
        in excess of|upwards of|beyond|larger than|older than|longer than
    """,
    ("bound", "under"): """
        less than|fewer than|under|below|lower than|smaller than|younger than|shorter than
    """,
    ("bound", "about"): """
        about|approximately|roughly|around|some|an estimated|estimated|close to|or so|
        on average|an average of|average of|averaged|averaging|approx
    """,
    ("bound", "nearly"): "nearly|almost|just under|not quite",
    ("bound", "by"): """
        by|no later than|not later than|on or before|due|due by|due on|at the latest|
        deadline|closes|closing date
    """,
    ("bound", "until"): "until|till|through|up until|ends|ending|expires|expire",
    ("bound", "within"): "within",
    ("bound", "before"): "before|prior to|ahead of|earlier than|in advance of|preceding",
    ("bound", "after"): """
        after|following|later than|subsequent to|no earlier than|not earlier than|
        on or after|not before|no sooner than
    """,
    ("bound", "since"): "since|beginning|starting|as of|effective|begins|starts|opens",
    ("quantity", "all"): "all|every|each|entire|always|whole|any|anyone|everyone|each of",
    ("quantity", "not all"): "not all|not every|not each|not always|not necessarily",
    ("quantity", "only"): """
        only|solely|exclusively|just|sole|alone|merely|nothing but|no other|only if
    """,
    ("quantity", "most"): "most|mostly|majority|mainly|largely|primarily|predominantly",
    ("quantity", "some"): "some|several|certain|various|a number of|part of|in part|partly",
    ("quantity", "few"): "few|rarely|seldom|minority|little",
    ("quantity", "many"): "many|numerous|much|often|frequently",
    ("quantity", "usually"): "usually|generally|typically|normally|in general|commonly",
    ("quantity", "sometimes"): "sometimes|occasionally|at times|in some cases",
    ("quantity", "working"): "business|working|work|weekdays",
    ("quantity", "calendar"): "calendar",
    ("quantity", "both"): "both",
    ("quantity", "either"): "either",
    ("quantity", "more"): "more|additional|another|other|further|greater",
    ("quantity", "less"): "less|fewer",
    ("condition", "if"): """
        if|provided that|provided|on condition|as long as|so long as|only if|
        in the event|in case|whether|assuming|depending on|depends on|depend on|
        subject to|contingent on|contingent upon|when|whenever|where|wherever|
        where applicable|if applicable|as applicable|as appropriate|as needed|if needed|
        pending|conditional on|conditioned on|based on availability|once the|once a|
        once an|once you|once your|once they|once it|once all|once we
    """,
    ("condition", "unless"): """
        unless|except|except for|except as|excepting|excluding|other than|apart from|
        aside from|with the exception of|exception|exceptions|but for|save for|
        notwithstanding|excludes|excluded|exclude|all but|everyone but|anyone but|no one but
    """,
    ("attribution", "recommend"): """
        recommend|recommends|recommended that|recommended|recommending|recommendation|
        recommendations|suggests|suggested|suggest|suggesting|urge|urges|urged|
        proposed that|proposed to|proposed|proposes|propose|proposal|advises|called for|
        calls for|call for|advise
    """,
    ("attribution", "say"): """
        said|says|say|stated|states that|told|according to|argue|argues|argued|claims that|
        claimed|claim that|contend|contends|contended|asserted|asserts|assert|believe|
        believes|believed|maintains that|testified|reportedly|report that|reports that|
        reported that|reported|noted|notes that|critics|supporters|proponents|opponents|
        observers|alleged|allegedly|alleges|commented|responded|perceived|view|
        in the view of
    """,
    ("attribution", "find"): """
        found|finds that|find that|concluded|concludes|conclude that|determined that|
        indicated|indicates that|indicate that|identified|shows that|showed that|
        show that|estimates that|finding|findings
    """,
    ("attribution", "try"): """
        try to|tries to|tried to|trying to|attempt to|attempts to|attempted to|
        threaten to|threatens to|threatened to|agree to|agrees to|agreed to|promise to|
        promises to|promised to|offer to|offers to|offered to|hope to|hopes to|hoped to|
        want to|wants to|wanted to|vote to|votes to|voted to|asked to|asks to|about to|
        supposed to|consider|considers|considered|considering
    """,
    ("attribution", "expect"): """
        estimates|estimate that|estimated that|projects that|projected|project that|
        projection|projections|forecast|forecasts|predicted|predicts|predict|anticipated|
        anticipates|anticipate|expected|expects|expect|likely|probably|potentially|
        potential|planned|tentative|tentatively|preliminary|draft|appears|appear|appeared|
        seems|seem|seemed|would have
    """,
    ("direction", "up"): """
        increase|increases|increased|increasing|rise|rises|rose|risen|rising|grow|grows|
        grew|grown|growing|growth|expand|expands|expanded|expanding|expansion|raise|raises|
        raised|raising|higher|gain|gains|gained|doubled|tripled|upward|climbed
    """,
    ("direction", "down"): """
        decrease|decreases|decreased|decreasing|decline|declines|declined|declining|fall|
        falls|fell|fallen|falling|drop|drops|dropped|dropping|reduce|reduces|reduced|
        reducing|reduction|reductions|cut|cuts|cutting|lower|lowers|lowered|lowering|shrank|
        shrink|downward|loss|losses|halved
    """,
    ("direction", "top"): "highest|largest|greatest|biggest|longest|maximum|top|latest",
    ("direction", "bottom"): "lowest|smallest|least|fewest|shortest|minimum|earliest",
    ("direction", "worse"): "worse|worsened|worsening|worst|deteriorated",
    ("direction", "better"): "better|improved|improves|improving|best|improvement",
    ("direction", "before"): "previous|former|formerly|previously|earlier|old|past",
    ("direction", "next"): "next|later|subsequent|subsequently|future|upcoming|new",
    ("direction", "include"): "including|includes|include|included",
    ("direction", "for"): "support|supports|supported|supporting|in favor of|favor",
    ("direction", "against"): "oppose|opposes|opposed|opposing|opposition|against",
    ("direction", "on"): "continue|continues|continued|remain|remains|remained",
    ("direction", "stop"): "end|ended|stop|stopped|terminate|terminated|discontinued",
    ("frequency", "year"): """
        per year|annually|annual|yearly|a year|each year|every year|per annum|/ year
    """,
    ("frequency", "month"): "per month|monthly|a month|each month|every month",
    ("frequency", "quarter"): "quarterly|each quarter|per quarter|every quarter",
    ("frequency", "week"): "per week|weekly|a week|each week|every week",
    ("frequency", "time"): "at a time|at one time|each time|per visit",
    ("frequency", "day"): "per day|daily|a day|each day|every day",
    ("frequency", "per"): """
        per award|per recipient|per applicant|per grant|per project|per grantee|
        per person|per state|per application|each award|apiece|per participant|
        for each award|per site|per household|per student|per capita|per employee
    """,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Cue:
    """A word or phrase that turns a sentence.

    Attributes:
        family: "negation", "modality", "bound", "quantity", "condition", ...
        sort: Its class within the family.
        first: Number of its first token.
        last: Number of its last token.
    """

    family: Family
    sort: str
    first: int
    last: int


Phrase = tuple[tuple[str, ...], tuple[tuple[Family, str], ...]]


@functools.cache
def table() -> Mapping[str, tuple[Phrase, ...]]:
    """Phrases by their first word, the longest first, with all that they can be."""
    meanings: dict[tuple[str, ...], list[tuple[Family, str]]] = {}
    for meaning, phrases in PHRASES.items():
        for phrase in phrases.split("|"):
            words = tuple(phrase.split())
            meanings.setdefault(words, []).append(meaning)
    by_first: dict[str, list[Phrase]] = {}
    for words, found in meanings.items():
        by_first.setdefault(words[0], []).append((words, tuple(found)))
    return {
        first: tuple(sorted(phrases, key=lambda phrase: -len(phrase[0])))
        for first, phrases in by_first.items()
    }


def cues_of(tokens: Sequence[Token], taken: Sequence[bool]) -> list[Cue]:
    """The cues of a sentence in its order; of phrases that overlap, the longest.

    Args:
        tokens: Of the sentence.
        taken: (t,), tokens that are part of a date, such as the month of May.
    """
    lows = [one.low for one in tokens]
    found: list[Cue] = []
    place = 0
    while place < len(lows):
        phrase = None if taken[place] else longest(lows, place)
        if phrase is None:
            place += 1
            continue
        words, meanings = phrase
        last = place + len(words) - 1
        found.extend(
            Cue(family=family, sort=sort, first=place, last=last)
            for family, sort in meanings
            if family != "none"
        )
        place = last + 1
    return found


def longest(lows: Sequence[str], place: int) -> Phrase | None:
    """The longest phrase that begins at a place."""
    for words, meanings in table().get(lows[place], ()):
        if tuple(lows[place : place + len(words)]) == words:
            return words, meanings
    return None
