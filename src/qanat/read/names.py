"""Where a person's name begins and ends: by structure, for names are an open class."""

from __future__ import annotations

from typing import Final

from qanat.packs import Pack
from qanat.packs.word import FINITE, SURELY, Word
from qanat.read.surnames import (
    BLESSED,
    NAMELIKE,
    SERVED,
    between_names,
    completes,
    foreign,
    last_unknown,
    marked,
    of_family,
    of_origin,
    something_else,
    unnamed,
)
from qanat.read.syntax import PRESS, is_function, owned
from qanat.text.words import Words

_NO_PART: Final = frozenset(("head", "noun", "relative", "weekday", "month", "speech", "occasion", "status", "state", "both", "body"))
_STYLED: Final = frozenset(("name", "title"))
_DAYS: Final = frozenset(("relative", "weekday", "this"))  # behind a part of the day
_NAME: Final = frozenset(("name",))
_LONGEST: Final = 8  # words, links not counted


def name_run(words: Words, first: int, pack: Pack, *, titled: bool) -> int:
    """The token after the name that begins at `first`, or `first` when none does.

    After a title or an office (`titled`) one unknown word is a name; elsewhere a name shows itself by a known name word among at least two.
    """
    forms = words.words
    size = len(forms)
    sets, particles = pack.sets, pack.lexicon.particles
    openers, function = sets["names.openers"], sets["function.words"]
    exact = pack.exact
    if first and not titled and "speech.what" in forms[first - 1].sets:
        return first  # "ما رفعه الوزير", no رفعة
    if titled and first < size and not _known(words, first, forms[first]) and (end := _until_words(words, first, pack)) > first:
        return end
    at, count, best = first, 0, 0
    linked = False  # right after a father's name
    kunya = False  # so far only أبو and a name: then comes where he is from
    known = False  # begun with a person of the table
    while at < size and count < _LONGEST:
        word = forms[at]
        if word.mark:
            if word.mark == "-" and count and at + 1 < size and words.ends[at - 1] == words.starts[at] == words.ends[at] - 1 and forms[at + 1].naming:
                at += 1
                continue
            initial = word.mark == "." and count and (len(forms[at - 1].form) <= 2 or "names.initials" in forms[at - 1].sets)
            followed = initial and at + 1 < size and (forms[at + 1].naming > 0 or "person" in forms[at + 1].kinds)
            if followed and words.sentence_of(at - 1) == words.sentence_of(at + 1):
                at += 1
                continue
            break
        form, closed = word.form, word.closed
        if count == 1 and word.article and "shift" in word.kinds and "month" in forms[first].kinds:
            break  # "4 ماي المقبل"
        if (at > first + 1 or (first and "names.sons" in forms[first - 1].sets)) and closed and "speech.guest" in word.sets:
            break  # "أكد النائب سالم الجلاصي ضيف بوليتيكا"
        link, opener, plain = closed and "names.links" in word.sets, closed and "names.openers" in word.sets, closed and "function.words" in word.sets
        if count and closed and "speech.then" in word.sets and words.text[words.starts[at] : words.ends[at]] != form:
            break  # "بحسب الوزير سالم فإن", no "van"
        if count and word.phrases and _prayed(words, at, word):
            break  # "عثمان رضي الله عنه"
        if count and form.startswith(particles.for_the[0]) and _to_press(words, at, word):
            break  # "الناشط محمد علي لفرانس برس إن"
        if count and closed and "offices.speaks_for" in word.sets and not (at + 1 < size and forms[at + 1].naming == SURELY):
            break  # "سلمان الجمل باسم اللجنة"
        found = _known(words, at, word) if count == 0 else 0
        if found:
            kunya = "names.kunya" in word.sets or form[1:] in sets["names.kunya"]
            at, count, best, known = found, count + found - at, 2, True
            if kunya and at < size and forms[at].article and "nation" in forms[at].kinds:
                return at + 1
            continue
        if count and best < 2 and not titled and ("person" in word.kinds or word.phrases) and _known(words, at, word):
            return first  # "خطاب خامنئي"
        if known and count and "person" in word.kinds and not word.conjunction:
            break  # "استقبل أردوغان بوتين"
        if closed and "names.of_god" in word.sets and _of_god(words, at) and (count or titled or (at + 2 < size and forms[at + 2].naming)):
            at, count, best = at + 2, count + 1, 2
            continue  # "غرم الله بن عبدالله"
        if closed and not count and ("speech.prayed" in word.sets or ("names.callings" in word.sets and _named_behind(words, at))):
            break  # no man is called الله; "الطالب سالم المرشد"
        if not count and word.article and word.preposition and not word.senses and (at + 1 >= size or not forms[at + 1].naming):
            break  # "استقبل ولي العهد الأمير بالعناق", but "بالاماغامبا كابودي"
        if not count and "medium" in word.kinds and at + 1 < size and forms[at + 1].common:
            break  # "بيان صدر", but "بيان الكيلاني"
        if titled and best and closed and "names.regnal" in word.sets:
            return at + 1  # "البابا يوحنا بولس الثاني"
        surely = word.article and "name" in word.kinds and (not word.by["name"].entry.form[0] or "speech.prayed" in word.sets)
        family = known and word.article and word.kinds == _NAME and form.endswith(tuple(sets["names.family"]))
        surely = surely or (family and "names.sons" in forms[at - 2].sets)  # "عبدالله بن زايد الحربي"
        if known and word.naming < 2 and not (link or opener or surely):
            break  # "أوباما يتنصت", "صدام حسين فإن", "بشار الأسد السماح"
        if (count and "ordinal" in word.kinds and at + 1 < size and "occasion" in forms[at + 1].kinds) or (
            not count and word.article and "weekday" in word.kinds
        ):
            break  # "أوباما بأول زيارة", "اليوم الجمعة"
        if count and "daypart" in word.kinds and at + 1 < size and forms[at + 1].kinds & _DAYS:
            break  # "إلى لومي صباح اليوم"
        son = not count and at + 2 < size and "names.sons" in forms[at + 1].sets and not plain
        named = son and _bare_of(word, _NAME) and ("head" in word.kinds or forms[at + 2].naming == SURELY)
        if named or (son and titled and (not word.kinds - NAMELIKE or word.naming == SURELY)):
            at, count, best = at + 1, 1, max(word.naming, 1)
            continue  # "عجب بن عبدالله", "زيد بن علي", "مساعد بن هليل"
        if not count and word.article and "nation" in word.kinds and at + 1 < size and (forms[at + 1].naming == SURELY or _named_behind(words, at)):
            break  # "الوزير المصري سامح شكري", "الفنان المصري عمر الشريف"
        if titled and not count and _strange(words, at, pack):
            at, count, best = at + 2, 2, 1
            continue
        if not count and _adjective(words, at, pack):
            break  # "الرئيس اليوغوسلافي جوزيف تيتو"
        if count and "speech" in word.kinds and _says(words, at, pack):
            break  # "بحاح يعرب عن": no name
        if kunya and count == 1 and word.article and ("nation" in word.kinds or _of_some_place(word, pack)):
            return at + 1
        if count and word.article and "head" in word.kinds and at + 1 < size and forms[at + 1].article and not forms[at + 1].conjunction:
            break  # الأمين العام
        if count and "head" in word.kinds and not word.article and at + 1 < size and (forms[at + 1].article or forms[at + 1].kinds & SERVED):
            break  # "هولاند وزير الخارجية"
        if count and closed and "names.second" in word.sets and at + 1 < size and forms[at + 1].naming and not forms[at + 1].article:
            at, count = at + 1, count + 1
            continue  # "علي أكبر صالحي"
        if titled and count and best == 2 and of_family(words, at, pack) and "names.bearers" not in forms[max(first - 2, 0)].stem_sets:
            return at + 1  # "الوزير محمود الشرفي", but "مطار الملك فهد الدولي"
        if count > 1 and word.article and word.kinds == _STYLED and not (word.conjunction or word.preposition) and unnamed(words, at + 1):
            return at + 1  # "العقيد بندر بن فهد الشريف"
        if count and best == 2 and not plain:
            if between_names(words, at):
                at, count = at + 1, count + 1
                continue  # "عيد مبارك الشهراني", "سيف محرم اليافعي"
            if count > 1 and of_origin(words, at):
                return at + 1  # "ممدوح بن محمد عراقي رئيس البلدية"
        if count > 1 and best == 2 and word.kinds == BLESSED and not word.article and (marked(words, at + 1) or is_function(words, at + 1, pack)):
            return at + 1  # "عادل بن إبراهيم عارف على وظيفة"
        opens = opener or (count == 0 and form[0] in particles.conjunctions and form[1:] in openers)
        if opens and at + 1 < size and (count == 0 or not link) and _holds(forms[at + 1]) and (not plain or (not count and forms[at + 1].naming)):
            at, count, best, kunya = at + 2, count + 1, 2, not count and (form if opener else form[1:]) in sets["names.kunya"]
            continue
        if (
            link
            and count
            and at + 1 < size
            and _holds(forms[at + 1])
            and not (forms[at + 1].article and "names.foreign" in word.sets)
            and not is_function(words, at + 1, pack)
        ):
            if "names.openers" in forms[at + 1].sets and at + 2 < size:
                at += 1
                continue
            at, count = at + 2, count + 1
            best, linked = 2, True
            continue
        if best == 2 and count and closed and "names.closing" in word.sets and is_function(words, at, pack) and _set_apart(words, at + 1, pack):
            return at + 1  # "الدكتور ياسر على، القائم بالأعمال"
        joined = form[1:] in function and (
            form[0] in particles.conjunctions or ((word.naming < 2 or word.common) and form[0] in particles.prepositions)
        )  # وأن is no Wan, لأي no Louis
        if (plain or joined or (word.conjunction and word.stem in function)) and words.text[words.starts[at] : words.ends[at]] not in exact:
            break
        if words.text[words.ends[at] - 1] in pack.nunation or words.text[words.ends[at] - 2] in pack.nunation:
            break  # an indefinite ending: no name
        if count and form[0] in particles.conjunctions and form[1:] in openers:
            break
        if (
            linked
            and word.article
            and word.common
            and not word.kinds - NAMELIKE
            and not word.preposition
            and (something_else(words, at + 1) or "offices.taking" in forms[at + 1].sets)
        ):
            return at + 1  # "ممدوح بن فالح الثقيل مساعد المدير", "محمد بن سالم القصير بمهام مدير"
        if count > 1 and titled and not linked and closed and "names.offices" in word.sets:
            break  # "التقت المبعوثة خولة مطر الوزير"
        linked = False
        if (
            count
            and word.article
            and not word.conjunction
            and not word.preposition
            and word.by.keys() >= {"head", "name"}
            and (at + 1 >= size or not (forms[at + 1].article or forms[at + 1].kinds & SERVED))
        ):
            return at + 1  # "صالح القاضي"
        if count and word.kinds == {"name", "speech"} and at + 1 < size and forms[at + 1].article and "head" in forms[at + 1].kinds:
            return at + 1  # "ألان لي روي الأمين العام"
        following = forms[at + 1] if at + 1 < size else None
        strange = following is not None and following.naming > 0 and not following.common
        family = (  # "الدكتورة أمل القبيسي", "الوزير تامر بوعوني", "الخبير أشرف كشك"
            strange and following is not None and (following.article or word.naming == SURELY or not following.kinds)
        )
        followed = titled and (family or (at + 2 < size and forms[at + 1].naming == forms[at + 2].naming == SURELY))
        if count > 1 and best == 2 and last_unknown(words, at):
            return at + 1  # "هايلي مريام ديسيلين رئيس الوزراء"
        if not _continues(word, count, best, particles.conjunctions, titled=titled, followed=followed):
            if titled and count == 1 and at == first + 1 and (completes(words, at, pack) or foreign(words, at, pack)):
                return at + 1
            break
        best, at, count = max(best, word.naming), at + 1, count + 1
        known = known and (word.naming < 2 or (at < size and "person" in forms[at].kinds))  # "هايلي مريام" is somebody else than "هايلي"
    if count == 1 and "names.never_alone" in words.words[first].sets:
        return first
    if count == 0 or (not titled and (count < 2 or best < 2)) or (at == first + 1 and first and _office(words.words[first - 1]) and owned(words, first)):
        return first
    return at


def _office(word: Word) -> bool:
    """May an office end here, after which nobody's bare first name stands, as it does behind a title: "الوزير", "وزير الخارجية"?"""
    return word.article and "title" not in word.kinds


def _of_some_place(word: Word, pack: Pack) -> bool:
    """An adjective of a place that no table knows, and no name: "أبو محمد العدني القيادي في المقاومة"."""
    return word.naming == 0 and not word.kinds and word.form.endswith(tuple(pack.sets["names.family"]))


def _bare_of(word: Word, kinds: frozenset[str]) -> bool:
    """Has a word all these senses, and nothing attached to its front?"""
    return word.kinds >= kinds and not (word.article or word.conjunction or word.preposition)


def _to_press(words: Words, at: int, word: Word) -> bool:
    """Is a word with a preposition, or what begins with it, one of the press: "لفرانس برس", "لموزاييك"?"""
    following = words.words[at + 1].form if at + 1 < len(words.words) else ""
    senses = [*word.senses, *(p.sense for p in word.phrases.get(following, ()) if follows(words.words, at + 1, p.rest))]
    return any(sense.preposition and sense.entry.kind == "body" and sense.entry.row.kind in PRESS for sense in senses)


def _named_behind(words: Words, at: int) -> bool:
    """Does a whole name begin right behind a word that is a name as well?"""
    two = words.words[at + 1 : at + 3]
    return len(two) > 1 and "name" in two[0].kinds and not two[0].article and all(word.naming and not word.conjunction for word in two)


def _adjective(words: Words, at: int, pack: Pack) -> bool:
    """Is an articled word that no table knows rather an adjective, for a first name without the article follows?"""
    word, following = words.words[at], words.words[at + 1] if at + 1 < len(words.words) else None
    if word.kinds or not word.article or following is None or following.article or following.naming < SURELY:
        return False
    return word.form.endswith(tuple(pack.sets["names.family"]))


def _strange(words: Words, at: int, pack: Pack) -> bool:
    """Two words that no table knows, though the first might be a form of some word: "نظيرته الكرواتية فيسنا بوسيتش"."""
    pair = words.words[at : at + 2]
    bare = not any(word.senses or word.mark or word.article or word.conjunction or word.preposition for word in pair)
    if not bare or len(pair) < 2 or not pair[0].common or not pair[1].naming:
        return False
    plain = pair[0].form.startswith(pack.imperfect) or pair[0].form.endswith(pack.feminine)  # "يقلد", "بفصله"
    return not plain and not any(letter in pack.nunation for letter in words.text[words.starts[at] : words.ends[at + 1]])


def _of_god(words: Words, at: int) -> bool:
    return at + 1 < len(words.words) and "speech.prayed" in words.words[at + 1].sets


def _prayed(words: Words, at: int, word: Word) -> bool:
    """Does a prayer for the one named begin here?"""
    following = words.words[at + 1].form if at + 1 < len(words.words) else ""
    prayers = (p.rest for p in word.phrases.get(following, ()) if p.sense.entry.kind == "title" and p.sense.entry.form[0] == "prayer")
    return any(follows(words.words, at + 1, rest) for rest in prayers)


def _says(words: Words, at: int, pack: Pack) -> bool:
    """Is a word that is also a name a verb of saying here, for what it takes comes next?"""
    sense = words.words[at].by["speech"]
    following = words.words[at + 1].form if at + 1 < len(words.words) else ""
    takes = sense.entry.row.takes
    return sense.entry.form[0] in FINITE and (following in pack.words(takes) or ("that" in takes and following in pack.sets["speech.that"]))


def _set_apart(words: Words, at: int, pack: Pack) -> bool:
    """Does a comma, a colon or the end stand here?"""
    mark = words.words[at].mark if at < len(words.words) else "\n"
    return mark == "\n" or (mark != "" and (mark in pack.marks.comma or mark in pack.marks.colon))


def _until_words(words: Words, first: int, pack: Pack) -> int:
    """The end of two or three plain words between a title or office and the words spoken, or `first`: they can only be a name, whatever
    else they mean: a name's word with others ("قال المرشد حسن الجندي إن"), any with unknown ones ("قال المدعي العام شاي نيتسان إن").
    """
    forms, size = words.words, len(words.words)
    for end in range(first, min(first + 4, size)):
        word = forms[end]
        set_off = end > first + 1 and word.mark != "" and word.mark in pack.marks.comma and end + 1 < size and "speech.that" in forms[end + 1].sets
        if set_off or "speech.that" in word.sets or (word.mark and word.mark in pack.marks.colon):
            named = end > first + 1 and ("name" in forms[first].kinds or all(w.kinds <= _NAME for w in forms[first + 1 : end]))
            return end if named else first
        if word.mark or word.number or word.conjunction or word.preposition or not word.kinds.isdisjoint(_NO_PART) or "function.words" in word.sets:
            return first
        if end == first and (word.article or "title" in word.kinds or "offices.joins" in word.sets):
            return first
        if word.verbs and "name" not in word.kinds:
            return first
        if word.article and (end > first + 1 or word.form.endswith(pack.oblique) or "nation" in word.kinds):
            return first  # "أبلغ كيري الصحفيين أن"
        if not word.article and "name" not in word.kinds and end > first and word.form.endswith(pack.accusative) and (word.senses or forms[first].naming < 2):
            return first
    return first


def _known(words: Words, at: int, word: Word) -> int:
    """The end of a person of the pack's table that begins here, or 0."""
    following = words.words[at + 1].form if at + 1 < len(words.words) else ""
    for phrase in word.phrases.get(following, ()):
        if phrase.sense.entry.kind == "person" and follows(words.words, at + 1, phrase.rest):
            return at + 1 + len(phrase.rest)
    return at + 1 if "person" in word.kinds else 0


def follows(forms: list[Word], at: int, rest: tuple[str, ...]) -> bool:
    """Do these words stand from a token on?"""
    return at + len(rest) <= len(forms) and all(forms[at + k].form == rest[k] for k in range(len(rest)))


def _holds(word: Word) -> bool:
    """May follow an opener or a link: any word."""
    return not word.mark and not word.number


def _continues(word: Word, count: int, best: int, conjunctions: tuple[str, ...], *, titled: bool, followed: bool) -> bool:
    grade = word.naming
    if grade == 0:
        surname = word.by.get("person") if titled and count else None
        return surname is not None and not (surname.conjunction or surname.preposition)  # "الرئيس جوزيف تيتو"
    sense = word.by.get("name")
    if count and sense is not None and (sense.conjunction or sense.preposition):
        return False
    if count and "state" in word.kinds and (sense is None or sense.article):
        return False  # "محمد بن سلمان الهند"
    if count and sense is None and word.article and word.preposition:
        return False  # "عكاشة بالحذاء"
    if (count or not titled) and sense is None and word.form[0] == conjunctions[0]:
        return False  # "السيسي ونفذا"
    if "head" in word.kinds and not word.article and not (sense is not None and ((count == 1 and best == 2) or (count == 0 and titled))):
        return False
    if (sense is None or (count == 0 and not followed)) and any(not (grade == 2 and (s.conjunction or s.entry.form[-1] == "passive")) for s in word.verbs):
        return False  # but فيصل is rather a name than "and arrives", زيد than "was increased", and so is جمعة in "السفير جمعة محمد عبدالله"
    if grade == 2 or count == 0:
        return True
    if word.kinds <= NAMELIKE or (word.article and best == 2 and word.kinds <= NAMELIKE | {"daypart", "speech"}):
        return True  # also "صباح الخالد الصباح"
    # an ambiguous word (a nationality, a place) closes a name only right after a single certain one
    return count == 1 and best == 2
