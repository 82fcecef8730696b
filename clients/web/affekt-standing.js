/** What a mixer that comes late needs to be told: how things stand, as the fewest decisions that led there. */

/** Which decision another of the same name replaces; others are over when they have sounded. @type {Record<string, (event: any) => string>} */
const NAMES = {
  layer: ({ layer }) => `layer:${layer}`,
  effect: ({ name }) => `effect:${name}`,
  duck: () => "duck",
  control: ({ verb, bus }) => (verb === "volume" ? `volume:${bus}` : { mute: "mute", unmute: "mute" }[verb] ?? "transport"),
};

/** The decisions that still stand: of the section before the newest, too, since that may sound still. */
export class Standing {
  /** @type {Map<string, any>} */
  #mix = new Map();
  /** @type {{section: any, layers: Map<string, any>}[]} */
  #sections = [];

  /** @param {any} event a line of the decision log */
  put(event) {
    if (event.supersedes) this.#sections = this.#sections.filter((one) => one.section.id !== event.supersedes);
    if (event.kind === "section") {
      this.#sections = [...this.#sections.slice(-1), { section: event, layers: new Map() }];
    } else if (event.kind === "layer") {
      this.#sections.findLast((one) => one.section.frame <= event.frame)?.layers.set(event.layer, event);
    } else {
      const name = NAMES[event.kind]?.(event);
      if (name) this.#mix.set(name, event);
    }
  }

  /** Forgets all. */
  clear() {
    this.#mix.clear();
    this.#sections = [];
  }

  /** The decisions, in an order in which they may be played. @returns {any[]} */
  list() {
    return [...this.#sections.flatMap((one) => [one.section, ...one.layers.values()]), ...this.#mix.values()];
  }
}
