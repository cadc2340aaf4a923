"""Reads documents that Standpoint wrote with spaCy itself: texts, spans and entities must be those of
the project, to the letter.

    spacy_docs.py PROJECT.standpoint.json ARTICLES.spacy ARTICLES.spacy.jsonl
"""

import json
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

import spacy
from spacy.cli.init_config import init_config
from spacy.tokens import Doc, DocBin


def expected(project):
    """For each document: the text, each stretch with its type, and those that are pieces of a mark."""
    for article, layers in ((it, project["layers"].get(id, {})) for id, it in project["articles"].items()):
        works = []
        for layer in layers.values():
            mentions = [it for it in layer.get("mentions", {}).values() if counts(it)]
            if mentions or layer.get("status", "to_do") != "to_do" or layer.get("attributes"):
                works.append(mentions)
        for mentions in works or [[]]:
            stretches = [
                (it["type"], range["start"], range["end"], range["quote"]["exact"])
                for it in mentions
                for range in it["fragments"]
            ]
            pieces = {
                (range["start"], range["end"])
                for it in mentions
                if len(it["fragments"]) > 1
                for range in it["fragments"]
            }
            yield article["text"], Counter(stretches), pieces


def counts(record):
    made = record["provenance"]
    return made.get("decision") == "accepted" or (
        made["origin"] != "suggestion" and made.get("decision") not in ("pending", "rejected")
    )


def check(docs, project):
    lines = list(expected(project))
    assert len(docs) == len(lines), f"expected {len(lines)} documents, found {len(docs)}"
    spans = entities = 0
    for doc, (text, marks, discontinuous_pieces) in zip(docs, lines):
        assert doc.text == text, f"expected {text[:40]!r}, found {doc.text[:40]!r}"
        found = Counter(
            (it.label_, it.start_char, it.end_char, it.text) for it in doc.spans.get("sc", [])
        )
        assert found == marks, f"missing {marks - found}, too many {found - marks}"
        for label, start, end, words in marks:
            span = doc.char_span(start, end, label=label)
            assert span is not None and span.text == words, (start, end, words)
        for entity in doc.ents:
            assert (entity.label_, entity.start_char, entity.end_char, entity.text) in marks, entity
        spans += sum(marks.values())
        entities += len(doc.ents)
        pieces = [(it.start_char, it.end_char) for it in doc.spans.get("sc", [])]
        alone = {it for it in pieces if not any(overlap(it, other) for other in pieces)}
        whole = alone - discontinuous_pieces
        shown = {(it.start_char, it.end_char) for it in doc.ents}
        assert whole <= shown, f"not among the entities: {whole - shown}"
    return spans, entities


def overlap(one, other):
    return one is not other and one[0] < other[1] and other[0] < one[1]


def debugged(path):
    """What `spacy debug data` says of it as training data."""
    config = init_config(lang="xx", pipeline=["ner", "spancat"], optimize="efficiency", gpu=False)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "config.cfg"
        config.to_disk(file)
        paths = [f"--paths.{part}={path}" for part in ("train", "dev")]
        command = [sys.executable, "-m", "spacy", "debug", "data", str(file), "--verbose", *paths]
        run = subprocess.run(command, capture_output=True, text=True)
    # It leaves with 1 for warnings that there are few or equal examples, too.
    assert "Corpus is loadable" in run.stdout, run.stdout + run.stderr
    assert "Traceback" not in run.stderr, run.stderr
    return run.stdout


def main(project_file, bin_file, lines_file):
    project = json.loads(Path(project_file).read_text(encoding="utf-8"))
    nlp = spacy.blank("xx")
    docs = list(DocBin().from_disk(bin_file).get_docs(nlp.vocab))
    spans, entities = check(docs, project)
    lines = [json.loads(line) for line in open(lines_file, encoding="utf-8")]
    from_lines = [Doc(nlp.vocab).from_json(line) for line in lines]
    assert check(from_lines, project) == (spans, entities)
    for one, other in zip(docs, from_lines):
        assert [it.text_with_ws for it in one] == [it.text_with_ws for it in other]
    # A second vocabulary, so that nothing is known but by the file.
    again = list(DocBin().from_disk(bin_file).get_docs(spacy.blank("en").vocab))
    assert check(again, project) == (spans, entities)
    if spans:
        said = debugged(bin_file)
        assert "No entities consisting of or starting/ending with whitespace" in said, said
    print(f"{len(docs)} documents, {spans} spans, {entities} entities, spaCy {spacy.__version__}")


if __name__ == "__main__":
    main(*sys.argv[1:])
