/** A WAV of what is heard: the samples as the server sent them, with silence where some are missing. */

import { RATE } from "./affekt-clock.js";

const LONGEST_HOLE = 10 * RATE;

/** @param {number} bytes of samples */
function header(bytes) {
  const view = new DataView(new ArrayBuffer(44));
  const word = (/** @type {number} */ at, /** @type {string} */ text) =>
    [...text].forEach((letter, n) => view.setUint8(at + n, letter.charCodeAt(0)));
  word(0, "RIFF");
  view.setUint32(4, 36 + bytes, true);
  word(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 2, true);
  view.setUint32(24, RATE, true);
  view.setUint32(28, RATE * 4, true);
  view.setUint16(32, 4, true);
  view.setUint16(34, 16, true);
  word(36, "data");
  view.setUint32(40, bytes, true);
  return view.buffer;
}

/** Takes blocks until it is read. */
export class Tape {
  /** Frames that it takes: half an hour is 346 MB of the browser's memory. */
  static most = 30 * 60 * RATE;

  /** @type {ArrayBuffer[]} */
  #parts = [];
  #expected = -1;

  constructor() {
    this.frames = 0;
    /** Places at which something was missing. */
    this.holes = 0;
  }

  /** @param {import("./affekt-session.js").Block} block in s16 */
  put({ frame, samples }) {
    if (this.full) return;
    if (this.#expected >= 0 && frame !== this.#expected) {
      this.holes += 1;
      const hole = Math.min(Math.max(frame - this.#expected, 0), LONGEST_HOLE);
      this.#parts.push(new ArrayBuffer(hole * 4));
      this.frames += hole;
    }
    this.#parts.push(samples);
    this.frames += samples.byteLength / 4;
    this.#expected = frame + samples.byteLength / 4;
  }

  /** Whether it takes no more. */
  get full() {
    return this.frames >= Tape.most;
  }

  get seconds() {
    return this.frames / RATE;
  }

  /** The file, in parts. @returns {BlobPart[]} */
  file() {
    return [header(this.frames * 4), ...this.#parts];
  }
}
