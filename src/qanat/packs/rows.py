"""The rows of a pack: one frozen type a table."""

from __future__ import annotations

from typing import Any, NamedTuple


class Country(NamedTuple):
    """A state: press names, adjective (masculine singular), irregular plurals of its people."""

    id: str
    names: tuple[str, ...]
    adjective: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    latin: str = ""
    example: str = ""


class Place(NamedTuple):
    """A capital or palace that stands for a state, a city or a region (`stands`)."""

    id: str
    names: tuple[str, ...]
    country: str = ""
    stands: str = "city"
    latin: str = ""
    example: str = ""


class Body(NamedTuple):
    """An organisation, movement or medium. `kind`: io bloc region ministry parliament army party movement agency paper broadcaster site organisation public."""

    id: str
    names: tuple[str, ...]
    kind: str
    country: str = ""
    adjective: tuple[str, ...] = ()
    latin: str = ""
    example: str = ""


class Person(NamedTuple):
    """A person known by name; the first name is the fullest. `held`: offices with their dates, "role since until", the last without an end.
    `short`: names by which he also goes, that are words of the language or others' names as well: his only where his state is named.
    `side`: the id of the movement or party on whose side he is whenever he holds no office of his state.
    """

    id: str
    names: tuple[str, ...]
    latin: str = ""
    country: str = ""
    example: str = ""
    held: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    side: str = ""


class Name(NamedTuple):
    """A word of personal names; `also_word` = "1": also an ordinary word."""

    word: str
    also_word: str = ""


class Head(NamedTuple):
    """The noun with which an office begins (وزير). `country`: whom it serves where nothing else is said; `sovereign`: as a title it makes its
    bearer head of state (الملك محمد السادس). `otherwise`: its role for a complement that is no state (رئيس النشاط). Role "private": none.
    `doubtful`: its feminine is a common noun as well, so it stands only before another office (مساعدة وزير).
    """

    lemma: str
    role: str
    otherwise: str = ""
    feminine: str | None = None
    plural: tuple[str, ...] = ()
    alone: bool = False
    deputises: bool = False
    scope: str = "state"
    country: str = ""
    sovereign: bool = False
    doubtful: bool = False
    yes: tuple[dict[str, Any], ...] = ()
    no: tuple[str, ...] = ()


class Office(NamedTuple):
    """A head with the words right after it that make the role more exact. `body`: the id of the body that it serves.
    `own`: an office of its own, whatever else its holder is known to be (حاكم دبي).
    """

    id: str
    head: str
    of: tuple[str, ...]
    role: str
    country: str = ""
    body: str = ""
    own: bool = False
    yes: tuple[dict[str, Any], ...] = ()
    no: tuple[str, ...] = ()


class BodyNoun(NamedTuple):
    """A noun that begins the description of a body, group or unnamed source. `kind`: organ body medium group source document.

    `alone`: may stand without a complement; `strict`: also a verbal noun (تنظيم), so only a definite or known complement counts;
    `camp`: a side of its own in politics (a party, a union, an opposition); `private`: of no side (a company, a club);
    `business`: those who serve it have no public role; `adjective`: also one (العلاقات الخارجية), after a definite noun;
    `ruler`: only with a nationality or the name of who rules right behind it (النظام السوري);
    `role`: what one of a state is as a party, with nothing but its state behind the noun (الحكومة اليمنية), else an organisation;
    `feminine`: though its ending does not tell (المخابرات).
    """

    lemma: str
    kind: str
    plural: tuple[str, ...] = ()
    alone: bool = False
    strict: bool = False
    camp: bool = False
    private: bool = False
    business: bool = False
    adjective: bool = False
    ruler: bool = False
    role: str = ""
    feminine: bool = False


class Title(NamedTuple):
    """Words before or after a name that are no office: honorific, rank, noble, prayer."""

    id: str
    kind: str
    words: tuple[str, ...]


class Speech(NamedTuple):
    """A verb of saying. `takes`: how its content follows: that, colon, quote, question (with its first word), object, stance (only a noun of what one
    stands for), or prepositions.

    `close`: also another word (بين, زاد), a cue only where the content follows its subject at once. `carried`: a cue only before
    "in a statement" and the like, of whoever spoke last (وجاء في البيان). `needs`: words of which one must be said (حمّله مسؤولية);
    `objects`: words of which one must be its object (أصدر قرارا).
    `naming`: prepositions before what the verb calls its object, when that is a pronoun (وصفه ب). `relay`: whose words they are stands after it (نقل عن).
    `personal`: a cue only of persons, others only think so (يرى). `seems`: its present is a passive or another verb, where no clause follows (يعتبر, تبلغ).
    `judges`: blame or praise in its content is its act (وصفه بالمتهور) where it weighs so much, and not the more that others ask for.
    `factual`: what it tells blames and praises nobody, whatever words stand in it (أعلن, حذر من).
    `expresses`: its act is that of what it expresses (أعرب عن قلقه),
    `act` where that is not known. `impersonal`: its present is a passive where no subject stands beside it (يتوقع أن).
    `adverbial`: only its participle is a cue (سائلا الله).
    `plain`: the words may follow with no mark (وقال الوزير نحن نعمل). `negated`: said `also` by its negation (لم يستبعد), or
    `only` so (لم يخف قلقه). `spelled`: without a pronoun only as written here, for another verb is written like it once spelling is folded (أطلع, اطلع).
    """

    id: str
    past: str
    present: str
    act: str
    takes: tuple[str, ...]
    nouns: tuple[str, ...] = ()
    participle: str = ""
    close: bool = False
    carried: bool = False
    needs: tuple[str, ...] = ()
    objects: tuple[str, ...] = ()
    naming: tuple[str, ...] = ()
    relay: tuple[str, ...] = ()
    expresses: bool = False
    judges: int = 0
    factual: bool = False
    personal: bool = False
    seems: bool = False
    impersonal: bool = False
    adverbial: bool = False
    plain: bool = False
    negated: str = ""
    spelled: bool = False
    yes: tuple[dict[str, Any], ...] = ()
    no: tuple[str, ...] = ()


class ActWords(NamedTuple):
    """Words of a content that say what act it is, when they stand among its first `reach` words.

    `then`: only before one of these words; `verbs`: only after these verbs of saying; `object`: nouns that are such an act as the object of a verb
    of saying ("أكد رفضه"), and not in a clause ("أكد أن رفض البرلمان سيضر").
    """

    id: str
    act: str
    words: tuple[str, ...]
    reach: int = 2
    then: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    object: bool = False


class Tone(NamedTuple):
    """Words by which a content blames or praises, wherever they stand among its first: `verbs` ("past present"), `nouns` ("noun plural plural"),
    `adjectives` in every regular form, and `words` as they are. `weight`: what one of them speaks for the act.
    `blames`: said of the subject of a clause it is a blame, be its weight ever so small (تتدخل; not اعتقلت, which is told as news).
    """

    id: str
    act: str
    weight: int
    blames: bool = False
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


class Meet(NamedTuple):
    """A verb that tells of a contact by itself. `with_`: how the other side follows ("object" or prepositions); `needs`: words of which one must follow.

    `welcome`: one meets all who come at one time: استقبل الملك السفراء. `sends`: its object is who travels: أوفد الرئيس وزيره.
    `says`: tells of words only, a contact of its own where no other of the same two is told: أبلغ الوزير نظيره.
    `greets`: a contact of people, for a state or body is greeted in public: هنأ الملك الرئيس.
    """

    id: str
    past: str
    present: str
    mode: str
    with_: tuple[str, ...]
    initiator: str = "none"
    visit: bool = False
    travel: bool = False
    sends: bool = False
    says: bool = False
    greets: bool = False
    welcome: bool = False
    needs: tuple[str, ...] = ()
    yes: tuple[dict[str, Any], ...] = ()
    no: tuple[str, ...] = ()


class Occasion(NamedTuple):
    """A noun of a contact. `needs`: words of which one must be near; `call_with`: words that make it a call; `press`: words that make it a press conference.

    `standing`: tells of a contact only with the standing body that meets ("دورة اللجنة التونسية الجزائرية"). `welcome`: one meets all who come at one time.
    `meal`: words beside a verb of meeting that make it such a meal. `mediated`: whoever leads it is a third side.
    """

    id: str
    lemma: str
    mode: str
    plural: tuple[str, ...] = ()
    with_: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    from_: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    call_with: tuple[str, ...] = ()
    press: tuple[str, ...] = ()
    meal: tuple[str, ...] = ()
    visit: bool = False
    standing: bool = False
    welcome: bool = False
    mediated: bool = False
    yes: tuple[dict[str, Any], ...] = ()
    no: tuple[str, ...] = ()


class Hold(NamedTuple):
    """A verb that tells of a contact together with its noun. `initiator`: subject, from (whoever stands after "from"), or none.

    `attends`: its subject is present, and a party only of a conference. `gathers`: its objects are the parties ("لقاء جمع الوزيرين").
    `mode`: the only way of contact of which it tells (حمل رسالة). `hosts`: a state that is its subject is where others met (شهدت بكين حوارا).
    `itself`: right before its noun it has that for its subject (بدأت محادثات).
    `letters`: a letter changes hands by it, whatever it is called (تلقى ردا من).
    """

    id: str
    past: str
    present: str
    initiator: str = "none"
    mode: str = ""
    attends: bool = False
    gathers: bool = False
    itself: bool = False
    letters: bool = False
    hosts: bool = False


class Together(NamedTuple):
    """A verb for what two do with one another (agree, exchange): its subject may name both sides of a contact."""

    id: str
    past: str
    present: str


class WordList(NamedTuple):
    """Words of one use."""

    id: str
    words: tuple[str, ...]


class StatusWords(NamedTuple):
    """Words that say that a contact is planned, proposed or refused, `before` its noun or verb or `after` it; `negated`: what they say after a negation.
    `verbs` ("past present") in all their forms. `takes`: prepositions one of which stands between such a word and the contact.
    `inside`: holds a contact by "in" as well ("رغب في لقاء"); after others "in" only tells on what occasion ("حث في لقاء").
    `needs`: its subject is a thing and no party, the contact its object ("القرض يتطلب مفاوضات مع الصندوق").
    """

    id: str
    where: str
    words: tuple[str, ...]
    verbs: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
    inside: bool = False
    needs: bool = False
    status: str = ""
    negated: str = ""


class Ordinal(NamedTuple):
    """Words that count contacts; rank 0 is the last one."""

    id: str
    rank: int
    words: tuple[str, ...]


class Furniture(NamedTuple):
    """Phrases by which a line of a page is told to be no part of the article.

    `where`: line, start, end or word (see furniture.toml); `most`: words of such a line.
    """

    id: str
    where: str
    words: tuple[str, ...]
    most: int = 25
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()


class Weight(NamedTuple):
    """How much something that can be seen of a claim speaks for it (in log odds); written by `bench/calibrate.py`."""

    id: str
    weight: float
