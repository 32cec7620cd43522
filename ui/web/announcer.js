// A live region that is there before anything is said in it, or nothing would be read out.
// With each new reply the page goes to the question, so that the reply is read from its beginning.

const QUIET_AFTER = 5000;
const SETTLED_AFTER = 200;
// What is drawn below a reply comes later, and the page would follow its own end.
const FOLLOWED_FOR = 5000;
const TOUCHED = ["wheel", "touchmove", "keydown", "pointerdown"];
const QUESTION = '[data-testid="stChatMessage"]:has([data-testid="stChatMessageAvatarUser"])';

function goToLastQuestion() {
  const last = [...document.querySelectorAll(QUESTION)].at(-1);
  if (last) last.scrollIntoView({ block: "start" });
}

// Until somebody does something else, or nothing more is to be expected.
function stayAtLastQuestion() {
  goToLastQuestion();
  const again = setInterval(goToLastQuestion, SETTLED_AFTER);
  const stop = () => {
    clearInterval(again);
    for (const name of TOUCHED) removeEventListener(name, stop, true);
  };
  for (const name of TOUCHED) addEventListener(name, stop, { capture: true, passive: true });
  setTimeout(stop, FOLLOWED_FOR);
}

export default function ({ data, parentElement }) {
  const region = parentElement.querySelector(".announcer");
  const isNew = data.number > 0 && region.said !== data.number;
  region.said = data.number;
  if (!isNew) return;
  region.textContent = data.text;
  setTimeout(() => region.replaceChildren(), QUIET_AFTER);
  if (data.moves) setTimeout(stayAtLastQuestion, SETTLED_AFTER);
}
