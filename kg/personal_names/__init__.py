"""How names of persons are compared, within a document and across documents."""

from kg.personal_names.likeness import Likeness, compatible, likeness
from kg.personal_names.parts import Name, parts, roots
from kg.personal_names.words import fold, plain, words

__all__ = ["Likeness", "Name", "compatible", "fold", "likeness", "parts", "plain", "roots", "words"]
