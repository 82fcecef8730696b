/** Shortcuts, and the overlay that tells them. */

import { byId, make } from "./dom.js";

/** @typedef {{keys: string[], told: string, act: (event: KeyboardEvent) => void}} Shortcut */

/** Whether what has the focus takes letters itself. @param {EventTarget | null} target */
function writes(target) {
  const { tagName, type } = /** @type {any} */ (target ?? {});
  return tagName === "TEXTAREA" || tagName === "SELECT" || (tagName === "INPUT" && !["range", "checkbox", "radio"].includes(type));
}

/** @param {Shortcut[]} shortcuts */
export function listen(shortcuts) {
  const help = byId("help");
  const open = () => help.showModal();
  const all = [...shortcuts, { keys: ["?"], told: "this overlay", act: open }];
  byId("help-open").addEventListener("click", open);
  const shown = (/** @type {string[]} */ keys) => (keys.length > 3 ? [keys[0], "–", keys[keys.length - 1]] : keys);
  const rows = all.flatMap(({ keys, told }) => [
    make("dt", {}, ...shown(keys).flatMap((key) => (key === "–" ? [" – "] : [make("kbd", {}, key), " "]))),
    make("dd", {}, told)]);
  byId("keys").append(...rows, make("dt", {}, make("kbd", {}, "← ↑ → ↓")),
    make("dd", {}, "on the plane: the feeling, finely with shift; on a fader: its value"),
    make("dt", {}, make("kbd", {}, "Esc")), make("dd", {}, "on the plane: let the feeling go"),
    make("dt", {}, make("kbd", {}, "Del")), make("dd", {}, "on a fader: leave the layer to the music"));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || writes(event.target)) return;
    if (document.querySelector("dialog[open]")) return;
    const found = all.find(({ keys }) => keys.includes(event.key) || keys.includes(event.key.toUpperCase()));
    if (!found) return;
    event.preventDefault();
    // A key that is held down acts once; a section's number may be said again.
    if (!event.repeat || /^\d$/.test(event.key)) found.act(event);
  });
}
