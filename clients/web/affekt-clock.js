/** The session's clock in a browser: which frame it is now, learnt from pings. */

/** Frames a second of every session. */
export const RATE = 48000;

/** How many pings are remembered. */
const PINGS_KEPT = 12;

/** Where the session is, from pings: the answer that was fastest on its way is believed. */
export class SessionClock {
  /** @type {{at: number, frame: number, trip: number}[]} */
  #heard = [];

  /**
   * @param {number} sent `performance.now()` when it was asked
   * @param {number} back when it was answered
   * @param {number} frame the session's, in the answer
   */
  hear(sent, back, frame) {
    this.#heard.push({ at: (sent + back) / 2, frame, trip: back - sent });
    if (this.#heard.length > PINGS_KEPT) this.#heard.shift();
  }

  forget() {
    this.#heard = [];
  }

  /** How wrong it may be, in milliseconds. */
  get errorMs() {
    return this.#heard.length ? this.#best.trip / 2 : Infinity;
  }

  get #best() {
    return this.#heard.reduce((best, one) => (one.trip < best.trip ? one : best));
  }

  /**
   * The session's frame now; 0 before the first answer.
   * @param {number} [at] `performance.now()` of the moment that is meant
   */
  frame(at = performance.now()) {
    return this.#heard.length ? this.#best.frame + ((at - this.#best.at) * RATE) / 1000 : 0;
  }
}
