"""Words by which a document says what matters in it, and what does not.

Sentences and headings are looked at in small letters. That cue words tell is Edmundson's
finding (J. ACM 16, 1969); these were written down from how reports and notices of
governments speak.
"""

from __future__ import annotations

import re

__all__ = [
    "ASIDE",
    "ASIDES",
    "ASPECTS",
    "BOILERPLATE",
    "FIGURES",
    "LEANS_BACK",
    "NOTICE",
    "POINTS_BACK",
    "SAYS",
    "TOLD",
]

# Sections in which a document says itself what it says.
TOLD = re.compile(
    r"\b(?:executive summary|summary|abstract|overview|introduction|highlights|key points|"
    r"in brief|at a glance|conclusions?|concluding|findings|recommendations?|purpose|"
    r"basic information|program description|description of (?:the )?program|"
    r"what gao found|why gao did this study|why we did|what we found|"
    r"background and purpose|key takeaways|bottom line|results in brief|"
    r"principal findings)\b"
)
# Sections that hold what nobody reads first.
ASIDE = re.compile(
    r"^[\divxa-c.()\s]{0,12}(?:appendix|appendices|annex|references|bibliography|"
    r"works cited|endnotes|footnotes|notes|acknowledge?ments?|glossary|abbreviations|"
    r"(?:list of )?acronyms|author information|author contact|contacts?|disclaimer|"
    r"(?:objectives?, )?(?:scope,? and )?methodology|"
    r"related (?:\w+ )?(?:reports?|products?)|gao contact|staff acknowledge?ments|"
    r"agency comments|list of (?:figures|tables)|further reading|legal notice|copyright|"
    r"paperwork reduction|about this document|distribution list|index)\b"
)
SAYS = re.compile(
    r"\b(?:this (?:report|study|paper|document|review|notice|memorandum|guide|letter|plan|"
    r"audit|analysis|brief|program|funding opportunity|opportunity|announcement)|"
    r"we (?:found|find|recommend|conclude|determined|identified|estimate|reviewed|propose)|"
    r"(?:gao|oig|the committee|the commission|the panel) (?:found|recommend\w*|conclu\w+)|"
    r"in (?:conclusion|summary|sum|short|brief|total)|overall|the (?:purpose|goal|aim|"
    r"objective|main|key|primary|principal)|in (?:fiscal year|fy ?\d{2,4})|as a result|"
    r"must|is required|are required|recommend\w*|conclu\w+|found that|established|"
    r"significant(?:ly)?|important(?:ly)?|major|critical|issues? for|congress may|"
    r"policymakers|could consider|may consider|options?|challenges?|concerns?)\b"
)
ASIDES = re.compile(
    r"\b(?:for example|for instance|e\.g\.|see (?:also|table|figure|appendix|crs|section)|"
    r"table \d|figure \d|"
    r"for (?:more|further|additional) (?:information|details?|discussion)|"
    r"according to|testified|footnote|ibid|note that|as (?:noted|discussed|described|"
    r"mentioned) (?:above|earlier|below)|prepared by|crs report|https?:|www\.)"
)
# Boilerplate that says nothing of this document.
BOILERPLATE = re.compile(
    r"^(?:sources?|notes?|author|contact):|"
    r"\b(?:all rights reserved|copyright|omb (?:control|no)|paperwork reduction|"
    r"page intentionally left blank|does not (?:constitute|create)|not (?:intended|legally "
    r"binding)|without warranty|for official use only|work of the united states government|"
    r"reproduced and distributed|prepared for members and committees|privacy act|"
    r"equal opportunity|click here|table of contents|last updated|unsubscribe)\b"
)
# Beginnings that point back to the sentence before.
POINTS_BACK = re.compile(
    r"(?:it|they|he|she|those|its|their|his|her|such|both|neither|either|another|"
    r"the former|the latter|that|this|these)\b(?! (?:report|study|paper|document|review|"
    r"section|notice|program|guide|funding|opportunity|fiscal|year|congress|act))"
)
LEANS_BACK = re.compile(
    r"(?:however|but|and|or|nor|also|moreover|furthermore|in addition|additionally|"
    r"similarly|likewise|by contrast|in contrast|instead|nevertheless|nonetheless|"
    r"therefore|thus|hence|consequently|accordingly|otherwise|meanwhile|still|yet|then|"
    r"conversely|on the other hand|for example|for instance|rather|specifically|"
    r"as a result|as such|in this case|at that time|in turn|second|third|finally|"
    r"again|alternatively|indeed|further|first)\b"
)
# A figure is bounded, and begins where its digits do: else a long run takes its square.
FIGURES = re.compile(
    r"\$ ?\d|(?<!\d)\d{1,15}(?:\.\d{1,6})? ?(?:%|percent|million|billion|trillion)"
)

# What a reader of a notice of funding wants to know, each to be heard.
ASPECTS: tuple[re.Pattern[str], ...] = (
    re.compile(
        r"\b(?:purpose of this|purpose is to|this (?:program|notice|funding opportunity|"
        r"opportunity|nofo|initiative)\b.{0,80}\b(?:will|supports?|aims?|funds?|provides?|"
        r"is to)|goals? of (?:this|the) (?:program|notice|opportunity))"
    ),
    re.compile(r"\b(?:eligible (?:applicants?|entities|organizations)|(?:may|can) apply|"
               r"eligibility|only .{0,60} are eligible|to be eligible)"),
    re.compile(r"(?:\$ ?\d.{0,120}\b(?:award|available|fund|year|recipient|per|total)|"
               r"\b(?:award|funding|funds|ceiling|floor|available|total)\b.{0,120}\$ ?\d|"
               r"\bnumber of awards|\bcost[- ]shar|\bmatching)"),
    re.compile(r"\b(?:due (?:date|by|on)|deadlines?|no later than|by 11:59|"
               r"letter of intent|application due|must be (?:received|submitted) by|"
               r"closing date|period of performance|start date)"),
    re.compile(r"\b(?:review criteri\w+|merit review|will be (?:scored|evaluated|judged|"
               r"reviewed)|scor(?:e|ed|ing)\b|\d+ points|selection (?:criteria|process|"
               r"factors)|criterion)"),
)  # fmt: skip
NOTICE = re.compile(
    r"\b(?:applicants?|your applications?|applications? (?:must|will|are|is|package|due)|"
    r"grants\.gov|notice of funding|nofo|funding opportunity|how to apply|may apply|"
    r"eligible (?:applicants?|entities)|award (?:ceiling|floor|amount))\b"
)
