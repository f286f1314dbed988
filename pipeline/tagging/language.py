"""The taggers as components of a spaCy ``Language``: every mention becomes a span of ``doc.spans``.

``tag`` does not need it; it is the door for whoever composes a spaCy pipeline of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pipeline.model import Actor, Deadline, Reference
from pipeline.tagging.tokenizer import DirectiveTokenizer

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

Finder = Callable[[str], Iterable[Reference | Deadline | Actor]]
COMPONENTS = {"references": "chithi_references", "deadlines": "chithi_deadlines", "actors": "chithi_actors"}


class SpanTagger:
    """Runs a pure function over a Doc's text and keeps what it finds under ``doc.spans[group]``."""

    def __init__(self, group: str, find: Finder, label: Callable[[Any], str]) -> None:
        self.group = group
        self.find = find
        self.label = label

    def __call__(self, doc: Doc) -> Doc:
        """Adds the spans; a mention that cuts a token takes the whole token."""
        spans = []
        for mention in self.find(doc.text):
            span = doc.char_span(mention.start, mention.end, label=self.label(mention), alignment_mode="expand")
            if span is not None:
                spans.append(span)
        doc.spans[self.group] = spans
        return doc


@lru_cache(maxsize=1)
def _register() -> None:
    from spacy.language import Language

    @Language.factory(COMPONENTS["references"])
    def make_references(nlp: Language, name: str) -> SpanTagger:
        from pipeline.tagging.references.find import find_references

        return SpanTagger("references", find_references, lambda r: r.category)

    @Language.factory(COMPONENTS["deadlines"])
    def make_deadlines(nlp: Language, name: str) -> SpanTagger:
        from pipeline.tagging.times.deadlines import TimeContext, find_times

        context = TimeContext(issued=None, period=None)
        return SpanTagger("deadlines", lambda text: find_times(text, context), lambda d: d.kind)

    @Language.factory(COMPONENTS["actors"])
    def make_actors(nlp: Language, name: str) -> SpanTagger:
        from pipeline.tagging.actors.find import find_actors

        return SpanTagger("actors", find_actors, lambda a: a.kind)


def make_language(*components: str) -> Language:
    """A ``Language`` with our tokenizer and the components asked for (``references``, ``deadlines``, ``actors``).

    Example:
        >>> doc = make_language("references")("theo Nghị quyết số 71-NQ/TW")
        >>> [(span.text, span.label_) for span in doc.spans["references"]]
        [('Nghị quyết số 71-NQ/TW', 'numbered')]
    """
    from spacy.language import Language

    class Vietnamese(Language):  # type: ignore[no-untyped-call]
        lang = "vi"

    _register()
    nlp = Vietnamese()
    nlp.tokenizer = DirectiveTokenizer(nlp.vocab)
    for component in components:
        nlp.add_pipe(COMPONENTS[component])
    return nlp
