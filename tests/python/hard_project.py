"""Writes a project that is hard on formats: emoji, Arabic, combining marks, overlapping, nested, equal
and discontinuous marks, marks over line ends, an empty article, and one with 5,000 marks.

    hard_project.py PROJECT.standpoint.json
"""

import hashlib
import json
import sys

NOW = "2026-01-05T09:00:00.000Z"
TYPES = ["person", "ORG", "place", "event", "_", "FLAG19", "B-side", "té st"]


class Project:
    def __init__(self):
        self.articles, self.layers, self.number = {}, {}, 0
        self.entities = {
            "e-ada": {"name": "Ada Lovelace", "type": "person", "knowledge_base_id": "Q7259"},
            "e-kyiv": {"name": "Kyiv", "type": "place"},
        }

    def article(self, text, marks, annotator="p-1"):
        """Marks are lists of words, each at its first place behind the one before, and a type."""
        id = f"a-{len(self.articles):02}"
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        source = {"file": f"{id}.txt", "encoding": "UTF-8"}
        self.articles[id] = {"title": text[:20].strip(), "added": NOW, "source": source, "sha256": sha256, "text": text}
        for words, kind, *entity in marks:
            at, ranges = 0, []
            for piece in words:
                start = text.index(piece, at)
                ranges.append((start, start + len(piece)))
                at = start + len(piece)
            self.mark(id, annotator, ranges, kind, *entity)
        return id

    def mark(self, article, annotator, ranges, kind, entity=None):
        text = self.articles[article]["text"]
        self.number += 1
        quote = lambda s, e: {"exact": text[s:e], "prefix": text[max(0, s - 24):s], "suffix": text[e:e + 24]}
        mention = {
            "fragments": [{"start": s, "end": e, "quote": quote(s, e)} for s, e in ranges],
            "type": kind,
            "provenance": {"annotator": annotator, "created": NOW, "updated": NOW, "origin": "manual"},
        }
        if entity:
            mention["entity"] = entity
        layer = self.layers.setdefault(article, {}).setdefault(annotator, {"status": "done", "mentions": {}})
        layer["mentions"][f"m-{self.number:05}"] = mention

    def json(self):
        colours = ["blue", "purple", "green", "orange", "teal", "red", "brown", "pink"]
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
            "codebook": {"name": "Hard", "entity_types": types, "polarities": [], "issues": [], "fields": []},
            "entities": self.entities,
            "articles": self.articles,
            "layers": self.layers,
            "orphans": [],
        }


def hard():
    project = Project()
    project.article("", [])
    project.article("\n \u00a0\n", [])
    project.article(
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
        [(["الرئيس"], "person"), (["كندا"], "place"), (["كندا تدعم أوكرانيا"], "event"), (["«نعم»"], "_"),
         (["🇨🇦"], "place"), (["🇨🇦🇫🇷"], "place"), (["क्षमा"], "person"), (["東京"], "place"), (["会議が開かれ"], "event")],
    )
    project.mark(arabic, "p-2", [(4, 10)], "person")
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
