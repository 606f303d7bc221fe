// One stream of the server for all tabs of this browser: the tab that holds the lock reads it and passes on what it hears.
// `listen(hear)` gets {topics: {name: count}, back: bool} and {lost: true}. Without locks or channels each tab reads its own.
const login = document.documentElement.dataset.login;
const NAME = `central-live-${login}`;
const WAITS = [500, 2000, 4000, 8000, 15000];
const LOST_AFTER = 5000;
const SILENCE = 40000;
const KEPT = 50;

const channel = login && globalThis.BroadcastChannel ? new BroadcastChannel(NAME) : null;
const hearers = new Set();
const recent = [];
let last = "";
let leads = false;
let wake = null;

export function listen(hear) {
  hearers.add(hear);
}

function hear(message) {
  if (message.last) last = message.last;
  hearers.forEach((one) => one(message));
}

function tell(message) {
  recent.push({ at: Date.now(), message });
  if (recent.length > KEPT) recent.shift();
  channel?.postMessage(message);
  hear(message);
}

// A tab that has just been opened asks for what was told since it was asked of the server.
channel?.addEventListener("message", ({ data }) => {
  if (!data.since) return void hear(data);
  if (leads) recent.filter(({ at, message }) => at >= data.since && message.topics).forEach(({ message }) => channel.postMessage(message));
});

function take(block, state) {
  let text = "";
  for (const line of block.split("\n")) {
    if (line.startsWith("id: ")) last = line.slice(4);
    else if (line.startsWith("data: ")) text = line.slice(6);
  }
  if (!text) return;
  const { topics } = JSON.parse(text);
  const back = state.lost || state.again;
  state.lost = false;
  state.again = false;
  if (back || Object.keys(topics).length) tell({ topics, back, last });
}

// Reads until the stream ends; answers its status. A stream that is silent too long is taken for lost.
async function read(state) {
  const control = new AbortController();
  let timer = setTimeout(() => control.abort(), SILENCE);
  const age = Math.min(600, Math.ceil((Date.now() - performance.timeOrigin) / 1000));
  const headers = last ? { "Last-Event-ID": last } : {};
  try {
    const response = await fetch(`/events/?age=${age}`, { headers, signal: control.signal, cache: "no-store", credentials: "same-origin" });
    if (!response.ok) return response.status;
    state.tries = 0;
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let rest = "", part = await reader.read(); !part.done; part = await reader.read()) {
      clearTimeout(timer);
      timer = setTimeout(() => control.abort(), SILENCE);
      clearTimeout(state.alarm);
      state.alarm = 0;
      const blocks = (rest + part.value).split("\n\n");
      rest = blocks.pop();
      blocks.forEach((block) => take(block, state));
    }
    return 200;
  } catch {
    return 0;
  } finally {
    clearTimeout(timer);
  }
}

function pause(milliseconds) {
  return new Promise((resolve) => {
    wake = resolve;
    if (milliseconds) setTimeout(resolve, milliseconds);
  });
}

// Signed out is no lost connection: nothing is read until somebody signs in again.
async function lead() {
  leads = true;
  const state = { tries: 0, lost: false, again: false, alarm: 0 };
  for (;;) {
    const status = await read(state);
    state.again = true;
    if (status === 401) {
      clearTimeout(state.alarm);
      state.alarm = 0;
      await pause(0);
      continue;
    }
    state.alarm ||= setTimeout(() => {
      state.lost = true;
      tell({ lost: true });
    }, LOST_AFTER);
    const wait = WAITS[Math.min(state.tries, WAITS.length - 1)];
    state.tries += 1;
    await pause(wait * (0.75 + Math.random() / 2));
  }
}

export function again() {
  wake?.();
}

addEventListener("online", again);

if (login) {
  channel?.postMessage({ since: performance.timeOrigin });
  if (channel && navigator.locks) navigator.locks.request(NAME, lead);
  else lead();
}
