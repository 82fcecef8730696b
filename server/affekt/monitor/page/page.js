/** The composer's page: hands what the server tells to the parts of the page, and draws them. */

import { Affekt, Player } from "./affekt.js";
import { Circumplex, tellFeeling } from "./circumplex.js";
import { byId, say, write } from "./dom.js";
import { Game } from "./game.js";
import { listen } from "./help.js";
import { Keep } from "./keep.js";
import { Layers } from "./layers.js";
import { Log } from "./log.js";
import { Loudness } from "./loudness.js";
import { Marks } from "./marks.js";
import { Opening } from "./opening.js";
import { Score } from "./score.js";
import { Timeline, tellPlace } from "./timeline.js";

const WATCH_MS = 50;

/** One session on the page. */
class Page {
  /** @param {import("./affekt-session.js").Options} options @param {Opening} opening */
  constructor(options, opening) {
    this.opening = opening;
    this.affekt = new Affekt(options);
    this.player = new Player(this.affekt);
    this.score = new Score();
    this.log = new Log();
    this.plane = new Circumplex(this.affekt);
    this.game = new Game(this.affekt);
    this.marks = new Marks(this.affekt);
    this.timeline = new Timeline();
    this.layers = new Layers(this.affekt);
    this.loudness = new Loudness();
    this.keep = new Keep(this.affekt, this.player, this.log);
    /** @type {any} */
    this.view = null;
    /** @type {any} */
    this.set = null;
    this.sha256 = "";
    this.shownSection = "";
    this.#hear();
    this.#hands();
    this.affekt.watch(WATCH_MS);
    this.affekt.open();
    const draw = () => {
      requestAnimationFrame(draw);
      this.#draw();
    };
    requestAnimationFrame(draw);
  }

  #hear() {
    const { affekt, score, log } = this;
    affekt.on("connection", (told) => this.#line(told));
    affekt.on("welcome", (welcome) => this.#welcome(welcome));
    affekt.on("decision", (event) => {
      score.hear(event);
      log.hear(event);
    });
    affekt.on("snapshot", (state) => score.join(state));
    affekt.on("view", (view) => {
      this.view = view;
      // A page that nobody sees draws nothing, and still follows.
      if (document.hidden) score.advance(affekt.clock.frame());
      this.layers.hear(view);
      this.loudness.hear(view);
      this.#tellSet(view);
    });
    affekt.on("notice", (notice) => {
      log.hear({ kind: "notice", ...notice });
      if (notice.about === "set") this.#refused(notice.text);
      else say(notice.text, { warn: true });
    });
    affekt.on("anew", ({ joined }) => {
      if (joined) return;
      log.hear({ kind: "notice", reason: "ANEW", about: "the server started anew", text: "The session is opened again, where it was." });
      this.keep.comeBack();
      this.plane.again();
      this.game.again();
    });
  }

  async #welcome(welcome) {
    this.opening.remember(welcome);
    write(byId("session"), welcome.session);
    document.title = `${welcome.session} – Affekt`;
    try {
      const table = await this.affekt.read("/v1/table");
      this.game.lay(await table.json());
      await this.#load(welcome.set, welcome.set_sha256);
    } catch {
      say("The set could not be read; reload the page.", { warn: true });
    }
  }

  /** @param {string} name @param {string} sha256 */
  async #load(name, sha256) {
    if (this.sha256 === sha256) return;
    const answer = await this.affekt.read(`/v1/sets/${name}`);
    if (!answer.ok) throw new Error(await answer.text());
    const edited = this.sha256 !== "" && this.set?.name === name;
    this.sha256 = sha256;
    this.set = await answer.json();
    this.shownSection = "";
    this.marks.lay(this.set);
    this.layers.lay(this.set);
    write(byId("set"), this.set.title || name);
    byId("refused").hidden = true;
    if (edited) {
      log(this, "the set was edited", `It plays as it is on disk now (${sha256.slice(0, 8)}).`);
      say("The edited set plays.");
    }
  }

  /** @param {any} view */
  #tellSet(view) {
    const coming = view.set_coming ? "edited: comes as soon as the music lets it" : view.set_sha256.slice(0, 8);
    write(byId("set-state"), coming);
    byId("set-state").classList.toggle("coming", view.set_coming);
    if (this.sha256 && view.set_sha256 !== this.sha256) {
      this.#load(view.set, view.set_sha256).catch(() => say("The edited set could not be read.", { warn: true }));
    }
  }

  /** @param {string} text */
  #refused(text) {
    const place = byId("refused");
    write(place, text);
    place.hidden = false;
  }

  #line({ state, text, reason, inMs }) {
    byId("line").dataset.state = state;
    const words = { open: "connected", connecting: "connecting…", waiting: `${text}; again in ${(inMs / 1000).toFixed(1)} s` };
    write(byId("line-text"), words[/** @type {keyof typeof words} */ (state)] ?? text);
    if (state === "denied" || state === "closed") {
      this.opening.forget();
      this.opening.show(reason === "BAD_TOKEN" ? `${text}.` : `The session is over: ${text}.`);
    }
  }

  #hands() {
    const { affekt, player } = this;
    const pause = () => affekt.control(this.view?.paused ? "resume" : "pause");
    const hear = async () => {
      try {
        await (player.on ? player.stop() : player.start());
        player.volume(Number(byId("volume").value));
        if (this.keep.tape && !player.on) affekt.listen();
      } catch (error) {
        say(`The page cannot sound: ${/** @type {Error} */ (error).message}.`, { warn: true });
      }
    };
    byId("pause").addEventListener("click", pause);
    byId("stop").addEventListener("click", () => affekt.control("stop"));
    byId("listen").addEventListener("click", hear);
    byId("volume").addEventListener("input", () => player.volume(Number(byId("volume").value)));
    byId("line").addEventListener("click", () => affekt.retry());
    document.addEventListener("click", (event) => {
      const keep = byId("keep");
      const chosen = /** @type {Element} */ (event.target).closest("#keep div button");
      if (keep.open && (chosen || !keep.contains(event.target))) keep.open = false;
    });
    const strip = () => document.activeElement?.closest("[data-layer]")?.getAttribute("data-layer");
    const toggle = (/** @type {"mute" | "solo"} */ what) => {
      const name = strip();
      if (name) this.layers.change(name, { [what]: !this.layers.mixer.strip(name)[what] });
    };
    const focus = (/** @type {string} */ panel, /** @type {string} */ id) => {
      show(panel);
      byId(id).focus();
    };
    listen([
      { keys: ["P"], told: "pause, and go on", act: pause },
      { keys: ["L"], told: "listen in the page", act: hear },
      { keys: ["R"], told: "record what is heard", act: () => this.keep.record() },
      { keys: ["1", "2", "3", "4", "5", "6", "7", "8", "9"], told: "go to a section", act: ({ key }) => this.marks.nth(Number(key)) },
      { keys: ["M", "S"], told: "on a strip: mute it, or hear it alone", act: ({ key }) => toggle(key.toUpperCase() === "M" ? "mute" : "solo") },
      { keys: ["F"], told: "to the feeling's plane", act: () => focus("feel", "circumplex") },
      {
        keys: ["E"], told: "find an event", act: () => {
          this.game.show("events");
          focus("feel", "find-event");
        },
      },
      { keys: ["/"], told: "filter the log", act: () => focus("log", "find-why") },
      { keys: ["H"], told: "hold the log still", act: () => this.log.pause() },
    ]);
  }

  #draw() {
    const { affekt, score, player, view } = this;
    const heard = player.on ? player.frame : -1;
    const frame = heard >= 0 ? heard : affekt.clock.frame();
    score.advance(frame);
    const section = view?.stopped ? "" : score.section;
    if (section !== this.shownSection && this.set) {
      this.shownSection = section;
      this.timeline.place(this.set.sections[section]);
      this.plane.place(this.set.sections[section]);
    }
    this.marks.show(section, view?.coming?.section ?? "");
    tellPlace(score, frame, view);
    tellFeeling(score);
    this.timeline.draw(score, frame, view);
    this.plane.draw(score);
    this.layers.draw();
    this.layers.tell(score);
    this.loudness.draw();
    this.loudness.tell();
    this.log.draw();
    this.keep.show();
    write(byId("pause"), view?.paused ? "Go on" : "Pause");
    byId("pause").setAttribute("aria-pressed", String(Boolean(view?.paused)));
    const { sounding, blocks, underruns } = player.heard;
    byId("listen").setAttribute("aria-pressed", String(player.on));
    byId("listen").title = player.on ? `${blocks} blocks, ${underruns} underruns, ${player.heard.heldMs.toFixed(0)} ms held` : "";
    byId("listen").classList.toggle("sounding", sounding && player.on);
  }
}

/** @param {Page} page @param {string} about @param {string} text */
function log(page, about, text) {
  page.log.hear({ kind: "notice", reason: "PAGE", about, text });
}

/** Shows one part of the page, where there is no room for all. @param {string} panel */
function show(panel) {
  document.body.dataset.panel = panel;
  for (const button of byId("panels").children) {
    if (button.dataset.show === panel) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
  }
}

/** Light, dark, or what the machine says. */
function schemes() {
  const root = document.documentElement;
  const put = (/** @type {string | null} */ scheme) => {
    if (scheme) root.dataset.scheme = scheme;
  };
  put(localStorage.getItem("affekt.scheme"));
  byId("scheme").addEventListener("click", () => {
    const light = matchMedia("(prefers-color-scheme: light)").matches;
    const now = root.dataset.scheme ?? (light ? "light" : "dark");
    const other = now === "light" ? "dark" : "light";
    localStorage.setItem("affekt.scheme", other);
    put(other);
  });
}

schemes();
byId("another").addEventListener("click", () => opening.show());
byId("opening").addEventListener("cancel", (/** @type {Event} */ event) => {
  if (page?.affekt.connection !== "open") event.preventDefault();
});
for (const button of byId("panels").children) button.addEventListener("click", () => show(button.dataset.show));

/** @type {Page | null} */
let page = null;
const opening = new Opening((options) => {
  if (page) {
    sessionStorage.setItem("affekt.session", JSON.stringify(options));
    history.replaceState(null, "", location.pathname);
    location.reload();
  } else {
    page = new Page(options, opening);
  }
});
const last = opening.last();
if (last) page = new Page(last, opening);
else opening.show();
