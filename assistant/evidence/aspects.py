"""Which side of a subject a text is about, for questions that name it in other words."""

import re

_ASPECTS = {
    "cost": "afford* budget* cheap* cost* expens* free money pay* price* pricing econom* spend*",
    "resources": "comput* gpu* hardware infrastructure memory power resource* server*",
    "speed": "delay* fast* hour* instant* lag* quick* rapid* slow* soon* speed* time*",
    "trouble": "careful* caution con cons challeng* danger* difficult* disadvantage* downside*"
    " drawback* fail* hard* hurdle* issue* limit* obstacle* pitfall* problem* risk* shortcoming*"
    " suffer* threat* trouble* unsatisfactory weak* wrong",
    "benefit": "advantage* benefit* better excel* gain* good help* improv* merit* plus pro pros"
    " strength* strong* upside* valuable",
    "skill": "abilit* experienc* expert* knowhow know* qualif* skill* train* understand*",
    "together": "alongside blend* both combin* conjunction exclusive hybrid* joint* mix* pair*"
    " simultaneous* synerg* together",
    "difference": "compar* contrast* differ* distinct* identical same unlike versus vs whereas",
    "data": "annotat* corpus data dataset* example* label* record* sample*",
    "steps": "first* next order phase* procedure* process* sequence stage* start* step* workflow*",
    "choice": "best choice choose* decid* decision* depend* favor* favour* ideal* opt pick*"
    " prefer* prioriti* recommend* select* suit*",
    "accuracy": "accura* correct* error* exact* fidelity precis* reliab* right",
    "change": "adapt* adjust* alter* chang* custom* flexib* modif* tailor* tweak* updat* versatil*",
}
_PATTERNS = {
    name: re.compile(rf"\b(?:{'|'.join(forms.replace('*', '[a-z]*').split())})\b")
    for name, forms in _ASPECTS.items()
}


def aspects(text: str) -> frozenset[str]:
    """The aspects that words of `text` belong to, e.g. `cost` for a question about money."""
    lowered = text.lower()
    return frozenset(name for name, pattern in _PATTERNS.items() if pattern.search(lowered))
