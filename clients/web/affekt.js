/**
 * Affekt in a browser: what a web game imports.
 *
 * @example
 * import { Affekt, Player } from "./affekt.js";
 * const affekt = new Affekt({ url: "http://127.0.0.1:8787", session: "arena", set: "wayfarer" });
 * const player = new Player(affekt);
 * affekt.on("section_changed", ({ section }) => console.log("now:", section));
 * affekt.open();
 * button.onclick = () => player.start();
 * affekt.event("enemy_spotted", 0.6);
 */

export { Baked } from "./affekt-baked.js";
export { RATE } from "./affekt-clock.js";
export { Mixer } from "./affekt-mixer.js";
export { Player } from "./affekt-player.js";
export { Recordings } from "./affekt-recordings.js";
export { Affekt } from "./affekt-session.js";
