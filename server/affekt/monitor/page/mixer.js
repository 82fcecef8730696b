/**
 * Mute, solo and gain of layers. The session knows pins alone (`param layer:NAME`), which stand in its log and its
 * recording; this keeps what they mean, and says which pins to set or free. Nothing here draws or speaks.
 */

export const SILENCE_DB = -96;
/** How long the page's own word counts before what the server tells is believed, in milliseconds. */
const PATIENCE_MS = 1500;

/** @typedef {{gain: number | null, mute: boolean, solo: boolean}} Strip */

/** The strips of a set's layers. */
export class Mixer {
  /** @type {Map<string, Strip>} */
  strips = new Map();
  /** @type {Map<string, number | null>} */
  #asked = new Map();
  #askedAt = -Infinity;

  /** @param {string[]} layers */
  lay(layers) {
    const before = this.strips;
    this.strips = new Map(layers.map((name) => [name, before.get(name) ?? { gain: null, mute: false, solo: false }]));
  }

  /** @param {string} name @returns {Strip} */
  strip(name) {
    return this.strips.get(name) ?? { gain: null, mute: false, solo: false };
  }

  /** Whether any layer sounds alone. */
  get soloing() {
    return [...this.strips.values()].some((one) => one.solo);
  }

  /** What a layer is to be pinned to; null leaves it to the music. @param {string} name */
  wanted(name) {
    const strip = this.strip(name);
    if (strip.mute || (this.soloing && !strip.solo)) return SILENCE_DB;
    return strip.gain;
  }

  /**
   * Changes a strip, and returns the `param` that says so; empty where nothing is to be said.
   * @param {string} name @param {Partial<Strip>} change @param {number} now in milliseconds
   * @returns {Record<string, number | null>}
   */
  change(name, change, now) {
    const before = new Map([...this.strips.keys()].map((one) => [one, this.wanted(one)]));
    this.strips.set(name, { ...this.strip(name), ...change });
    /** @type {Record<string, number | null>} */
    const said = {};
    for (const one of this.strips.keys()) {
      const wanted = this.wanted(one);
      if (wanted !== before.get(one)) {
        said[`layer:${one}`] = wanted;
        this.#asked.set(one, wanted);
      }
    }
    this.#askedAt = now;
    return said;
  }

  /**
   * Takes in what the server says is pinned, by whomever.
   * @param {Record<string, number | string>} pins @param {number} now in milliseconds
   */
  hear(pins, now) {
    for (const name of this.strips.keys()) {
      const found = pins[`layer:${name}`];
      const pinned = typeof found === "number" ? found : null;
      if (pinned === this.wanted(name)) {
        this.#asked.delete(name);
      } else if (!this.#asked.has(name) || now - this.#askedAt > PATIENCE_MS) {
        this.#asked.delete(name);
        const silent = pinned !== null && pinned <= SILENCE_DB;
        const gain = silent ? this.strip(name).gain : pinned;
        // Somebody else's hand: a solo that they undid is over.
        this.strips.set(name, { gain, mute: silent, solo: this.strip(name).solo && !silent });
      }
    }
  }
}
