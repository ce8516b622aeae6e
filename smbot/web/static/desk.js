// Keys, live length, countdown, copying: the desk works without any of it.
import { follow } from "./live.js";

const root = document.documentElement;
const $ = (selector, within = document) => within.querySelector(selector);
const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];
const live = $("#live");
const say = (text) => { live.textContent = ""; setTimeout(() => { live.textContent = text.trim(); }, 100); };

// Keys press a button or follow a link on the page; off when the reader says so.
const KEYS = "smbot-keys";
const own = document.body.dataset; // the member's keys that press nothing on the page
let keysOn = localStorage.getItem(KEYS) !== "off";
const toggle = $("#keys");

function showKeys() {
  root.dataset.keys = keysOn ? "on" : "off";
  toggle?.setAttribute("aria-pressed", String(keysOn));
  for (const target of $$("[data-key]")) {
    if (keysOn) target.setAttribute("aria-keyshortcuts", target.dataset.key);
    else target.removeAttribute("aria-keyshortcuts");
  }
}
if (toggle) toggle.hidden = false;
toggle?.addEventListener("click", () => {
  keysOn = !keysOn;
  localStorage.setItem(KEYS, keysOn ? "on" : "off");
  showKeys();
});
showKeys();
document.addEventListener("swapped", showKeys); // a row from live.js

function typing(target) {
  return target.isContentEditable || ["TEXTAREA", "SELECT"].includes(target.tagName)
    || (target.tagName === "INPUT" && !["hidden", "checkbox", "radio"].includes(target.type));
}

function press(target) {
  if (target.tagName === "TEXTAREA") {
    target.focus();
  } else if (target.tagName === "SUMMARY") {
    target.parentElement.open = !target.parentElement.open;
    (target.parentElement.open ? $("select, input:not([type=hidden])", target.parentElement) : target)?.focus();
  } else if (target.tagName === "STRONG") { // an act that is not possible now: why
    say(target.parentElement.textContent);
  } else {
    target.click();
  }
}

function step(by) {
  const rows = $$(".row a");
  const at = rows.indexOf(document.activeElement);
  rows[at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + by))]?.focus();
}

let going = 0;
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && typing(event.target)) {
    event.target.blur();
    return;
  }
  if (event.key === "Enter" && event.ctrlKey && event.target.form?.id === "draft-form") {
    event.preventDefault();
    event.target.form.requestSubmit($("#save"));
    return;
  }
  if (!keysOn || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat || typing(event.target)) return;
  let target;
  if (Date.now() - going < 1500) {
    going = 0;
    target = $(`[data-go="${CSS.escape(event.key)}"]`);
  } else if (event.key === own.leads) {
    going = Date.now();
    return;
  } else {
    const key = `[data-key="${CSS.escape(event.key)}"]`;
    const row = document.activeElement.closest(".row");
    target = (row && $(key, row)) || $$(key).find((found) => found.checkVisibility());
  }
  const claim = !target && own.claims === event.key && $("#claim");
  const row = claim && $(".row:focus-within a");
  if (row) {
    event.preventDefault();
    claim.action = `${row.pathname}/claim${row.search}`;
    claim.requestSubmit();
  }
  const by = { [own.previous]: -1, [own.next]: 1 }[event.key];
  if (!target && by && !$("#item")) {
    event.preventDefault();
    step(by);
  } else if (target) {
    event.preventDefault();
    press(target);
  }
});

// A form is sent once: a second click would only report a conflict.
for (const form of $$("form[method=post]:not([target])")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
}
const usable = () => { for (const form of $$("form[data-sent]")) delete form.dataset.sent; };
addEventListener("pageshow", usable);

// A text: its length as the platform counts, and what the guard says, while it is typed.
for (const field of $$("[data-check]")) {
  const saved = field.dataset.saved ?? field.value; // a text that could not be saved says what is
  const form = field.form;
  let timer;
  let asked = 0;
  const check = async () => {
    const mine = ++asked;
    const body = new URLSearchParams({ draft: field.value });
    const answer = await fetch(field.dataset.check, { method: "POST", body, headers: { "X-CSRF-Token": form.elements.csrf.value } });
    if (!answer.ok || mine !== asked) return;
    const { length, limit, cost, problems } = await answer.json();
    const shown = $("[data-length]", form);
    shown.textContent = length.toLocaleString(root.lang + "-CA");
    shown.classList.toggle("over", limit !== null && length > limit);
    const price = $("[data-cost]", form);
    if (price) price.textContent = cost;
    const list = $("[data-problems]", form);
    const before = list.textContent;
    list.replaceChildren(...problems.map((text) => Object.assign(document.createElement("li"), { textContent: text })));
    if (list.textContent !== before && problems.length) say(problems[0]);
    field.dataset.checked = field.value.length;
  };
  field.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(() => check().catch(() => {}), 400); });
  addEventListener("beforeunload", (event) => {
    if (field.value === saved || form.dataset.sent) return;
    event.preventDefault();
    setTimeout(usable); // runs where the reader stays
  });
}

// Words selected in the post are offered to the form that masks them.
for (const field of $$("[data-selection]")) {
  document.addEventListener("selectionchange", () => {
    const chosen = getSelection();
    const inside = (node) => node && $(field.dataset.selection)?.contains(node);
    if (inside(chosen.anchorNode) && inside(chosen.focusNode) && chosen.toString().trim()) field.value = chosen.toString().trim();
  });
}

for (const button of $$("[data-copy]")) {
  button.addEventListener("click", async () => {
    const source = document.getElementById(button.dataset.copy);
    const text = source.value ?? source.textContent;
    try {
      await navigator.clipboard.writeText(text);
      say("✓ " + button.textContent);
      button.classList.add("done");
    } catch {
      source.focus();
      source.select?.();
    }
  });
}

// Rows of three lines or of two, as the reader likes.
const ROWS = "smbot-rows";
const dense = $("#dense");
function showRows() {
  const compact = localStorage.getItem(ROWS) === "compact";
  root.dataset.rows = compact ? "compact" : "";
  dense?.setAttribute("aria-pressed", String(compact));
}
showRows();
dense?.addEventListener("click", () => {
  localStorage.setItem(ROWS, root.dataset.rows ? "" : "compact");
  showRows();
});

// Who else has this open. Writing keeps one's claim, and is told.
const present = $("#present");
if (present) {
  const csrf = $("input[name=csrf]").value;
  let wrote = -1e9;
  addEventListener("input", ({ target }) => { if (target.id === "draft") wrote = performance.now(); });
  const tell = async () => {
    if (document.hidden) return;
    const body = new URLSearchParams({ writes: performance.now() - wrote < 30_000 ? "1" : "" });
    const answer = await fetch(present.dataset.here, { method: "POST", body, headers: { "X-CSRF-Token": csrf } });
    if (!answer.ok) return;
    const { told } = await answer.json();
    if (told !== present.textContent.trim()) present.textContent = told;
  };
  const again = () => tell().catch(() => {});
  again();
  setInterval(again, 10_000);
}

// How a reply stands when its countdown is over; an undo that came too late goes.
async function stand(place) {
  const address = place.dataset.standing;
  const answer = await fetch(address).catch(() => {});
  if (!answer?.ok) return;
  const { told, seconds, ended } = await answer.json();
  if (!seconds && told !== place.textContent) say(place.textContent = told);
  if (seconds === null) for (const undo of $$(`[data-undo="${address}"]`)) undo.remove();
  if (!ended) setTimeout(stand, (seconds || 2) * 1000, place);
}

// Countdowns run by the server's seconds: a wrong clock here does no harm.
for (const shown of $$("[data-seconds]")) {
  const end = performance.now() + Number(shown.dataset.seconds) * 1000;
  const asks = shown.closest("[data-standing]");
  const tick = () => {
    const left = Math.max(0, Math.ceil((end - performance.now()) / 1000));
    shown.textContent = shown.textContent.replace(/\d+/, left);
    if (left) setTimeout(tick, 250);
    else if (asks) stand(asks);
  };
  if (asks || Number(shown.dataset.seconds)) tick();
}

// What an officer asked to see goes when they look away, or its time is over.
for (const shown of $$("[data-hide-after]")) {
  const hide = () => { shown.remove(); location.replace(shown.dataset.back); };
  setTimeout(hide, shown.dataset.hideAfter * 1000);
  addEventListener("blur", hide);
}

$(".row.current")?.scrollIntoView({ block: "nearest" });
const notice = $("[data-say] p");
if (notice) say(notice.textContent);
if (location.hash === "#item") $("#item")?.focus({ preventScroll: true });
if (location.hash === "#verdict") $("#verdict")?.focus();
follow(say);
root.dataset.ready = "";
