/** Plays a session's blocks in the page: an AudioContext whose worklet holds the reserve. */

/**
 * @typedef {object} Heard what the worklet tells
 * @property {number} blocks that came
 * @property {number} underruns @property {number} overruns @property {number} holes
 * @property {number} heldMs what is in reserve
 * @property {number} frame the session frame being played, or -1
 * @property {number} step how fast it reads; 1 is as it comes
 * @property {boolean} sounding
 */

/** A session's sound. `start` must be called from a person's gesture: browsers ask for one. */
export class Player {
  /** @type {AudioContext | null} */
  #context = null;
  /** @type {AudioWorkletNode | null} */
  #node = null;
  /** @type {GainNode | null} */
  #gain = null;
  #at = 0;

  /** @param {import("./affekt-session.js").Affekt} affekt @param {{reserveMs?: number, worklet?: string | URL}} [how] `reserveMs` 10 to 1000 */
  constructor(affekt, { reserveMs = 80, worklet = new URL("./affekt-worklet.js", import.meta.url) } = {}) {
    this.affekt = affekt;
    this.reserveMs = reserveMs;
    this.worklet = worklet;
    /** @type {Heard} */
    this.heard = { blocks: 0, underruns: 0, overruns: 0, holes: 0, heldMs: 0, frame: -1, step: 1, sounding: false };
    affekt.on("block", (block) => this.#put(block));
    affekt.playhead = this;
  }

  /** Whether it plays, or is about to. */
  get on() {
    return this.#context !== null;
  }

  /** The session frame that leaves the loudspeaker now; -1 where nothing does. */
  get frame() {
    if (!this.#context || this.heard.frame < 0) return -1;
    const late = this.#context.outputLatency || this.#context.baseLatency || 0;
    return this.heard.frame + ((performance.now() - this.#at) / 1000 - late) * 48000;
  }

  /**
   * Begins to listen.
   * @throws {Error} where the browser has no AudioWorklet, as on pages that are not secure
   */
  async start() {
    if (this.#context) return;
    const context = new AudioContext({ sampleRate: 48000, latencyHint: "interactive" });
    this.#context = context;
    try {
      if (!context.audioWorklet) throw new Error("listening wants https, or a page of this very machine");
      await context.audioWorklet.addModule(this.worklet);
    } catch (error) {
      this.#context = null;
      await context.close();
      throw error;
    }
    const how = { numberOfInputs: 0, outputChannelCount: [2], processorOptions: { reserveMs: this.reserveMs } };
    this.#node = new AudioWorkletNode(context, "affekt-player", how);
    this.#gain = context.createGain();
    this.#node.connect(this.#gain).connect(context.destination);
    this.#node.port.onmessage = ({ data }) => {
      this.heard = data;
      this.#at = performance.now();
    };
    await context.resume();
    this.affekt.listen({ format: "s16", frames: 960 });
  }

  /** Ends it. */
  async stop() {
    const context = this.#context;
    this.#context = this.#node = this.#gain = null;
    this.heard = { ...this.heard, sounding: false, frame: -1, heldMs: 0 };
    this.affekt.unlisten();
    await context?.close();
  }

  /** How loud it is in this page alone, 0 to 1; the session is as it was. @param {number} level */
  volume(level) {
    if (this.#gain && this.#context) this.#gain.gain.setTargetAtTime(level, this.#context.currentTime, 0.01);
  }

  /** @param {import("./affekt-session.js").Block} block */
  #put(block) {
    // The recorder of the page reads the same samples, so they are copied and not handed over.
    this.#node?.port.postMessage({ frame: block.frame, samples: block.samples });
  }
}
