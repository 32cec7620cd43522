"""Words that mean nearly the same, the opposite, or more than what was said."""

_GROUPS = """
big large; small little; begin start; began started; begun started; ended finished; help assist;
helps assists; helped assisted; show demonstrate; shows demonstrates indicates; showed
demonstrated; use employ; used employed utilized; uses employs; using employing; buy purchase;
bought purchased; get obtain; gets obtains; got obtained; gives provides; gave provided; provide
supply; make create; makes creates; made created; built constructed; build construct; allow permit
let; allows permits lets enables; allowed permitted; need require; needs requires; needed required;
keep retain; keeps retains; kept retained; important significant; main principal chief; difficult
hard; easy simple; quickly rapidly fast; quick rapid; almost nearly; about approximately roughly
around; approximately about roughly; many numerous; often frequently; rarely seldom; but however;
however but; because since as; since because; although though; while whereas; children kids; people
individuals; person individual; doctor physician; doctors physicians; illness disease; disease
illness; car automobile; movie film; film movie; company firm; companies firms businesses; town
city; country nation; countries nations; war conflict; pupils students; teacher instructor; area
region; areas regions; region area; whole entire; entire whole; total overall; usually normally
generally; typically usually; generally usually; mainly mostly primarily; mostly mainly largely;
primarily mainly; several some; various different; different distinct; similar alike; same
identical; famous well-known; known recognised; located situated; situated located; established
founded; founded established; formed created; created made developed; developed created; produced
made; released issued published; published released; received got; obtained got; described
portrayed; considered regarded; regarded considered; chosen selected; selected chosen; elected
chosen; died passed; lived resided; resides lives; moved relocated; went travelled; returned came;
joined entered; left departed; sold marketed; increased rose grew; increase rise growth; increases
raises; decreased fell dropped; decrease drop decline; decline fall; reduce lower cut; reduces
lowers cuts; reduced lowered cut; improve enhance; improves enhances; improved enhanced; contains
includes holds; include contain; includes contains; consists comprises; comprises includes; cause
lead; causes produces; caused produced; result outcome; results outcomes; effect impact; effects
impacts; affects influences; affect influence; prevents stops; prevent stop; avoid prevent; treat
manage; treatment therapy; symptoms signs; medicine drug; medicines drugs; drug medication; drugs
medications; pain ache; test examination; tests examinations; study investigation; studies
investigations; research study; researchers scientists; scientists researchers; found discovered;
discovered found; reported stated; stated said; said stated; says states; states says; suggests
indicates; suggest indicate; explains describes; noted observed; required needed; requires needs;
ensure guarantee; ensures guarantees; choose select; change alter; changes alters; changed altered;
method approach; methods approaches; approach method; way manner; data information; information
data; system arrangement; model design; task job; tasks jobs; cost price; costs expenses; money
funds; fee charge; pay settle; send submit; submit send; contact reach; check verify; annual
yearly; yearly annual; monthly every-month; daily every-day; approx about; currently now; now
currently; today nowadays; later afterwards; first initially; initially first; finally eventually;
eventually finally; during throughout; near close-to; against versus; despite notwithstanding;
including such-as; especially particularly; particularly especially; therefore thus so; thus
therefore; huge enormous; tiny minuscule; old ancient; rich wealthy; poor needy; strong powerful;
powerful strong; weak feeble; safe secure; dangerous hazardous; correct right; wrong incorrect;
whole complete; fast quick; slow sluggish; modern contemporary; common widespread; rare uncommon;
popular well-liked; primary main; major big important; minor small; adults grown-ups; infants
babies; babies infants; house home; home house; street road; forest woods; ocean sea; ship vessel;
ships vessels; soldiers troops; troops soldiers; king monarch; leader head; leaders heads;
government administration; law statute; laws statutes; rule regulation; rules regulations;
agreement deal; treaty accord; battle fight; attack assault; attacked assaulted; defeated beat; won
gained; lost forfeited; destroyed demolished; damaged harmed; damage harm; killed slain; wounded
injured; injured hurt; built erected
"""
_HEDGES = """
may might could can; might may could; could may might; can may could; often frequently commonly;
frequently often; usually typically generally normally; typically usually generally; generally
usually typically; commonly often frequently; mostly mainly largely; mainly mostly; largely mostly;
many lots-of numerous; some certain; several some a-few; few not-many; likely probably; probably
likely; sometimes occasionally at-times; occasionally sometimes; possibly perhaps maybe; perhaps
maybe possibly; appears seems; seems appears; appear seem; suggests hints; nearly almost; almost
nearly; about roughly around approximately; roughly about; approximately about around; tends
inclines
"""
_NUMERALS = """
two 2; three 3; four 4; five 5; six 6; seven 7; eight 8; nine 9; ten 10; eleven 11; twelve 12;
twenty 20; thirty 30; fifty 50; percent per-cent; twice two-times
"""
_OPPOSITES = """
increase decrease, increases decreases, increased decreased, increasing decreasing, rise fall, rose
fell, rises falls, more less, more fewer, higher lower, high low, larger smaller, large small,
greater smaller, better worse, best worst, most least, highest lowest, largest smallest, oldest
youngest, older younger, longer shorter, long short, early late, earlier later, earliest latest,
before after, first last, above below, over under, inside outside, internal external, begin end,
began ended, begins ends, start stop, started stopped, open closed, opened closed, win lose, won
lost, support oppose, supported opposed, supports opposes, accept reject, accepted rejected,
accepts rejects, allow forbid, allowed forbidden, allows forbids, include exclude, includes
excludes, included excluded, improve worsen, improves worsens, improved worsened, reduce increase,
reduces increases, reduced increased, lowers raises, gain lose, gains losses, rich poor, strong
weak, stronger weaker, easy hard, easier harder, simple complex, safe dangerous, common rare, often
rarely, always never, many few, north south, northern southern, east west, eastern western, left
right, male female, men women, boys girls, father mother, son daughter, brother sister, husband
wife, king queen, old new, ancient modern, hot cold, warm cool, wet dry, heavy light, fast slow,
faster slower, quickly slowly, positive negative, success failure, succeeded failed, public
private, legal illegal, possible impossible, likely unlikely, necessary unnecessary, able unable,
major minor, primary secondary, permanent temporary, acute chronic, active inactive, voluntary
compulsory, optional mandatory, required optional, cheap expensive, cheaper dearer, import export,
buy sell, bought sold, lend borrow, push pull, enter leave, arrived left, born killed, alive dead,
present absent, same different, similar different, unlike like, agree disagree, agreed disagreed,
approve refuse, approved refused, encourage discourage, encouraged discouraged, helps hinders, help
hinder, protects harms, benefit harm, benefits harms, maximum minimum, upper lower, front back,
senior junior, majority minority, expand shrink, expanded shrank, connect separate, connected
separated, united divided, ally enemy, allies enemies, attack defend, attacked defended, victory
defeat, peace war, love hate, loved hated, praised criticised, liked disliked
"""
STRONGER = {
    "may": ("will", "must", "always"), "might": ("will", "does"), "could": ("will", "would"),
    "can": ("will", "must", "always"), "often": ("always", ""), "frequently": ("always", ""),
    "usually": ("always", ""), "typically": ("always", ""), "generally": ("always", ""),
    "normally": ("always", ""), "commonly": ("always", ""), "sometimes": ("always", "usually", ""),
    "occasionally": ("always", "often", ""), "rarely": ("never",), "seldom": ("never",),
    "some": ("all", "most", ""), "many": ("all", "most", ""), "most": ("all", ""),
    "several": ("all",), "mostly": ("entirely", ""), "mainly": ("only", ""),
    "largely": ("entirely", ""), "partly": ("entirely", ""), "nearly": ("", "over"),
    "almost": ("",), "probably": ("certainly", ""), "likely": ("certain", ""),
    "possibly": ("certainly", ""), "perhaps": ("", "certainly"), "approximately": ("exactly",),
    "about": ("exactly",), "should": ("must",), "potentially": ("",), "possible": ("certain",),
    "few": ("all", "many"), "relatively": ("extremely", ""), "appears": ("is known",),
    "seems": ("is known",), "suggest": ("prove",), "suggests": ("proves",),
    "suggested": ("proved",), "believed": ("known",), "thought": ("known",),
    "tends": ("always has",), "tend": ("always have",), "estimated": ("measured",),
    "reportedly": ("",), "allegedly": ("",), "expected": ("certain",), "proposed": ("decided",),
    "planned": ("completed",), "considered": ("proven",), "helps": ("is enough",),
    "contributes": ("leads alone",), "associated": ("caused",), "linked": ("caused",),
    "claimed": ("proved",), "claims": ("proves",), "argued": ("showed",),
}  # fmt: skip
"""Hedges, with what makes more of them than was said; an empty one leaves the hedge out."""
_WITH_HYPHEN = ("well-known", "well-liked", "grown-ups")


def _alike(groups: str) -> dict[str, tuple[str, ...]]:
    found = {}
    for group in groups.replace("\n", " ").split(";"):
        word, *others = group.split()
        found[word] = tuple(map(_spaced, others))
    return found


def _spaced(word: str) -> str:
    """Two words that are written as one in the lists above."""
    return word if word in _WITH_HYPHEN or word.count("-") != 1 else word.replace("-", " ")


def _both_ways(pairs: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for pair in pairs.replace("\n", " ").split(","):
        one, other = pair.split()
        for word, opposite in ((one, other), (other, one)):
            found[word] = (*found.get(word, ()), opposite)
    return found


ALIKE = _alike(_GROUPS)
"""Words with others that may stand in their place."""
HEDGES_ALIKE = _alike(_HEDGES)
NUMERALS = _alike(_NUMERALS)
OPPOSITES = _both_ways(_OPPOSITES)
