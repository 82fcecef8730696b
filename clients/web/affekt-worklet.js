/**
 * The sound card's side of a session: a jitter buffer in an AudioWorklet.
 *
 * It holds a reserve and plays up to half a percent faster or slower, so that two clocks that never agree leave neither a
 * gap nor a heap. What is missing fades out, and in again; what is left out is cross-faded; nothing clicks. The page posts blocks, and is told ten times a
 * second what is held and which session frame is being played.
 */

const SESSION_RATE = 48000;
const TAPS = 16;
const BEFORE = TAPS / 2 - 1;
const PHASES = 256;
const MOST_STEP = 0.005;
const SMOOTH_S = 3;
const BANDWIDTH = 0.08;
const FADE = 128;
/** The longest hole that is filled, so that time goes on. */
const LONGEST_HOLE = 9600;
const LEAST_RESERVE_MS = 10;
const LONGEST_RESERVE_MS = 1000;

/** Bessel I0, for the Kaiser window. @param {number} x */
function bessel(x) {
  let sum = 1;
  let term = 1;
  for (let k = 1; k < 25; k += 1) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}

/** Weights of a Kaiser-windowed sinc, `[phases + 1][taps]` in one array. */
function table() {
  const weights = new Float32Array((PHASES + 1) * TAPS);
  for (let phase = 0; phase <= PHASES; phase += 1) {
    let sum = 0;
    for (let tap = 0; tap < TAPS; tap += 1) {
      const at = tap - BEFORE - phase / PHASES;
      const inside = Math.max(0, 1 - (at / (TAPS / 2)) ** 2);
      const sinc = at === 0 ? 1 : Math.sin(Math.PI * at) / (Math.PI * at);
      const weight = (sinc * bessel(7 * Math.sqrt(inside))) / bessel(7);
      weights[phase * TAPS + tap] = weight;
      sum += weight;
    }
    for (let tap = 0; tap < TAPS; tap += 1) weights[phase * TAPS + tap] /= sum;
  }
  return weights;
}

const WEIGHTS = table();

/** A share that rises from 0 to 1 over a fade. @param {number} n frames since it began */
const rise = (n) => 0.5 - 0.5 * Math.cos((Math.PI * Math.min(n, FADE)) / FADE);

class AffektPlayer extends AudioWorkletProcessor {
  constructor(options) {
    super();
    const ms = Math.min(Math.max(options.processorOptions?.reserveMs ?? 80, LEAST_RESERVE_MS), LONGEST_RESERVE_MS);
    this.reserve = Math.round((ms * SESSION_RATE) / 1000);
    this.most = 4 * this.reserve;
    // Beyond what may be held there is room for a hole, its fade and two blocks.
    const ring = 2 ** Math.ceil(Math.log2(this.most + 2 * LONGEST_HOLE));
    this.mask = ring - 1;
    this.left = new Float32Array(ring);
    this.right = new Float32Array(ring);
    this.counts = { blocks: 0, underruns: 0, overruns: 0, holes: 0 };
    this.start = TAPS;
    this.end = TAPS;
    this.fraction = 0;
    this.expected = -1;
    this.sounding = false;
    /** Frames faded in at the playhead, where sound begins. */
    this.risen = 0;
    /** Frames faded in at the end of what is held, behind a hole. */
    this.born = FADE;
    this.smooth = this.reserve;
    this.drift = 0;
    this.step = 1;
    this.told = 0;
    this.lastLeft = 0;
    this.lastRight = 0;
    this.fallen = FADE;
    this.port.onmessage = ({ data }) => this.put(data);
  }

  get held() {
    return this.end - this.start;
  }

  /** @param {{frame: number, samples: ArrayBuffer}} block interleaved s16 */
  put({ frame, samples }) {
    const pcm = new Int16Array(samples);
    const many = pcm.length / 2;
    this.counts.blocks += 1;
    if (this.expected >= 0 && frame !== this.expected) {
      this.counts.holes += 1;
      this.hole(frame - this.expected);
    }
    for (let n = 0; n < many; n += 1) {
      const at = (this.end + n) & this.mask;
      const scale = (this.born < FADE ? rise(this.born++) : 1) / 32768;
      this.left[at] = scale * pcm[2 * n];
      this.right[at] = scale * pcm[2 * n + 1];
    }
    this.end += many;
    this.expected = frame + many;
    if (this.held > this.most + many) {
      this.counts.overruns += 1;
      this.skip(this.end - this.reserve);
    }
  }

  /**
   * Fades out what is held, fills what is missing, and lets what follows fade in.
   * @param {number} many frames that are missing; below 0 where the session went back
   */
  hole(many) {
    // What the playhead has in hand is not touched; where that leaves too little, the last frame dies away in the hole.
    const from = Math.max(this.end - FADE, this.sounding ? this.start + TAPS : this.start);
    const missing = many > 0 && many <= LONGEST_HOLE ? many : 0;
    const filled = this.sounding ? Math.max(missing, from + FADE - this.end) : 0;
    const last = (this.end - 1) & this.mask;
    const [left, right] = [this.left[last], this.right[last]];
    for (let place = Math.min(from, this.end); place < this.end + filled; place += 1) {
      const at = place & this.mask;
      const share = 1 - rise(Math.max(place - from, 0));
      this.left[at] = share * (place < this.end ? this.left[at] : left);
      this.right[at] = share * (place < this.end ? this.right[at] : right);
    }
    this.end += filled;
    this.born = 0;
  }

  /** Goes on at a later place, across a fade. @param {number} place at least a fade ahead */
  skip(place) {
    for (let n = -TAPS; n < FADE; n += 1) {
      const [from, at] = [(this.start + n) & this.mask, (place + n) & this.mask];
      const share = n < 0 ? 0 : rise(n);
      this.left[at] = (1 - share) * this.left[from] + share * this.left[at];
      this.right[at] = (1 - share) * this.right[from] + share * this.right[at];
    }
    this.start = place;
    this.smooth = this.reserve;
  }

  /** @param {Float32Array[][]} _inputs @param {Float32Array[][]} outputs */
  process(_inputs, outputs) {
    const [left, right] = outputs[0];
    const ratio = SESSION_RATE / sampleRate;
    if (!this.sounding && this.held >= this.reserve + left.length * ratio + TAPS) {
      this.sounding = true;
      this.risen = 0;
      this.smooth = this.held;
    }
    const made = this.sounding ? this.play(left, right, ratio) : 0;
    if (this.sounding && made < left.length) {
      this.counts.underruns += 1;
      this.sounding = false;
      this.fallen = 0;
    }
    this.fall(left, right, made);
    this.told += left.length;
    if (this.told > sampleRate / 10) this.tell();
    return true;
  }

  /** Plays as many frames as there are; returns how many. */
  play(left, right, ratio) {
    const step = this.step * ratio;
    let made = 0;
    for (; made < left.length; made += 1) {
      if (this.held < TAPS / 2 + 1) break;
      const phase = this.fraction * PHASES;
      const row = phase | 0;
      const part = phase - row;
      const base = row * TAPS;
      let l = 0;
      let r = 0;
      for (let tap = 0; tap < TAPS; tap += 1) {
        const weight = WEIGHTS[base + tap] + (WEIGHTS[base + TAPS + tap] - WEIGHTS[base + tap]) * part;
        const at = (this.start - BEFORE + tap) & this.mask;
        l += weight * this.left[at];
        r += weight * this.right[at];
      }
      if (this.risen < FADE) {
        const share = rise(this.risen++);
        l *= share;
        r *= share;
      }
      left[made] = this.lastLeft = l;
      right[made] = this.lastRight = r;
      this.fraction += step;
      const whole = Math.floor(this.fraction);
      this.fraction -= whole;
      this.start += whole;
    }
    this.follow(made / sampleRate);
    return made;
  }

  /** Lets what sounded last die away where nothing follows it. */
  fall(left, right, from) {
    for (let n = from; n < left.length && this.fallen < FADE; n += 1, this.fallen += 1) {
      const share = 1 - rise(this.fallen);
      left[n] = this.lastLeft * share;
      right[n] = this.lastRight * share;
    }
  }

  /** Moves the step by how much is held. @param {number} seconds */
  follow(seconds) {
    this.smooth += (this.held - this.smooth) * (1 - Math.exp(-seconds / SMOOTH_S));
    const wrong = (this.smooth - this.reserve) / SESSION_RATE;
    const drift = this.drift + BANDWIDTH ** 2 * wrong * seconds;
    const step = drift + 2 * BANDWIDTH * wrong;
    if (Math.abs(step) < MOST_STEP) this.drift = drift;
    this.step = 1 + Math.min(Math.max(step, -MOST_STEP), MOST_STEP);
  }

  tell() {
    this.told = 0;
    const heldMs = (this.held * 1000) / SESSION_RATE;
    const frame = this.sounding ? this.expected - this.held : -1;
    this.port.postMessage({ ...this.counts, heldMs, frame, step: this.step, sounding: this.sounding });
  }
}

registerProcessor("affekt-player", AffektPlayer);
