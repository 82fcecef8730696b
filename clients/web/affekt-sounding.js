/** Decisions that wait until they are heard: each is told under a name of its own when the playhead reaches its frame. */

/** @typedef {{frame: number}} Playhead whose `frame` is the session frame that is audible now; below 0 where none is */

const TURN_MS = 8;

/** How a decision is told: its name, and what goes with it. @type {Record<string, (event: any) => [string, object]>} */
const TOLD = {
  beat: ({ bar, beat, bpm, metre }) => ["beat_sounded", { bar, beat: Math.round(beat), bpm, metre }],
  section: (event) => ["section_changed", { section: event.section, event }],
  layer: ({ layer, gain_db, fade_beats, take }) => ["layer_changed", { layer, gain_db, fade_beats, take }],
  tempo: ({ bpm, ramp_beats }) => ["tempo_changed", { bpm, ramp_beats }],
  key: ({ tonic, mode }) => ["key_changed", { tonic, mode }],
  chord: ({ chord, scale }) => ["chord_changed", { chord, scale }],
  note: ({ voice, pitch, velocity, beats }) => ["note_sounded", { voice, pitch, velocity, beats }],
  stinger: ({ name, take }) => ["stinger_sounded", { stinger: name, take }],
  marker: ({ name }) => ["marker_reached", { marker: name }],
  duck: ({ db }) => ["ducked", { db }],
  affect: (event) => ["affect_changed", event],
  intent: (event) => ["intent_changed", event],
  effect: ({ name, value }) => ["effect_changed", { name, value }],
  control: (event) => ["controlled", event],
};

/** A queue of decisions between when they come and when they sound. */
export class Sounding {
  /** @type {any[]} in the order of their frames */
  #waiting = [];
  #timer = 0;
  #tell;
  #now;

  /**
   * @param {(kind: string, told: object) => void} tell
   * @param {() => number} now the session frame that is heard now
   */
  constructor(tell, now) {
    this.#tell = tell;
    this.#now = now;
  }

  /** How many wait. */
  get waiting() {
    return this.#waiting.length;
  }

  /** @param {any} event a line of the decision log */
  put(event) {
    if (event.supersedes) this.#waiting = this.#waiting.filter((one) => one.id !== event.supersedes);
    let place = this.#waiting.length;
    while (place > 0 && this.#waiting[place - 1].frame > event.frame) place -= 1;
    this.#waiting.splice(place, 0, event);
    // What was committed for later comes again, with a time of its own, after the music goes on.
    if (event.kind === "control" && ["pause", "stop", "stopped"].includes(event.verb)) this.#waiting.length = this.#waiting.indexOf(event) + 1;
    this.#look();
  }

  /** Forgets all, as where the session has gone. */
  clear() {
    this.#waiting = [];
  }

  /** Tells what has been reached by now. */
  turn() {
    const now = this.#now();
    while (this.#waiting.length && this.#waiting[0].frame <= now) {
      const event = this.#waiting.shift();
      const told = TOLD[event.kind];
      if (!told) continue;
      this.#tell(...told(event));
      if (event.kind === "beat" && Math.round(event.beat) === 1) {
        this.#tell("bar_sounded", { bar: event.bar, section_bar: event.section_bar });
      }
    }
  }

  #look() {
    if (this.#timer || !this.#waiting.length) return;
    this.#timer = setTimeout(() => {
      this.#timer = 0;
      this.turn();
      this.#look();
    }, TURN_MS);
  }
}
