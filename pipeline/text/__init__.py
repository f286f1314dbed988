"""Vietnamese text as text: one normal form, folding for comparison, valid syllables, old encodings."""

from pipeline.text.folding import fold, strip_marks
from pipeline.text.legacy import decode_font, decode_legacy, encoding_of_font, guess_encoding, mend_legacy
from pipeline.text.normalizing import normalize
from pipeline.text.syllables import is_syllable, syllable_share, words

__all__ = [
    "decode_font",
    "decode_legacy",
    "encoding_of_font",
    "fold",
    "guess_encoding",
    "is_syllable",
    "mend_legacy",
    "normalize",
    "strip_marks",
    "syllable_share",
    "words",
]
