"""Control words and signs of RTF that the reader knows (Rich Text Format Specification 1.9.1)."""

SKIPPED = frozenset(
    (
        *("fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "header", "headerl", "headerr", "headerf"),
        *("footer", "footerl", "footerr", "footerf", "listtable", "listoverridetable", "generator", "fldinst", "sp"),
        *(
            "themedata",
            "datastore",
            "latentstyles",
            "xmlnstbl",
            "rsidtbl",
            "filetbl",
            "revtbl",
            "nonesttables",
            "shprslt",
        ),
        *(
            "pgdsctbl",
            "bkmkstart",
            "bkmkend",
            "template",
            "nonshppict",
            "ftnsep",
            "ftnsepc",
            "aftnsep",
            "aftnsepc",
            "do",
        ),
    )
)
STARRED_KEPT = frozenset(("shpinst", "shptxt", "pntext", "listtext", "fldrslt", "nesttableprops"))
SIGNS = {"~": "\xa0", "_": "-", "-": "\xad", "{": "{", "}": "}", "\\": "\\", "\n": "\n", "\r": "\n"}
WORDS = {
    "tab": " ", "line": "\n", "emdash": "—", "endash": "–", "bullet": "•", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "emspace": " ", "enspace": " ", "qmspace": " ", "softline": "",
}  # fmt: skip
