"""Vietnamese text as text: one normal form, folding for comparison, valid syllables, old encodings."""

from pipeline.text.folding import fold, strip_marks
from pipeline.text.normalizing import normalize
from pipeline.text.syllables import is_syllable, syllable_share, words

__all__ = ["fold", "is_syllable", "normalize", "strip_marks", "syllable_share", "words"]
