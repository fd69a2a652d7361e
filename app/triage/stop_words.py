"""Words that say nothing of what a text is about, in English and Spanish, and given names.

In small letters, without accents and apostrophes. Other languages need no list: a word that
is as frequent in every theme sets none apart.
"""

from __future__ import annotations

__all__ = ["FILLERS", "GIVEN_NAMES", "NEGATIONS", "PARTICLES", "STOP_WORDS", "TITLES"]

ENGLISH = """
a about above after again against ago all almost alone along already also although
always am among an and another any anybody anyone anything anyway are arent around as at
away be became because been before began behind being below between both but by came can
cannot cant come comes coming could couldnt did didnt do does doesnt doing done dont
down during each either else enough etc even ever every everyone everything everywhere
few for from further get gets getting gets give given gives go goes going gone gonna got
gotten had hadnt has hasnt have havent having he hed hell her here heres hers herself
hes him himself his how however i id if ill im in instead into is isnt it itd itll its
itself ive just keep keeps kept less let lets like likely made make makes making many
may maybe me might mine more most much must my myself near neither never no nobody none
nor not nothing now of off often on once one ones only onto or other others otherwise
our ours ourselves out over own per perhaps put quite rather really said same saw say
says see seem seems seen several shall she shes should shouldnt since so some somebody
someone something sometimes somewhere soon still such take taken takes taking than that
thatd thatll thats the their theirs them themselves then there theres these they theyd
theyll theyre theyve thing things this those though through thus till to today together
too took toward towards tried tries try trying two under unless until up upon us use
used uses using usually various very via vs want wanted wants was wasnt way we wed well
went were werent weve what whatever whats when whenever where wheres whether which while
who whoever whole whom whos whose why will wit with within without wont would wouldnt
yes yet you youd youll your youre yours yourself youve
"""
SPANISH = """
a al algo algun alguna algunas alguno algunos alla alli ambos ante antes aquel aquella
aquellos aqui asi aun aunque bajo bastante bien cada casi como con contra cual cuales
cualquier cuando cuanto cuantos de debe deben decir del desde despues donde dos durante
e el ella ellas ellos en entonces entre era eran eres es esa esas ese eso esos esta
estaba estaban estamos estan estar estas este esto estos estoy fue fueron fui ha habia
haber hace hacen hacer hacia han has hasta hay he hemos hizo hoy iba ir jamas junto la
las le les lo los luego mas me mediante mejor menos mi mia mientras mio mis mismo misma
mismos mucha muchas mucho muchos muy nada nadie ni ningun ninguna ninguno no nos
nosotros nuestra nuestras nuestro nuestros nunca o os otra otras otro otros para pero
poco podemos poder podria podrian porque por pude puede pueden puedo pues que quien
quienes quiere quiero se sea sean segun ser si sido siempre sin sino sobre sois
solamente solo somos son soy su sus suya suyo tal tambien tampoco tan tanto te tener
tenemos tengo ti tiene tienen toda todas todavia todo todos tras tu tus un una unas uno
unos usted ustedes va vamos van varias varios ver vez voy y ya yo
"""
# Of letters rather than of what they are about.
POLITE = """
able actually advance advise afternoon answer anymore appreciate asap ask asked asking
aware ayuda ayudar basically best bit buenas buenos bunch certain completely concern
concerned concerning constantly cosa cosas couple currently dear definitely dias
different especially evening exactly explain explanation extremely favor fine forward
give good gracias great guess guys happen happened happening happens hello help helpful
helping hey hi hola honestly hope idea immediately info information issue issues kind
kindly know let little look looking looks lot lots matter mean means morning necesito
need needed needs ok okay part particularly place please pls possible possibly pregunta
probably problem problema problemas problems querido question questions reason recently
regard regarding regards request requests resolve right saber saludos senor senora show
significantly simply sincerely sir situation solicito sorry sort sure tardes tell thank
thanking thanks think thought told totally unable understand understood wanna wish
wonder wondering
"""
# The most frequent ones in the United States, but for those that are also common words or
# mostly places, as Mark, Rose or Virginia.
NAMES = """
aaron abigail adam adrian alan albert alejandra alejandro alex alexander alexis alicia
amanda amy ana andrea andres andrew angela ann anna anne anthony antonio arthur ashley
barbara benjamin betty beverly bob brandon brenda brian bruce bryan carl carlos carmen
carolyn catherine charles cheryl christina christine christopher cynthia daniel danielle
dave david deborah debra denise dennis diana diane diego donald donna doris dorothy
douglas dylan edward elena elizabeth emily emma enrique eric esteban ethan eugene evelyn
felipe fernando frances francisco gabriel gary george gerald gerardo gloria gregory
guadalupe guillermo hannah harold helen henry ignacio isabel isabella jacob jacqueline
jaime james jane janet janice jason javier jeffrey jennifer jeremy jerry jesse jessica
jesus jim joan joe joey john jonathan jorge jose joseph joshua joyce juan juana judith
julia julie julio justin karen kate katherine kathleen kayla keith kelly kenneth kevin
kimberly kyle larry laura lauren lawrence leticia lisa logan louis lucia luis luz manuel
margaret margarita maria marie marilyn mario marta martha martin mary matthew megan
melissa michael michelle miguel mike mildred monica nancy natalie nathan nicholas nick
nicole noah olivia oscar pablo pamela patricia patrick paul pedro peter philip rachel
rafael ralph ramon raul raymond rebecca ricardo richard robert roberto roger ronald rosa
roy ruben russell ruth ryan sam samantha samuel sandra sara sarah scott sean sergio
sharon shirley silvia sofia sophia stephanie stephen steven susan susana teresa theresa
thomas timothy tom tyler veronica victor victoria vincent walter wayne william xavier
yolanda zachary
"""

STOP_WORDS = frozenset((ENGLISH + SPANISH).split())
GIVEN_NAMES = frozenset(NAMES.split())
FILLERS = frozenset(POLITE.split()) - STOP_WORDS
# A phrase may begin with these.
NEGATIONS = frozenset(("no", "not", "without", "sin", "sans", "kein", "keine"))
# A phrase may end with these, where they belong to the word before: "top up".
PARTICLES = frozenset(("up", "off", "out", "down", "in", "back", "on"))
# Before a person's name.
TITLES = frozenset((
    "mr", "mrs", "ms", "mx", "dr", "prof", "madam", "officer", "deputy", "sr", "sra",
    "srta", "dona", "senor", "senora", "senorita",
))  # fmt: skip
