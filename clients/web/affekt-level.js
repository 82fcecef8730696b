/** A level that moves at times of the audio clock; a move may begin while another is under way. */

const PIECES = 16;

/** @typedef {"line" | "power"} Shape `power` keeps the sum of two uncorrelated sounds as loud, one rising and one falling */

/** A parameter of Web Audio with a memory of where it goes. */
export class Level {
  #from = 0;
  #to;
  #at = 0;
  #ends = 0;
  /** @type {Shape} */
  #shape = "line";

  /** @param {AudioParam} param @param {number} value where it stands from the beginning on */
  constructor(param, value) {
    this.param = param;
    this.#from = this.#to = value;
    param.setValueAtTime(value, 0);
  }

  /** Where it is at a time of the audio clock, as far as it has been told. @param {number} at */
  value(at) {
    if (at >= this.#ends) return this.#to;
    if (at <= this.#at) return this.#from;
    const share = (at - this.#at) / (this.#ends - this.#at);
    return this.#from + (this.#to - this.#from) * this.#gone(share);
  }

  /** @param {number} share of the time @returns {number} of the way */
  #gone(share) {
    if (this.#shape === "line") return share;
    return this.#to > this.#from ? Math.sin((share * Math.PI) / 2) : 1 - Math.cos((share * Math.PI) / 2);
  }

  /**
   * @param {number} to
   * @param {number} at audio time, not before the one told last
   * @param {number} length in seconds
   * @param {Shape} [shape]
   */
  move(to, at, length, shape = "line") {
    const here = this.value(at);
    this.param.cancelScheduledValues(at);
    if (at < this.#ends) this.param.linearRampToValueAtTime(here, at);
    else this.param.setValueAtTime(here, at);
    this.#from = here;
    this.#to = to;
    this.#at = at;
    this.#ends = at + length;
    this.#shape = shape;
    const pieces = shape === "line" ? 1 : PIECES;
    for (let n = 1; n < pieces && length > 0; n += 1) {
      const then = at + (n * length) / pieces;
      this.param.linearRampToValueAtTime(this.value(then), then);
    }
    if (length > 0) this.param.linearRampToValueAtTime(to, at + length);
    else this.param.setValueAtTime(to, at);
  }
}
