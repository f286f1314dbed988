"""Tasks of a document: walks its blocks in order, keeps what passes down, makes a task of what directs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.model import Actor, Document, Paragraph, Section, Table, Tags, Task
from pipeline.tagging.times.timespans import binding_times
from pipeline.tasks.assignments import Assignment, as_group, read_assignment, read_assignments
from pipeline.tasks.context import BULLET_DEPTH, STAGE, Context, Frames, as_source, heading_actors, joined
from pipeline.tasks.directive import announces, directs, obliges, stands_alone
from pipeline.tasks.drafts import Draft, cleared, own_times, to_task
from pipeline.tasks.headings import (
    HeadedUnits,
    heading_context,
    heading_start,
    is_subheading,
    names_only_actors,
    run_in_actors,
    stage_context,
)
from pipeline.tasks.lead_ins import (
    addressee_context,
    ends_open,
    heads_its_objects,
    lead_in_context,
    listed_objects,
    opens_items,
)
from pipeline.tasks.mentions import MentionIndex, free_actors, shifted, without_actors
from pipeline.tasks.products import find_product
from pipeline.tasks.quotations import quoted_spans
from pipeline.tasks.roles import Roles, assign_roles
from pipeline.tasks.rows import row_drafts
from pipeline.tasks.sentences import split_sentences
from pipeline.tasks.standing import Standing
from pipeline.tasks.table_tasks import group_contexts, row_task
from pipeline.text.verbs import leading_classes

_CALLS = re.compile(r"\b(?:yêu cầu|đề nghị|chỉ đạo|kết luận|giao)(?: như sau)?\s*:\s*$")
_ASKS_ANEW = re.compile(r"(?:(?:Kính|Trân trọng) đ|Đ)ề nghị\b|Yêu cầu\b")
THRESHOLD = 0.5
_HIGH_RANK = re.compile(r"[IVX]+[.)/]|[A-HĐ][.)/]|(?:Phần|Chương|Mục|Điều)\s")


def find_tasks(document: Document, tags: Tags) -> tuple[Task, ...]:
    """The tasks of a document, in reading order.

    Args:
        document: a document with its sections and blocks.
        tags: the references, times and actors of its text.

    Returns:
        the tasks, ids ``t001``, ``t002``, … in reading order.
    """
    return _Walk(document, tags).run()


class _Walk:
    """One pass over a document; the state is what passes down to the next block."""

    def __init__(self, document: Document, tags: Tags) -> None:
        self.document = document
        self.index = MentionIndex(tags)
        self.frames = Frames()
        self.drafts: list[Draft] = []
        self.assigned: dict[int | None, int] = {}
        self.block_open: set[int | None] = set()
        self.standing = Standing(document)
        self.in_list = False
        self.point_lead: dict[int | None, tuple[Actor, ...]] = {}
        self.blocks = [
            b for b in document.blocks if not (isinstance(b, Paragraph) and b.part in ("head", "foot", "footnote"))
        ]
        self.quoted = quoted_spans(document.text, self.blocks)
        self.sections_with_text = {
            b.section for b in self.blocks if not (isinstance(b, Paragraph) and b.heading) and b.section is not None
        }
        self.prefaced = {t.section if t.section is not None else -1 for t in document.tables if t.part == "annex"}
        self.parents = {s.parent for s in document.sections}
        self.units = HeadedUnits(document, self.index)

    def run(self) -> tuple[Task, ...]:
        root = addressee_context(self.document, self.index)
        self.frames.root = replace(root, lead=self.units.named(root.lead))
        position = 0
        while position < len(self.blocks):
            block = self.blocks[position]
            position += 1
            if isinstance(block, Table):
                self.read_table(block)
            elif block.part != "preamble" and self.standing.is_operative(block):
                position += self.read_paragraph(block, self.blocks[position:])
            elif block.part != "preamble" and self.standing.in_article(block.section):
                self.read_sentences(block.section, block.body, self.words(block.body, block.end), obliged=True)
        ordered = sorted(self.drafts, key=lambda d: d.start)
        return tuple(to_task(self.document, draft, number) for number, draft in enumerate(ordered, 1))

    def context(self, section: int | None) -> Context:
        return self.frames.current(self.standing.chain(section))

    def words(self, start: int, end: int) -> str:
        return self.document.text[start:end]

    # ------------------------------------------------------------ paragraphs

    def read_paragraph(self, block: Paragraph, following: Sequence[Paragraph | Table]) -> int:
        """Reads one paragraph; returns how many of the blocks behind it were read with it."""
        start = block.body
        if self.is_quoted(start) and self.is_quoted(block.end - 1):
            return 0
        section = self.document.sections[block.section] if block.section is not None else None
        if section is not None and block.label is not None and section.heading:
            self.read_heading(block, section)
            if block.heading and not heads_its_objects(self.document, block, following, self.index):
                return 0
            start = start if block.heading else max(start, section.heading_end)
        if block.heading and block.part == "annex" and block.label is None:
            return 0
        if block.label and _HIGH_RANK.match(block.label):
            self.frames.end_stage()
        depth = BULLET_DEPTH.get(block.bullet, 1)
        self.in_list = block.bullet is not None
        chain = self.standing.chain(block.section)
        self.frames.close_lead_ins(block.section, depth, frozenset({None, *chain}))
        text = self.words(start, block.end)
        assignments = read_assignments(text, start, self.index)
        if assignments and assignments[0].field != "task":
            for each in assignments:
                self.read_assignment(block, each)
            return 0
        if block.label and (addressed := run_in_actors(text, start, self.index)):
            assert block.section is not None
            self.frames.set_section(block.section, addressed.context)
            start, text = start + addressed.offset, text[addressed.offset :]
        if block.section in self.block_open:
            self.assigned[block.section] = len(self.drafts)
            self.block_open.discard(block.section)
        if assignments:
            start, text = start + assignments[0].offset, text[assignments[0].offset :]
        if block.heading or ends_open(text) or opens_items(self.document, block, depth, following):
            return self.read_lead_in(block, start, depth, following)
        if not (block.label or block.bullet) and (stage := stage_context(text, start, self.index)).deadlines:
            self.frames.open_lead_in(block.section, STAGE, stage)
            return 0
        if is_subheading(block, text, prefaced=block.section in self.prefaced):
            return 0
        self.read_sentences(block.section, start, text)
        return 0

    def read_heading(self, block: Paragraph, section: Section) -> None:
        assert block.section is not None
        heading = section.heading or ""
        start = max(heading_start(self.document, section), block.body)
        context = heading_context(heading, start, self.index)
        if not context.lead and section.parent in self.units.parents and not leading_classes(heading):
            context = Context(lead=as_group(heading_actors(heading), start))
        self.frames.set_section(block.section, context)
        is_leaf = block.section not in self.parents and block.section not in self.sections_with_text
        if block.heading and is_leaf and not names_only_actors(heading, context) and directs(heading) >= THRESHOLD:
            self.read_sentences(block.section, block.body, self.words(block.body, block.end), whole=True)

    def read_assignment(self, block: Paragraph, assignment: Assignment) -> None:
        """An assignment fills the tasks of its own point, or else passes down to what follows in the parent's."""
        if assignment.field == "skip":
            return
        own = [n for n, d in enumerate(self.drafts) if d.section == block.section]
        own = [n for n in own if n >= self.assigned.get(block.section, 0)] or own
        if own:
            self.block_open.add(block.section)
            for n in own:
                self.fill(n, assignment)
            return
        section = self.document.sections[block.section] if block.section is not None else None
        if section is None:
            self.frames.root = self.frames.root.below(assignment.context)
        elif section.heading and not names_only_actors(section.heading, Context()) and section.role != "implementation":
            if not any(d.section == block.section for d in self.drafts) and directs(section.heading) >= THRESHOLD:
                self.heading_task(block.section, section)
                self.read_assignment(block, assignment)
        else:
            owner = section.parent if section.parent is not None else block.section
            assert owner is not None
            if assignment.field != "deadline":
                self.frames.set_section(owner, joined(self.frames.sections.get(owner), assignment.context))

    def fill(self, n: int, assignment: Assignment) -> None:
        """Gives a draft what an assignment says."""
        draft, given = self.drafts[n], assignment.context
        self.drafts[n] = replace(
            draft,
            context=draft.context.below(given),
            roles=cleared(draft.roles, given),
            deadlines=own_times(draft.deadlines, given),
        )

    def heading_task(self, index: int | None, section: Section) -> None:
        start = heading_start(self.document, section)
        if start >= 0:
            self.read_sentences(index, start, self.words(start, section.heading_end), whole=True)

    def read_lead_in(self, block: Paragraph, start: int, depth: int, following: Sequence[Paragraph | Table]) -> int:
        text = self.words(start, block.end)
        items = listed_objects(self.document, block, depth, following, self.index)
        sentences = split_sentences(text) or [(0, 0)]
        for a, b in sentences[:-1]:
            self.read_sentences(block.section, start + a, text[a:b])
        a, b = sentences[-1]
        last = text[a:b]
        roles = self.roles(start + a, last)
        if items:
            objects = "; ".join(self.words(i.body, i.end).rstrip(" ;.,") for i in items)
            self.add(
                block.section, f"{last.rstrip(' :')}: {objects}", start + a, items[-1].end, roles, directs(last), last
            )
            return len(items)
        context = lead_in_context(last, start + a, self.index, roles)
        score = directs(last, bool(roles.lead))
        own = not _CALLS.search(last) and stands_alone(without_actors(last, self.index.actors(start + a, start + b)))
        if own and score >= THRESHOLD and (roles.lead or announces(last)):
            self.add(block.section, last, start + a, start + b, roles, score, last)
            context = replace(context, deadlines=())
        self.frames.open_lead_in(block.section, depth, context)
        return 0

    def read_sentences(
        self, section: int | None, start: int, text: str, whole: bool = False, obliged: bool = False
    ) -> None:
        """Reads sentences, or a ``whole`` text as one; with ``obliged`` only those that oblige somebody by name."""
        carried: tuple[Actor, ...] = ()
        for a, b in [(0, len(text.rstrip()))] if whole else split_sentences(text):
            sentence = text[a:b]
            if self.is_quoted(start + a):
                continue
            assignment = read_assignment(sentence, start + a, self.index) if a else None
            if assignment and assignment.field != "task" and self.drafts and self.drafts[-1].section == section:
                self.fill(len(self.drafts) - 1, assignment)
                continue
            roles = self.roles(start + a, sentence)
            score = directs(sentence, bool(roles.lead))
            if score < THRESHOLD or (obliged and not (roles.lead and obliges(sentence))):
                continue
            context_lead = carried if not roles.lead else ()
            self.add(section, sentence, start + a, start + b, roles, score, sentence, context_lead)
            carried = roles.lead or carried

    def is_quoted(self, start: int) -> bool:
        return any(opens <= start < closes for opens, closes in self.quoted)

    def roles(self, start: int, sentence: str) -> Roles:
        end = start + len(sentence)
        roles = assign_roles(sentence, free_actors(self.index.actors(start, end), self.index.references(start, end)))
        groups = (roles.lead, roles.coordinate, roles.direct, roles.report_to)
        return Roles(*(self.units.named(shifted(group, start)) for group in groups))

    def add(self, section: int | None, text: str, start: int, end: int, roles: Roles, score: float, sentence: str,
            carried: tuple[Actor, ...] = ()) -> None:  # fmt: skip
        times = self.index.times(start, start + len(sentence))
        references = self.index.references(start, end)
        context = self.context(section)
        own_point = self.point_lead.get(section, ())
        heading_lead = section is not None and self.frames.sections.get(section, Context()).lead
        if roles.lead:
            if not heading_lead and (self.labelled_text(section) or not self.in_list):
                self.point_lead[section] = roles.lead
        elif carried:
            context = context.below(Context(lead=as_source(carried, "inherited")))
        elif (
            own_point
            and not (heading_lead or _ASKS_ANEW.match(sentence))
            and (self.labelled_text(section) or not self.in_list)
        ):
            context = context.below(Context(lead=as_source(own_point, "inherited")))
        self.drafts.append(Draft(
            section, text, start, end, roles, context,
            tuple(shifted(binding_times(sentence, times, references), start)), tuple(references),
            find_product(sentence, references), score, order=len(self.drafts),
        ))  # fmt: skip

    def labelled_text(self, section: int | None) -> bool:
        """Whether the section is a point whose own words run on from its label, with no heading of its own."""
        return section is not None and self.document.sections[section].heading is None

    def read_table(self, table: Table) -> None:
        self.prefaced.discard(table.section if table.section is not None else -1)
        if table.kind != "task":
            return
        for group, context in group_contexts(self.document, table, self.index):
            self.frames.set_section(group, context)
        for row in row_drafts(self.document, table):
            section = row.row.section if row.row.section is not None else table.section
            said = self.roles(row.start, self.words(row.start, row.end))
            self.drafts.append(row_task(self.document, self.index, row, section, said, self.context(section)))
