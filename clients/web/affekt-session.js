/**
 * Affekt in a browser: one conversation with a server, over a WebSocket and in JSON lines.
 *
 * It says what a game says, hands on what is decided, keeps the session's clock, and takes the conversation up again when
 * the line breaks or the server starts anew.
 */

import { SessionClock } from "./affekt-clock.js";
import { Source } from "./affekt-source.js";

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 5000;
const PING_MS = 4000;
/** A server that has said nothing for so long is gone, whatever the line says. */
const SILENT_MS = 12000;
const HEADER_BYTES = 16;
/** Refusals that pass by themselves. */
const BUSY = ["TOO_MANY", "TOO_FAST", "INTERNAL"];
/** Why a session ends that is opened again as soon as there is a server. */
const STOPS = "the server stops";

/**
 * @typedef {object} Options
 * @property {string} [url] the server, such as `http://127.0.0.1:8787`; the page's own where absent
 * @property {string} [session] the session's name; the server invents one where absent
 * @property {string} [set] the set of a new session; the server's own choice where absent
 * @property {number} [seed] of every random draw of a new session
 * @property {string} [token] the server's, where it asks for one
 * @property {string} [sessionToken] of a session that is open, to join it
 * @property {boolean} [join] join an open session by its name, on the server's own machine
 */

/**
 * @typedef {object} Block a piece of sound
 * @property {number} frame session frame of its first sample
 * @property {number} sequence counts blocks, those that were dropped too
 * @property {boolean} broken something is missing before it
 * @property {ArrayBuffer} samples interleaved stereo as asked for
 */

/** @typedef {"connecting" | "open" | "waiting" | "closed" | "denied"} State */

/**
 * A session, conducted from a page.
 *
 * Tells: `connection` ({state, text, inMs}), `welcome`, `decision` (a line of the decision log), `view`, `snapshot` (what sounds,
 * after joining), `saved` ({name, snapshot}), `notice` ({reason, text, about}), `ended` ({why}), `block` (a {@link Block}),
 * `anew` (the session had gone and was opened again; `joined` where somebody else had opened it). When they are heard, decisions are told once more, each by its name:
 * `beat_sounded`, `bar_sounded`, `section_changed`, `layer_changed`, `tempo_changed`, `key_changed`, `chord_changed`,
 * `note_sounded`, `stinger_sounded`, `marker_reached`, `ducked`, `affect_changed`, `intent_changed`.
 */
export class Affekt extends Source {
  /** @type {WebSocket | null} */
  #socket = null;
  #wanted = false;
  #wait = FIRST_WAIT_MS;
  #timer = 0;
  #pinging = 0;
  #pings = new Map();
  #pingId = 0;
  /** @type {Options} */
  #options;
  #sessionToken = "";
  #lastSeq = -1;
  #lastError = { reason: "", text: "" };
  #knewIt = false;
  #welcomed = false;
  #newest = 0;
  /** @type {{format: "s16" | "f32", frames: 480 | 960, layout: string} | null} */
  #listening = null;
  #watchMs = 0;
  #heardAt = 0;

  /** @param {Options} [options] */
  constructor(options = {}) {
    super();
    this.#options = options;
    this.#sessionToken = options.sessionToken ?? "";
    this.clock = new SessionClock();
    /** How many messages could not be read. */
    this.damaged = 0;
    /** @type {State} */
    this.connection = "closed";
    /** @type {any} the last Welcome */
    this.welcome = null;
  }

  /** The session's name. */
  get session() {
    return this.welcome?.session ?? this.#options.session ?? "";
  }

  /** The session's own token, once it is open. */
  get sessionToken() {
    return this.#sessionToken;
  }

  /** The server's address for plain requests. */
  get base() {
    return new URL(this.#options.url ?? location.href);
  }

  /** The session frame now, whether or not it is heard. */
  frameNow() {
    return this.clock.frame();
  }

  /** Begins, and keeps at it until `close`. */
  open() {
    if (this.#wanted) return;
    this.#wanted = true;
    this.#connect();
  }

  /** Leaves; the session waits 30 s for somebody else. */
  close() {
    this.#wanted = false;
    clearTimeout(this.#timer);
    this.#socket?.close(1000);
    this.#become("closed", "left");
  }

  /** Tries again at once, while it waits. */
  retry() {
    if (this.connection === "waiting") this.#connect();
  }

  /**
   * Reads something over HTTP, with what tokens there are.
   * @param {string} path such as `/v1/table`
   * @returns {Promise<Response>}
   */
  read(path) {
    /** @type {Record<string, string>} */
    const headers = {};
    if (this.#options.token) headers.Authorization = `Bearer ${this.#options.token}`;
    if (this.#sessionToken) headers["Affekt-Session-Token"] = this.#sessionToken;
    return fetch(new URL(path, this.base), { headers, cache: "no-store" });
  }

  /**
   * Says a line as it stands in a session file, without `t`.
   * @param {object} line
   * @returns {boolean} whether it went out; what is said while nobody hears is lost
   */
  say(line) {
    if (this.#socket?.readyState !== WebSocket.OPEN || !this.#welcomed) return false;
    this.#socket.send(JSON.stringify(line));
    return true;
  }

  /**
   * Asks for views; 0 ends them.
   * @param {number} periodMs 50 to 10000
   */
  watch(periodMs) {
    this.#watchMs = periodMs;
    return this.say({ watch: periodMs ? { period_ms: periodMs } : null });
  }

  /**
   * Asks for the sound; it goes on after a broken line.
   * @param {{format?: "s16" | "f32", frames?: 480 | 960, layout?: "stereo" | "quad" | "ambix"}} [how]
   */
  listen({ format = "s16", frames = 960, layout = "stereo" } = {}) {
    this.#listening = { format, frames, layout };
    return this.say({ listen: this.#listening });
  }

  /** Ends the sound. */
  unlisten() {
    this.#listening = null;
    return this.say({ listen: null });
  }

  #connect() {
    clearTimeout(this.#timer);
    this.#become("connecting", "connecting");
    const address = new URL("/v1/ws?json=1", this.base);
    address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(address, "affekt.v1");
    socket.binaryType = "arraybuffer";
    this.#socket = socket;
    this.#welcomed = false;
    socket.onopen = () => socket.send(JSON.stringify(this.#opening()));
    socket.onmessage = ({ data }) => {
      if (socket === this.#socket) this.#hear(data);
    };
    socket.onclose = (closed) => {
      if (socket === this.#socket) this.#closed(closed);
    };
  }

  #opening() {
    const { session, set, seed, token, join } = this.#options;
    /** @type {Record<string, any>} */
    const line = { affekt: 1 };
    if (session) line.session = session;
    if (token) line.token = token;
    if (this.#sessionToken) {
      line.session_token = this.#sessionToken;
      if (this.#lastSeq >= 0) line.last_seq = this.#lastSeq;
    } else if (join) {
      line.join = true;
    } else {
      if (set) line.set = set;
      if (seed !== undefined) line.seed = seed;
    }
    return line;
  }

  /** What cannot be read is counted, and nothing else happens. @param {string | ArrayBuffer} data */
  #hear(data) {
    this.#heardAt = performance.now();
    if (typeof data !== "string") {
      this.#sound(data);
      return;
    }
    let line = null;
    try {
      line = JSON.parse(data);
    } catch {
      line = null;
    }
    if (line === null || typeof line !== "object" || Array.isArray(line)) this.damaged += 1;
    else this.#line(line);
  }

  /** @param {any} line */
  #line(line) {
    if ("kind" in line) {
      if (typeof line.id !== "number" || typeof line.frame !== "number") {
        this.damaged += 1;
        return;
      }
      // After a broken line some are told a second time.
      if (line.id <= this.#newest) return;
      this.#newest = line.id;
      this.decided(line);
    } else if ("view" in line) {
      this.#lastSeq = line.view.seq;
      this.tell("view", line.view);
    } else if ("pong" in line) {
      const sent = this.#pings.get(line.pong.id);
      this.#pings.delete(line.pong.id);
      if (line.pong.seq !== undefined) this.#lastSeq = line.pong.seq;
      if (sent !== undefined) this.clock.hear(sent, performance.now(), line.pong.frame);
    } else if ("welcome" in line) {
      this.#greeted(line.welcome);
    } else if ("error" in line) {
      this.#lastError = line.error;
      if (this.#welcomed) this.tell("notice", line.error);
    } else {
      for (const kind of ["snapshot", "saved", "ended"]) if (kind in line) this.tell(kind, line[kind]);
      if ("ended" in line) this.#ended(line.ended.why);
    }
  }

  /** @param {any} welcome */
  #greeted(welcome) {
    const anew = this.#knewIt && welcome.session_token !== this.welcome?.session_token;
    const joined = Boolean(this.#options.join);
    if (this.welcome?.session_token !== welcome.session_token) {
      this.#newest = 0;
      this.#lastSeq = -1;
    }
    this.welcome = welcome;
    this.#welcomed = this.#knewIt = true;
    this.#sessionToken = welcome.session_token;
    this.#options = { ...this.#options, session: welcome.session, set: welcome.set, join: false };
    this.#wait = FIRST_WAIT_MS;
    this.clock.forget();
    this.#ping();
    for (let n = 1; n < 4; n += 1) setTimeout(() => this.#ask(), 60 * n);
    if (this.#watchMs) this.watch(this.#watchMs);
    if (this.#listening) this.listen(this.#listening);
    this.#become("open", "connected");
    this.tell("welcome", welcome);
    if (anew) this.tell("anew", { ...welcome, joined });
  }

  #ping() {
    clearInterval(this.#pinging);
    this.#pings.clear();
    this.#ask();
    this.#pinging = setInterval(() => this.#ask(), PING_MS);
  }

  #ask() {
    if (performance.now() - this.#heardAt > SILENT_MS) {
      const silent = this.#socket;
      this.#socket = null;
      silent?.close();
      this.#closed({ reason: "" });
      return;
    }
    this.#pingId += 1;
    if (this.say({ ping: this.#pingId })) this.#pings.set(this.#pingId, performance.now());
  }

  /** @param {ArrayBuffer} data */
  #sound(data) {
    if (data.byteLength < HEADER_BYTES) {
      this.damaged += 1;
      return;
    }
    const head = new DataView(data);
    this.tell("block", {
      sequence: head.getUint32(0, true),
      broken: (head.getUint32(4, true) & 1) === 1,
      frame: Number(head.getBigUint64(8, true)),
      samples: data.slice(HEADER_BYTES),
    });
  }

  /** @param {string} why */
  #ended(why) {
    this.#forget();
    if (why === STOPS) return;
    this.#wanted = false;
    this.#become("closed", why);
  }

  #forget() {
    this.#sessionToken = "";
    this.#lastSeq = -1;
    this.#newest = 0;
    this.forgotten();
  }

  /** @param {{reason: string}} closed */
  #closed(closed) {
    clearInterval(this.#pinging);
    const greeted = this.#welcomed;
    this.#welcomed = false;
    if (!this.#wanted) return;
    const { reason, text } = this.#lastError;
    this.#lastError = { reason: "", text: "" };
    if (!greeted && this.#sessionToken && ["UNKNOWN_SESSION", "BAD_TOKEN", "CLOSED"].includes(reason)) {
      this.#forget();
      this.#later(0, "the session has gone; opening it again");
    } else if (!greeted && reason === "SESSION_EXISTS" && !this.#options.join) {
      this.#options = { ...this.#options, join: true };
      this.#later(0, "joining the open session");
    } else if (!greeted && reason === "UNKNOWN_SESSION" && this.#options.join) {
      this.#options = { ...this.#options, join: false };
      this.#later(0, "the session has gone; opening it again");
    } else if (!greeted && reason && !BUSY.includes(reason)) {
      this.#wanted = false;
      this.#become("denied", text || closed.reason || "the server refused", reason);
    } else {
      this.#later(this.#wait * (0.8 + 0.4 * Math.random()), text || "the server does not answer");
      this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT_MS);
    }
  }

  /** @param {number} inMs @param {string} text */
  #later(inMs, text) {
    this.#become("waiting", text, "", inMs);
    this.#timer = setTimeout(() => this.#connect(), inMs);
  }

  /** @param {State} state @param {string} text @param {string} [reason] @param {number} [inMs] */
  #become(state, text, reason = "", inMs = 0) {
    this.connection = state;
    this.tell("connection", { state, text, reason, inMs });
  }
}
