/** The web client says, hears and reconnects as every other client does: the transcripts of the wires. */

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import test from "node:test";
import { SessionClock } from "../../clients/web/affekt-clock.js";
import { Affekt } from "../../clients/web/affekt-session.js";

const FOLDER = new URL("../../clients/conformance/", import.meta.url);

/** @param {string} name */
function transcript(name) {
  const [header, ...rest] = readFileSync(new URL(name, FOLDER), "utf-8").trim().split("\n").map((one) => JSON.parse(one));
  return { header, rest };
}

/** A line that is in a test's hands, and a clock that stands still. */
class Line {
  static OPEN = 1;
  static opened = [];
  sent = [];
  readyState = 0;

  constructor(address) {
    this.address = address;
    Line.opened.push(this);
  }

  send(text) {
    this.sent.push(JSON.parse(text));
  }

  close() {}

  connect() {
    this.readyState = Line.OPEN;
    this.onopen();
  }

  hear(data) {
    this.onmessage({ data });
  }

  break() {
    this.readyState = 3;
    this.onclose({ reason: "" });
  }
}

/** @type {{act: () => void, ms: number}[]} */
let timers = [];
globalThis.WebSocket = Line;
globalThis.setTimeout = (act, ms) => timers.push({ act, ms }) && timers.length;
globalThis.clearTimeout = () => {};
/** @type {(() => void)[]} */
let turns = [];
globalThis.setInterval = (act) => turns.push(act);
globalThis.clearInterval = () => {};

/** @param {object} asked */
function stand(asked) {
  timers = [];
  turns = [];
  Line.opened = [];
  const affekt = new Affekt({ url: "http://127.0.0.1:8787", ...asked });
  const told = [];
  const NAMES = { welcome: "welcomed", anew: "opened_anew", ended: "ended", decision: "decided" };
  for (const [kind, name] of Object.entries(NAMES)) {
    affekt.on(kind, (what) => told.push(kind === "decision" ? { told: name, id: what.id } : { told: name }));
  }
  affekt.on("connection", ({ state, inMs }) => {
    if (state === "connecting") told.push({ connects: true });
    else if (state === "waiting") told.push({ waits_ms: inMs });
    else if (state !== "open") told.push({ state });
  });
  return { affekt, told };
}

const WELCOME = '{"welcome": {"session": "arena", "session_token": "token", "set": "wayfarer", "frame": 0}}';

test("connection: a server without room is asked again", () => {
  const { affekt, told } = stand({ session: "arena" });
  affekt.open();
  Line.opened[0].connect();
  Line.opened[0].hear('{"error": {"reason": "TOO_MANY", "text": "no room"}}');
  told.length = 0;
  Line.opened[0].break();
  assert.ok(told[0].waits_ms >= 200);
});

test("connection: opening twice opens one line", () => {
  const { affekt } = stand({ session: "arena" });
  affekt.open();
  affekt.open();
  assert.equal(Line.opened.length, 1);
});

test("connection: a server that falls silent is given up, and what it says later passed over", () => {
  const { affekt, told } = stand({ session: "arena" });
  affekt.open();
  Line.opened[0].connect();
  Line.opened[0].hear(WELCOME);
  told.length = 0;
  const now = performance.now;
  performance.now = () => now.call(performance) + 13_000;
  turns.at(-1)();
  performance.now = now;
  assert.ok(told[0].waits_ms >= 200);
  Line.opened[0].hear(WELCOME);
  assert.equal(told.length, 1);
});

const pings = (/** @type {any} */ line) => "ping" in line;

for (const file of readdirSync(new URL("connection/", FOLDER))) {
  const { header, rest } = transcript(`connection/${file}`);
  test(`connection: ${header.title}`, () => {
    const { affekt, told } = stand(header.asked);
    const line = () => Line.opened[Line.opened.length - 1];
    for (const one of rest) {
      if (!one.do) {
        const got = told.shift();
        if (one.gives.waits_ms) {
          const [low, high] = one.gives.waits_ms;
          assert.ok(got?.waits_ms >= low && got.waits_ms <= high, `${JSON.stringify(got)} is not ${low} to ${high}`);
        } else {
          assert.deepEqual(got, one.gives);
        }
        continue;
      }
      assert.deepEqual(told, [], "more was told than the transcript has");
      if (one.do === "open") affekt.open();
      if (one.do === "connected") line().connect();
      if (one.do === "hear") line().hear(JSON.stringify(one.line));
      if (one.do === "breaks") line().break();
      if (one.do === "wait") timers.pop()?.act();
      for (const sent of line()?.sent.splice(0) ?? []) if (!pings(sent)) told.push({ sends: sent });
    }
    assert.deepEqual(told, []);
  });
}

/** A conversation that stands. */
function talking() {
  const { affekt, told } = stand({ session: "arena", set: "wayfarer", seed: 7 });
  affekt.open();
  const [line] = Line.opened;
  line.connect();
  line.hear(WELCOME);
  line.sent.length = told.length = 0;
  return { affekt, line };
}

/** @type {Record<string, string>} */
const CALLS = { free_feeling: "freeFeeling" };

test("said: each call of the vocabulary", () => {
  const { header, rest } = transcript("said/calls.jsonl");
  assert.equal(header.kind, "said");
  const { affekt, line } = talking();
  for (let n = 0; n < rest.length; n += 2) {
    const [asked, { gives }] = [rest[n], rest[n + 1]];
    const call = CALLS[asked.call] ?? asked.call;
    const given = call === "listen" ? [Object.fromEntries(["format", "frames", "layout"].map((k, at) => [k, asked.arguments[at]]))] : asked.arguments;
    affekt[call](...given);
    assert.deepEqual(line.sent.splice(0), [gives.line], asked.call);
  }
});

for (const file of ["heard/json.jsonl", "heard/sound.jsonl"]) {
  const { header, rest } = transcript(file);
  test(`heard: ${header.title}`, () => {
    const { affekt, line } = talking();
    /** @type {any[]} */
    const heard = [];
    affekt.on("decision", (decision) => heard.push({ decision }));
    affekt.on("notice", (error) => heard.push({ error }));
    for (const kind of ["saved", "snapshot", "ended"]) affekt.on(kind, (what) => heard.push({ [kind]: what }));
    affekt.on("block", ({ samples, ...block }) => {
      heard.push({ block: { ...block, samples: Buffer.from(samples).toString("hex") } });
    });
    for (let n = 0; n < rest.length; n += 2) {
      const [came, { gives }] = [rest[n], rest[n + 1]];
      if (came.wire !== "json" || gives.pong) continue;
      const before = affekt.damaged;
      const bytes = came.bytes && Uint8Array.from(Buffer.from(came.bytes, "hex")).buffer;
      line.hear(came.text ?? bytes);
      if (gives.damaged) assert.equal(affekt.damaged, before + 1, came.text);
      else assert.deepEqual(heard.splice(0), [gives]);
      assert.deepEqual(heard, []);
    }
  });
}

test("clock: of the last twelve answers the fastest is believed", () => {
  const clock = new SessionClock();
  for (const one of transcript("clock/pings.jsonl").rest) {
    if (one.do) clock.hear(one.sent_us / 1000, one.back_us / 1000, one.frame);
    else assert.ok(Math.abs(clock.frame(one.gives.frame_at.us / 1000) - one.gives.frame_at.frame) < 0.01);
  }
});
