/** What one takes home: a WAV of what is heard, the decision log, the session file, and snapshots to come back to. */

import { byId, download, say, write } from "./dom.js";
import { Tape } from "./wav.js";

const KEPT_MS = 10_000;

/** A name for a file of this session, with the time of day. @param {string} session @param {string} end */
function named(session, end) {
  const now = new Date();
  const two = (/** @type {number} */ n) => String(n).padStart(2, "0");
  return `${session}-${two(now.getHours())}${two(now.getMinutes())}${two(now.getSeconds())}.${end}`;
}

export class Keep {
  /**
   * @param {import("./affekt-session.js").Affekt} affekt @param {import("./affekt-player.js").Player} player
   * @param {import("./log.js").Log} log
   */
  constructor(affekt, player, log) {
    this.affekt = affekt;
    this.player = player;
    this.log = log;
    /** @type {Tape | null} */
    this.tape = null;
    /** A place to come back to when the server starts anew. */
    this.place = "";
    affekt.on("block", (block) => this.#put(block));
    affekt.on("saved", ({ name, snapshot }) => this.#saved(name, snapshot));
    byId("record").addEventListener("click", () => this.record());
    byId("keep-log").addEventListener("click", () => this.#log());
    byId("keep-session").addEventListener("click", () => this.#session());
    byId("keep-snapshot").addEventListener("click", () => affekt.control({ save: "page" }));
    byId("restore").addEventListener("change", (/** @type {any} */ event) => this.#restore(event.target));
    setInterval(() => this.#remember(), KEPT_MS);
  }

  #put(block) {
    this.tape?.put(block);
    if (this.tape?.full) this.record();
  }

  /** Begins to record what is heard, or ends it and gives the file. */
  async record() {
    if (this.tape) {
      const { tape } = this;
      this.tape = null;
      if (!this.player.on) this.affekt.unlisten();
      download(named(this.affekt.session, "wav"), tape.file(), "audio/wav");
      const kept = `${tape.seconds.toFixed(1)} s are kept${tape.holes ? `, with ${tape.holes} holes` : ""}.`;
      say(tape.full ? `The recording is as long as one may be, and has ended: ${kept}` : kept, { warn: tape.full });
    } else {
      this.tape = new Tape();
      if (!this.player.on) this.affekt.listen({ format: "s16", frames: 960 });
    }
    this.show();
  }

  show() {
    const { tape } = this;
    const button = byId("record");
    button.setAttribute("aria-pressed", String(Boolean(tape)));
    write(button.querySelector("span"), tape ? `Stop ${clock(tape.seconds)}` : "Record");
  }

  #log() {
    const lines = this.log.lines.map((line) => `${line}\n`);
    download(named(this.affekt.session, "decisions.jsonl"), lines, "application/jsonl");
  }

  async #session() {
    const answer = await this.affekt.read(`/v1/sessions/${this.affekt.session}/recording`).catch(() => null);
    if (!answer) say("The server does not answer.", { warn: true });
    else if (answer.ok) download(named(this.affekt.session, "jsonl"), [await answer.blob()], "application/jsonl");
    else say(await answer.text(), { warn: true });
  }

  #saved(name, snapshot) {
    if (name === "page") download(named(this.affekt.session, "snapshot"), [snapshot], "text/plain");
  }

  async #restore(input) {
    const [file] = input.files;
    if (file) this.affekt.control({ restore: (await file.text()).trim() });
    input.value = "";
  }

  /** Asks for a snapshot beside the conversation, so that it stands in no recording. */
  async #remember() {
    if (this.affekt.connection !== "open") return;
    const answer = await this.affekt.read(`/v1/sessions/${this.affekt.session}/snapshot`).catch(() => null);
    if (answer?.ok) this.place = (await answer.json()).snapshot;
  }

  /** Goes back to where the music was, in a session that was opened anew. */
  comeBack() {
    if (this.place) this.affekt.control({ restore: this.place });
  }
}

/** @param {number} seconds */
function clock(seconds) {
  return `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
}
