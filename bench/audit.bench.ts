// How long an audit of a hundred boards with 20,000 cards takes, from bytes to verdicts: `npx node bench/audit.bench.ts`.
import { audit } from "@rondo/core/sameness";
import { readAny } from "@rondo/formats/any";
import { containersOf } from "@rondo/formats/work";

const steps = [
  "Sign contract",
  "Collect documents",
  "Verify identity",
  "Open account",
  "Name account manager",
  "Welcome call",
  "Train on portal",
  "First feedback",
];
const words = "harbour lantern copper meadow signal velvet anchor cinder marble thistle orchard falcon pebble saddle ribbon".split(" ");

/** Sixty boards are one process (each card a task of its own run of it), forty are of words of their own; 200 cards each with their moves. */
function board(number: number): Uint8Array {
  const lists = ["To do", "Doing", "Done"].map((name, at) => ({ id: `l${at}`, name, pos: at }));
  const cards = Array.from({ length: 200 }, (_, at) => ({
    id: `c${at}`,
    name:
      number < 60
        ? `${steps[at % steps.length]} ${["north", "south", "east"][Math.floor(at / 8) % 3]} ${Math.floor(at / 24)}`
        : `${words[(at * 7 + number) % words.length]} ${words[(at * 3 + number * 5) % words.length]} ${number}x${at} ${String.fromCharCode(97 + (at % 26))}${words[at % 13]}`,
    idList: "l2",
    pos: at,
  }));
  const actions = cards.flatMap((card, at) => [
    {
      id: `a${at}`,
      type: "createCard",
      date: new Date(1.75e12 + at * 3.6e6).toISOString(),
      data: { card: { id: card.id }, list: { id: "l0" } },
    },
    {
      id: `b${at}`,
      type: "updateCard",
      date: new Date(1.75e12 + at * 3.6e6 + 8.64e7).toISOString(),
      data: { card: { id: card.id, idList: "l1" }, old: { idList: "l0" } },
    },
    {
      id: `c${at}`,
      type: "updateCard",
      date: new Date(1.75e12 + at * 3.6e6 + 1.7e8).toISOString(),
      data: { card: { id: card.id, idList: "l2" }, old: { idList: "l1" } },
    },
  ]);
  return new TextEncoder().encode(JSON.stringify({ id: `b${number}`, name: `Board ${number}`, prefs: {}, lists, cards, actions }));
}

const boards = Array.from({ length: 100 }, (_, number) => board(number));
const bytes = boards.reduce((sum, own) => sum + own.length, 0);
const begun = performance.now();
const containers = boards.flatMap((own, at) => containersOf(readAny(own, `${at}.json`), `${at}.json`));
const read = performance.now();
const { families } = audit(containers);
const done = performance.now();
console.log(
  `audit: 100 boards, 20,000 cards, ${(bytes / 1e6).toFixed(1)} MB: read ${((read - begun) / 1000).toFixed(1)} s, compare ${((done - read) / 1000).toFixed(1)} s, together ${((done - begun) / 1000).toFixed(1)} s; largest family ${Math.max(...families.filter((family) => !family.inside).map((family) => family.runs))} boards`,
);
