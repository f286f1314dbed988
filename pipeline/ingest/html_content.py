"""Which part of a saved page is the document, and which elements are menus."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from pipeline.text import strip_marks

Node = Any  # selectolax has no type information

_UNSEEN = frozenset(("script", "style", "noscript", "template", "head", "-comment"))
_HEAD_MARK = re.compile(r"cong hoa xa|doc lap\s*[-–]\s*tu do|dang cong san viet nam")
_FOOT_MARK = re.compile(r"noi nhan\s*:?\s*$|noi nhan\s*:")
_IN_TABLE = frozenset(
    ("td", "th", "tr", "tbody", "thead", "tfoot", "table", "p", "b", "strong", "span", "font", "i", "em", "u")
)
_MENU_TAGS = frozenset(("ul", "ol", "div", "section", "aside", "header", "footer", "table", "td", "dl", "nav", "form"))
_MENU_LINKS = 4
_MENU_SHARE = 0.6
_DOMINANT = 0.75
_WORTH_CLIMBING = 0.3


@dataclass(slots=True)
class _Weight:
    text: int = 0
    linked: int = 0
    links: int = 0

    @property
    def own(self) -> int:
        return self.text - self.linked


def choose_content(tree: Any) -> tuple[Node | None, frozenset[int]]:
    """Find the element that holds the document and the ``mem_id`` of the menus in it.

    The element that holds both the national title and the recipients is the document; where a page shows no such
    pair, it is the element in which the running text lies closest together.
    """
    root = tree.body or tree.root
    if root is None:
        return None, frozenset()
    weights, heads, feet = _weigh(root)
    menus = frozenset(
        i
        for i, (w, tag) in weights.items()
        if tag in _MENU_TAGS and w.links >= _MENU_LINKS and w.linked > _MENU_SHARE * w.text
    )
    if heads and feet:
        node = _common(heads[0], feet[-1], root)
        while node.mem_id != root.mem_id and node.tag in _IN_TABLE:
            node = node.parent
        return _climb(node, root, weights), menus
    return _densest(root, weights), menus


def _weigh(root: Node) -> tuple[dict[int, tuple[_Weight, str]], list[Node], list[Node]]:
    """Text and link text of every element, in one pass without recursion; and the text nodes that bear the marks."""
    weights: dict[int, tuple[_Weight, str]] = {}
    heads: list[Node] = []
    feet: list[Node] = []
    stack: list[tuple[Node, bool, bool]] = [(root, False, False)]
    while stack:
        node, done, linked = stack.pop()
        if done:
            weight = weights[node.mem_id][0]
            parent = node.parent
            if parent is not None and parent.mem_id in weights and node.mem_id != root.mem_id:
                above = weights[parent.mem_id][0]
                above.text += weight.text
                above.linked += weight.linked
                above.links += weight.links
            continue
        tag = node.tag
        if tag in _UNSEEN:
            continue
        if tag == "-text":
            text = (node.text_content or "").strip()
            if text:
                weight = weights[node.parent.mem_id][0]
                weight.text += len(text)
                weight.linked += len(text) if linked else 0
                bare = strip_marks(text).lower()
                if _HEAD_MARK.search(bare):
                    heads.append(node)
                elif _FOOT_MARK.search(bare):
                    feet.append(node)
            continue
        is_link = tag == "a" and bool(node.attributes.get("href"))
        weights[node.mem_id] = _Weight(links=int(is_link)), tag
        stack.append((node, True, linked))
        child = node.last_child
        while child is not None:
            stack.append((child, False, linked or is_link))
            child = child.prev
    return weights, heads, feet


def _ancestors(node: Node, root: Node) -> list[Node]:
    found = []
    while node is not None:
        found.append(node)
        if node.mem_id == root.mem_id:
            break
        node = node.parent
    return found


def _common(a: Node, b: Node, root: Node) -> Node:
    above = {n.mem_id for n in _ancestors(a, root)}
    return next((n for n in _ancestors(b, root) if n.mem_id in above), root)


def _climb(node: Node, root: Node, weights: dict[int, tuple[_Weight, str]]) -> Node:
    """Go up as long as much running text is gained: annexes stand beside the body, menus add links only."""
    best = node
    while node.mem_id != root.mem_id:
        node = node.parent
        gained = weights[node.mem_id][0].own - weights[best.mem_id][0].own
        linked = weights[node.mem_id][0].linked - weights[best.mem_id][0].linked
        if gained > _WORTH_CLIMBING * max(weights[best.mem_id][0].own, 1) and linked < 0.5 * gained:
            best = node
    return best


def _densest(root: Node, weights: dict[int, tuple[_Weight, str]]) -> Node:
    node = root
    while True:
        total = weights[node.mem_id][0].own
        child, best = node.child, None
        while child is not None:
            if child.mem_id in weights and child.tag not in _IN_TABLE:
                best = child if weights[child.mem_id][0].own > _DOMINANT * total else best
            child = child.next
        if best is None or total == 0:
            return node
        node = best
