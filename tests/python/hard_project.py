"""Writes a project that is hard on formats: emoji, Arabic, combining marks, all that ends a line for
some program, overlapping, nested, equal and discontinuous marks, marks over line ends, an empty article,
one with 5,000 marks, and stances of every kind of holder and target in every polarity, with and without
words.

    hard_project.py PROJECT.standpoint.json
"""

import hashlib
import json
import sys

NOW = "2026-01-05T09:00:00.000Z"
POLARITIES = ["FAVOR", "AGAINST", "NEUTRAL", "BOTH", "NONE"]
ISSUES = [{"id": "i-nato", "label": "NATO «التوسّع» 💥"}, {"id": "i-tax", "label": "Tax\tcut", "parent": "i-nato"}]
TYPES = ["person", "ORG", "place", "event", "_", "FLAG19", "B-side", "té st", "человек", "B-"]


class Project:
    def __init__(self):
        self.articles, self.layers, self.number = {}, {}, 0
        self.entities = {
            "e-ada": {"name": "Ada Lovelace", "type": "person", "knowledge_base_id": "Q7259"},
            "e-kyiv": {"name": "Kyiv", "type": "place"},
            "e-president": {"name": "الرئيس", "type": "person"},
            "e-canada": {"name": "كندا", "type": "place"},
        }

    def article(self, text, marks, annotator="p-1", **details):
        """Marks are lists of words, each at its first place behind the one before, and a type."""
        id = f"a-{len(self.articles):02}"
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        source = {"file": f"{id}.txt", "encoding": "UTF-8"}
        self.articles[id] = {"title": text[:20].strip(), "added": NOW, "source": source, "sha256": sha256, "text": text, **details}
        for words, kind, *entity in marks:
            self.mark(id, annotator, self.ranges(id, words), kind, *entity)
        return id

    def ranges(self, article, words):
        text, at, ranges = self.articles[article]["text"], 0, []
        for piece in words:
            start = text.index(piece, at)
            ranges.append((start, start + len(piece)))
            at = start + len(piece)
        return ranges

    def fragments(self, article, ranges):
        text = self.articles[article]["text"]
        quote = lambda s, e: {"exact": text[s:e], "prefix": text[max(0, s - 24):s], "suffix": text[e:e + 24]}
        return [{"start": s, "end": e, "quote": quote(s, e)} for s, e in ranges]

    def put(self, article, annotator, sort, record):
        self.number += 1
        record["provenance"] = {"annotator": annotator, "created": NOW, "updated": NOW, "origin": "manual"}
        empty = {"status": "done", "mentions": {}, "stances": {}, "document_stances": {}}
        layer = self.layers.setdefault(article, {}).setdefault(annotator, empty)
        layer[sort][f"{sort[0]}-{self.number:05}"] = record

    def mark(self, article, annotator, ranges, kind, entity=None):
        mention = {"fragments": self.fragments(article, ranges), "type": kind}
        if entity:
            mention["entity"] = entity
        self.put(article, annotator, "mentions", mention)

    def stance(self, article, polarity, holder, target, words=(), annotator="p-1", **more):
        """Words as in an article's marks; none for a stance without any."""
        stance = {"polarity": polarity, **more}
        if words:
            stance["expression"] = self.fragments(article, self.ranges(article, words))
        if holder:
            stance["holder"] = holder
        if target:
            stance["target"] = target
        self.put(article, annotator, "stances", stance)

    def document_stance(self, article, polarity, target, annotator="p-1", **more):
        stance = {"polarity": polarity, **more}
        if target:
            stance["target"] = target
        self.put(article, annotator, "document_stances", stance)

    def json(self):
        colours = ["blue", "purple", "green", "orange", "teal", "red", "brown", "pink", "olive", "grey"]
        types = [
            {"id": it, "label": it, "glyph": it[:3].upper(), "colour": colour}
            for it, colour in zip(TYPES, colours)
        ]
        return {
            "format": "standpoint-project",
            "version": "1.0",
            "id": "p-hard",
            "name": "Hard",
            "annotators": {"p-1": {"name": "Ada"}, "p-2": {"name": "زوي"}},
            "codebook": {"name": "Hard", "entity_types": types, "polarities": [], "issues": ISSUES, "fields": []},
            "entities": self.entities,
            "articles": self.articles,
            "layers": self.layers,
            "orphans": [],
        }


def entity(id):
    return {"kind": "entity", "id": id}


def stances(project, rocket, arabic):
    """Holders, targets, polarities and words of every kind, and targets that are negated."""
    nato, tax = {"kind": "issue", "id": "i-nato"}, {"kind": "issue", "id": "i-tax", "is_negated": True}
    join = {"kind": "proposition", "words": "Ukraine\tshould \"join\" \\ NATO\nsoon"}
    holders = [entity("e-ada"), {"kind": "AUTHOR"}, {"kind": "OUTLET"}, {"kind": "IMPLICIT"}, None]
    targets = [entity("e-kyiv"), nato, tax, join, {**join, "is_negated": True}, {**entity("e-ada"), "is_negated": True}, None]
    words = [["met", "too"], ["Ada 👩🏽\u200d🚀"], ["Kyiv.\n\n\tZoe\u0308 met"], []]
    for n in range(len(holders) * len(targets)):
        holder, target = holders[n % len(holders)], targets[n % len(targets)]
        project.stance(rocket, POLARITIES[n % 4 if n % 3 else 4], holder, target, words[n % len(words)])
    president, canada = entity("e-president"), entity("e-canada")
    intensities = ["low", "medium", "high", "extreme", None]
    for n, polarity in enumerate(POLARITIES):
        more = {"intensity": intensities[n]} if intensities[n] else {}
        project.stance(arabic, polarity, president, canada, ["تدعم أوكرانيا"], nested_source=[{"kind": "AUTHOR"}], **more)
        project.stance(arabic, polarity, canada, president, ["«نعم»"], annotator="p-2", note="a\ttab, a\nline")
        project.document_stance(arabic, polarity, nato, note="of all")
        project.document_stance(rocket, polarity, [entity("e-kyiv"), tax, join, None, nato][n], annotator="p-2")


def hard():
    project = Project()
    project.article("", [])
    project.article("\n \u00a0\n", [])
    rocket = project.article(
        "💩This is Ada 👩🏽\u200d🚀 of  Kyiv.\n\n\tZoe\u0308 met ORG and FLAG19, _ too.\u00a0\n",
        [
            (["This"], "event"), (["Ada"], "person", "e-ada"), (["Ada 👩🏽\u200d🚀 of  Kyiv"], "ORG"),
            (["👩🏽\u200d🚀"], "_"), (["Kyiv"], "place", "e-kyiv"), (["Kyiv.\n\n\tZoe\u0308"], "event"),
            (["Zoe\u0308"], "person"), (["Zoe\u0308"], "ORG"), (["Zoe\u0308"], "person"), (["met", "too"], "event"),
            (["et"], "FLAG19"), (["ORG"], "ORG"), (["FLAG19"], "FLAG19"), (["_"], "_"), (["too"], "té st"),
            (["."], "B-side"),
        ],
    )
    arabic = project.article(
        "قال الرئيس إن كندا تدعم أوكرانيا.\nوأضاف: «نعم» 🇨🇦🇫🇷 क्षमा 東京で会議が開かれた。",
        [(["الرئيس"], "person", "e-president"), (["كندا"], "place", "e-canada"), (["كندا تدعم أوكرانيا"], "event"), (["«نعم»"], "_"),
         (["🇨🇦"], "place"), (["🇨🇦🇫🇷"], "place"), (["क्षमा"], "person"), (["東京"], "place"), (["会議が開かれ"], "event")],
    )
    project.mark(arabic, "p-2", [(4, 10)], "person")
    stances(project, rocket, arabic)
    for title in ["=HYPERLINK(\"http://x/../y\")/1", "=HYPERLINK(\"http://x/../y\")/1", "../a\\b: <i>\t\"c\"\u202e"]:
        odd = project.article(
            f"Ada\u00a0Lovelace\nof Kyiv\u2028said:\n\n\u201cNo\u201d\u0085\u2029at {len(project.articles)} o\u2019clock, \x1f\ufeff\ufffdZ\u200dW\u200b.\n",
            [(["Ada\u00a0Lovelace\nof Kyiv"], "person", "e-ada"), (["Lovelace"], "ORG"), (["Kyiv\u2028said:\n\n\u201cNo\u201d"], "event"),
             (["Ada", "Kyiv", "No"], "_"), (["Kyiv"], "place", "e-kyiv"), (["o\u2019clock,"], "té st"), (["\ufffdZ\u200dW\u200b."], "B-side")],
            title=title, outlet="@out;let, \"x\"", byline="-1+1", url="https://x.example/?a=1&b=<c>\"",
        )
        project.stance(odd, "FAVOR", entity("e-ada"), entity("e-kyiv"), ["Kyiv\u2028said:\n\n\u201cNo\u201d"], note="=1+1\n\"x\"")
        project.document_stance(odd, "AGAINST", {"kind": "issue", "id": "i-tax"}, note="+a\nb")
    for end in "\t\v\f\x1c\x1d\x1e\x85\u2028\u2029":
        ends = project.article(f"Ada{end}Lovelace met{end} {end}Kyiv.", [([f"Ada{end}Lovelace"], "человек", "e-ada"), (["Kyiv"], "B-", "e-kyiv")])
        project.stance(ends, "FAVOR", entity("e-ada"), entity("e-kyiv"), [f"met{end} {end}Kyiv"], note=f"a{end}b")
        project.stance(ends, "FAVOR", entity("e-ada"), entity("e-kyiv"), ["met", "Kyiv"])
    returns = project.article("\r\nAda\r\nLovelace 💩 met\rCarl\r\n\r\nin Kyiv.\r\n", [(["Ada\r\nLovelace"], "person", "e-ada"), (["Lovelace", "Carl"], "ORG"), (["Kyiv"], "place", "e-kyiv")])
    project.stance(returns, "AGAINST", entity("e-ada"), entity("e-kyiv"), ["met\rCarl\r\n\r\nin"])
    words = [f"w{n}💩" if n % 7 == 0 else f"word{n}" for n in range(5000)]
    text = "".join(word + ("\n" if n % 11 == 0 else "  " if n % 5 == 0 else " ") for n, word in enumerate(words))
    long = project.article(text, [])
    at = 0
    for n, word in enumerate(words):
        start = text.index(word, at)
        at = start + len(word)
        project.mark(long, "p-1", [(start, at)], TYPES[n % 4])
    return project.json()


if __name__ == "__main__":
    with open(sys.argv[1], "w", encoding="utf-8") as file:
        json.dump(hard(), file, ensure_ascii=False)
