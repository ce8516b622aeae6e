// Live: one event stream a browser. The tab that holds the lock listens and tells the others; each fetches what it
// shows by itself, so rights and masks are those of its reader.
const NAME = "smbot-live";
const STALE_MS = 40_000; // heartbeats come every 15 s
const HELD = 200;
const AT_ONCE = 50;

const page = (address) => new Promise((done, failed) => {
  const asked = new XMLHttpRequest(); // parses by itself: nothing is ever made of a string here
  asked.open("GET", address);
  asked.responseType = "document";
  asked.onload = () => (asked.status === 200 && asked.response ? done(asked.response) : failed());
  asked.onerror = failed;
  asked.send();
});

export function follow(say) {
  const shown = document.getElementById("stream");
  if (!shown) return;
  const news = document.querySelector("[data-fetch]");
  const watched = document.querySelector("[data-watch]");
  const channel = new BroadcastChannel(NAME);
  let at = Number(shown.dataset.after);
  let heard = Date.now();
  let state = "";

  function tell(now) {
    if (now === state) return;
    const time = new Date(heard).toLocaleTimeString(document.documentElement.lang + "-CA", { hour: "2-digit", minute: "2-digit" });
    shown.textContent = shown.dataset[now].replace("{time}", time);
    shown.dataset.state = now;
    shown.hidden = false;
    if (now === "stale" || state === "stale") say(shown.textContent);
    state = now;
  }
  setInterval(() => { if (Date.now() - heard > STALE_MS) tell("stale"); }, 5000);

  // New mentions are counted above the list, never put into it: nothing moves under the reader.
  const fresh = new Set();
  let announced;
  function count(text) {
    const link = news.querySelector("a");
    const number = fresh.size.toLocaleString(document.documentElement.lang + "-CA");
    link.firstElementChild.textContent = text ?? (fresh.size === 1 ? news.dataset.one : news.dataset.many.replace("{count}", number));
    news.hidden = false;
    clearTimeout(announced);
    announced = setTimeout(() => say(link.textContent), 1500);
  }

  // A row that changed is fetched and takes the place of the old one; the focus and what was chosen in it stay.
  const due = new Set();
  let busy = false;
  let failed = false;
  async function refresh() {
    if (busy || !due.size || document.hidden) return;
    busy = true;
    const some = [...due].slice(0, AT_ONCE);
    for (const id of some) due.delete(id);
    try {
      const got = await page(news.dataset.fetch + some.map((id) => "&of=" + encodeURIComponent(id)).join(""));
      for (const row of got.querySelectorAll("[data-id]")) swap(row);
      for (const id of got.body.dataset.new?.split(" ") ?? []) if (id && !rowOf(id)) fresh.add(id);
      if (fresh.size) count();
      failed = false;
    } catch {
      for (const id of some) due.add(id); // asked again with the next heartbeat
      failed = true;
      tell("stale");
    }
    busy = false;
    if (!failed) refresh();
  }
  const rowOf = (id) => document.querySelector(`.row[data-id="${CSS.escape(id)}"]`);
  function swap(row) {
    const old = rowOf(row.dataset.id);
    if (!old || old.dataset.version === row.dataset.version && old.textContent === row.textContent) return;
    const made = document.importNode(row, true);
    const [before, after] = [old, made].map((one) => [...one.querySelectorAll("a, button, input, summary")]);
    const focused = before.indexOf(document.activeElement);
    made.classList.add("changed");
    if (old.classList.contains("current")) {
      made.classList.add("current");
      after[0]?.setAttribute("aria-current", "true");
    }
    before.forEach((one, i) => { if (one.checked && after[i]) after[i].checked = true; });
    old.replaceWith(made);
    after[focused]?.focus({ preventScroll: true });
    made.dispatchEvent(new CustomEvent("swapped", { bubbles: true }));
  }
  document.addEventListener("visibilitychange", refresh);

  function changed({ id, version, number }) {
    if (number <= at) return;
    at = number;
    if (watched?.dataset.watch === id && version > Number(watched.dataset.version) && watched.hidden) {
      watched.hidden = false;
      say(watched.textContent);
    }
    if (news && id.startsWith("m-")) {
      due.add(id);
      refresh();
    }
  }

  let hold = null; // what the leader told last, for tabs that were opening then
  const told = {
    hello: ({ number }) => {
      if (!hold) return;
      if (number < hold.from) channel.postMessage({ kind: "reset" });
      for (const change of hold.changes) if (change.number > number) channel.postMessage(change);
      channel.postMessage({ kind: "beat" });
    },
    change: (message) => { changed(message); alive(); },
    beat: () => alive(),
    lost: () => { if (state !== "stale") tell("reconnecting"); },
    end: () => tell("stale"),
    reset: () => { if (news) count(news.dataset.all); },
  };
  function alive() {
    heard = Date.now();
    if (failed) refresh().then(() => { if (!failed) tell("live"); });
    else tell("live");
  }
  const hear = (message) => told[message.kind](message);
  channel.onmessage = ({ data }) => hear(data);
  const pass = (message) => { channel.postMessage(message); hear(message); };

  function lead() {
    return new Promise((done) => {
      hold = { from: at, changes: [] };
      const source = new EventSource(`/events?after=${at}`);
      source.onmessage = ({ data, lastEventId }) => {
        const change = { kind: "change", number: Number(lastEventId), ...JSON.parse(data) };
        if (hold.changes.push(change) > HELD) hold.from = hold.changes.shift().number;
        pass(change);
      };
      for (const kind of ["beat", "reset"]) source.addEventListener(kind, () => pass({ kind }));
      const end = () => {
        source.close();
        hold = null;
        pass({ kind: "end" });
        done();
      };
      source.addEventListener("end", end);
      source.onerror = () => { if (source.readyState === EventSource.CLOSED) end(); else pass({ kind: "lost" }); };
    });
  }
  channel.postMessage({ kind: "hello", number: at });
  if (navigator.locks) navigator.locks.request(NAME, lead).catch(() => {});
  else lead();
}
