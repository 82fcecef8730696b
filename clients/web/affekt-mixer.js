/**
 * Commanded mode in a browser: a set's recordings on Web Audio, at the times and levels that are decided.
 *
 * Every recording is started at an exact time of the audio clock, so layers lie on one another to the sample. Recordings play
 * as they are: the session is asked to keep each section's tempo and key.
 */

import { RATE } from "./affekt-clock.js";
import { Level } from "./affekt-level.js";
import { beatsToFrames } from "./affekt-recordings.js";
import { Playing } from "./affekt-playing.js";

const SILENT_DB = -96;
const TURN_MS = 25;
const SMOOTH_S = 0.02;
const DECLICK_S = 0.005;
/** Session and audio clock may part by so much before a new section mends it. */
const PARTED_S = 0.03;
const STING_SHARE = 0.6;
const STING = { attack: 0.05, release: 0.5 };
const DUCK = { attack: 0.08, release: 0.8 };

/** @param {number} db */
const gain = (db) => (db <= SILENT_DB ? 0 : 10 ** (db / 20));

/** A set on Web Audio. */
export class Mixer {
  /** @type {Playing[]} sections that sound or are about to, in the order of their beginnings */
  #playing = [];
  /** @type {number | null} audio time of session frame 0 */
  #anchor = null;
  #timer = 0;
  #pausedAt = -1;

  /**
   * @param {{on: Function, frameNow: () => number, param?: Function, standing?: any, playhead: any}} source an Affekt or a Baked
   * @param {import("./affekt-recordings.js").Recordings} recordings made with the same context
   * @param {BaseAudioContext} context of this mixer alone: a pause suspends it
   */
  constructor(source, recordings, context) {
    this.source = source;
    this.recordings = recordings;
    this.context = context;
    /** What could not be played as decided: late beginnings, recordings that are not there. */
    this.counts = { late: 0, missing: 0 };
    /** @type {Record<string, AudioNode>} */
    this.buses = {};
    /** @type {Record<string, Level>} */
    this.levels = {};
    for (const name of ["music", "duck", "stingers", "master", "mute"]) {
      const node = context.createGain();
      this.buses[name] = node;
      this.levels[name] = new Level(node.gain, 1);
    }
    for (const [name, hertz] of [["lowpass", 20000], ["highpass", 10]]) {
      const node = context.createBiquadFilter();
      node.type = /** @type {BiquadFilterType} */ (name);
      this.buses[name] = node;
      this.levels[name] = new Level(node.frequency, Number(hertz));
    }
    const { music, duck, stingers, master, lowpass, highpass, mute } = this.buses;
    music.connect(duck).connect(master);
    stingers.connect(master);
    master.connect(lowpass).connect(highpass).connect(mute).connect(context.destination);
    const recorded = () => source.param?.({ tempo: "recorded", key: "recorded" });
    this.leaves = [
      source.on("decision", (event) => this.put(event)),
      source.on("snapshot", (state) => this.resume(state)),
      source.on("welcome", recorded),
    ];
    recorded();
    source.playhead = this;
    for (const event of source.standing?.list() ?? []) this.put(event);
    this.#timer = setInterval(() => this.advance(context.currentTime + 0.1), TURN_MS);
  }

  /** The session frame that leaves the loudspeaker now; -1 before the first section. */
  get frame() {
    if (this.#anchor === null || !this.#playing.length) return -1;
    if (this.#pausedAt >= 0) return this.#pausedAt;
    const late = /** @type {AudioContext} */ (this.context).outputLatency ?? 0;
    return (this.context.currentTime - late - this.#anchor) * RATE;
  }

  /** Ends it. */
  close() {
    clearInterval(this.#timer);
    for (const leave of this.leaves.splice(0)) leave?.();
    for (const one of this.#playing) one.end(this.context.currentTime, 0.03);
    if (this.source.playhead === this) this.source.playhead = null;
  }

  /** Audio time of a session frame. @param {number} frame */
  #at(frame) {
    if (this.#anchor === null) this.#anchor = this.context.currentTime - this.source.frameNow() / RATE;
    return this.#anchor + frame / RATE;
  }

  /** The section that sounds at a frame. @param {number} frame */
  #sounds(frame) {
    return this.#playing.findLast((one) => one.frame <= frame);
  }

  /** Starts what begins before a time of the audio clock, and forgets what is over. @param {number} until */
  advance(until) {
    for (const one of this.#playing) one.advance(until);
    const now = this.context.currentTime;
    this.#playing = this.#playing.filter((one, n) => n === this.#playing.length - 1 || !one.isOver(now));
  }

  /** Plays a decision. @param {any} event a line of the decision log */
  put(event) {
    if (event.supersedes) this.#withdraw(event.supersedes);
    switch (event.kind) {
      case "section":
        return this.#section(event);
      case "layer":
        return this.#layer(event);
      case "stinger":
        return this.#stinger(event);
      case "duck":
        return this.#duck(event);
      case "effect":
        return this.#effect(event);
      case "control":
        return this.#control(event);
    }
  }

  /** @param {number} id */
  #withdraw(id) {
    const [gone] = this.#playing.filter((one) => one.id === id);
    gone?.end(this.context.currentTime, DECLICK_S);
    this.#playing = this.#playing.filter((one) => one !== gone);
  }

  /** @param {any} event */
  #section(event) {
    const section = this.recordings.set.sections[event.section];
    if (!section) return;
    const before = this.#sounds(event.frame);
    if (!before) this.#anchor = null;
    const drift = this.context.currentTime - this.source.frameNow() / RATE - (this.#anchor ?? 0);
    if (this.#anchor !== null && Math.abs(drift) > PARTED_S) this.#anchor += drift;
    const at = this.#at(event.frame);
    const fade = beatsToFrames(section, event.fade_beats) / RATE;
    const rise = before && (event.fade === "in" || event.fade === "cross") ? fade : 0;
    const coming = new Playing(this, event, section, at, rise);
    this.#playing.push(coming);
    this.#playing.sort((a, b) => a.frame - b.frame);
    if (before) this.#leave(before, event, at, fade);
    this.recordings.prepare(event.section);
  }

  /** @param {Playing} before @param {any} event @param {number} at @param {number} fade in seconds */
  #leave(before, event, at, fade) {
    const ends = event.from_time === "end" || before.isAtEnd(at);
    if (event.fade === "disabled" || event.fade === "in") return ends ? before.ring(at) : before.end(at, DECLICK_S);
    if (event.fade === "out" && event.from_time !== "end") {
      const room = Math.min(fade, at - this.context.currentTime);
      if (room >= DECLICK_S) return before.end(at - room, room);
    }
    return before.end(at, Math.max(fade, DECLICK_S));
  }

  /** @param {any} event */
  #layer(event) {
    const one = this.#sounds(event.frame);
    if (!one) return;
    const length = beatsToFrames(one.section, event.fade_beats) / RATE;
    one.layer(event.layer, gain(event.gain_db), this.#at(event.frame), length, event.take ?? "");
  }

  /** @param {any} event */
  #stinger(event) {
    const { set } = this.recordings;
    const stinger = set.stingers[event.name];
    const buffer = stinger && this.recordings.take(stinger.takes, event.take);
    if (!buffer) {
      this.counts.missing += 1;
      return;
    }
    const take = stinger.takes.find((one) => one.name === event.take) ?? stinger.takes[0];
    const pickup = (take.pickup_beats * 60) / stinger.tempo;
    const here = this.#sounds(event.frame)?.section.loudness_lufs;
    const loudest = Math.max(...Object.values(set.sections).map((one) => one.loudness_lufs ?? -Infinity));
    const softer = here === undefined || here === null ? 0 : STING_SHARE * (here - loudest);
    const node = this.context.createBufferSource();
    const level = this.context.createGain();
    node.buffer = buffer;
    level.gain.value = gain(stinger.gain_db + softer);
    node.connect(level).connect(this.buses.stingers);
    const wanted = this.#at(event.frame) - pickup;
    const start = Math.max(wanted, this.context.currentTime);
    node.start(start, Math.max(start - wanted, 0));
  }

  /** @param {any} event */
  #duck(event) {
    const { attack, release } = event.why?.rule === "stinger.duck" ? STING : DUCK;
    this.levels.duck.move(gain(event.db), this.#at(event.frame), event.db < 0 ? attack : release);
  }

  /** @param {any} event */
  #effect(event) {
    if (!event.name.endsWith("pass")) return;
    const one = this.#sounds(event.frame);
    const length = one ? beatsToFrames(one.section, event.fade_beats ?? 0) / RATE : 0;
    const hertz = Math.min(Math.max(event.value, 10), 20000);
    this.levels[event.name]?.move(hertz, this.#at(event.frame), Math.max(length, SMOOTH_S));
  }

  /** @param {any} event */
  #control(event) {
    const at = this.#at(event.frame);
    switch (event.verb) {
      case "pause":
        this.#forget(event.frame);
        return this.#then(at, () => this.#pause(event.frame));
      case "resume":
        return this.#goOn(event.frame);
      case "stop":
      case "stopped":
        this.#forget(event.frame);
        for (const one of this.#playing) one.end(at, event.fade_s || 0.03);
        return undefined;
      case "mute":
      case "unmute":
        return this.levels.mute.move(event.verb === "mute" ? 0 : 1, at, 0.01);
      case "volume":
        if (!["master", "music", "stingers"].includes(event.bus)) return undefined;
        return this.levels[event.bus].move(gain(event.db), at, Math.max(event.fade_s ?? 0, SMOOTH_S));
    }
    return undefined;
  }

  /** What was to begin later comes again when the music goes on. @param {number} frame */
  #forget(frame) {
    for (const one of this.#playing.filter((each) => each.frame > frame)) one.end(this.context.currentTime, DECLICK_S);
    this.#playing = this.#playing.filter((one) => one.frame <= frame);
  }

  /** @param {number} at @param {() => void} act */
  #then(at, act) {
    setTimeout(act, Math.max((at - this.context.currentTime) * 1000, 0));
  }

  /** @param {number} frame */
  #pause(frame) {
    this.#pausedAt = frame;
    /** @type {AudioContext} */ (this.context).suspend?.();
  }

  /** The audio clock stood still meanwhile; the session's went on. @param {number} frame */
  async #goOn(frame) {
    if (this.#pausedAt < 0 || this.#anchor === null) return;
    this.#anchor -= (frame - this.#pausedAt) / RATE;
    this.#pausedAt = -1;
    await /** @type {AudioContext} */ (this.context).resume?.();
  }

  /** Goes on from what sounds in a session that was joined. @param {any} state as the line `snapshot` tells it */
  resume(state) {
    const now = this.context.currentTime;
    for (const old of this.#playing) old.end(now, 0.05);
    this.#playing = [];
    for (const [bus, db] of Object.entries(state.volumes)) this.levels[bus]?.move(gain(db), now, SMOOTH_S);
    this.levels.duck.move(gain(state.duck_db), now, SMOOTH_S);
    this.levels.mute.move(state.muted ? 0 : 1, now, SMOOTH_S);
    if (!this.recordings.set.sections[state.section] || state.stopped) return;
    this.recordings.prepare(state.section);
    const frame = this.source.frameNow() + RATE / 10;
    const section = this.recordings.set.sections[state.section];
    const event = { id: 0, frame, section: state.section, fade: "in", fade_beats: 0, from_time: "immediate" };
    this.#anchor = null;
    const body = state.body_frame + frame - state.frame;
    const one = new Playing(this, { ...event, body_frame: body }, section, this.#at(frame), 0.05);
    this.#playing.push(one);
    for (const [name, db] of Object.entries(state.layers)) {
      one.layer(name, gain(db), this.#at(frame), 0, state.takes?.[name] ?? "");
    }
  }
}
