import type { Network } from "../../schedule/index.ts";
import { finishFrom, snapFinish, snapStart, startFrom } from "../../schedule/span.ts";
import type { Bookings } from "./bookings.ts";
import type { Need } from "./needs.ts";

/** Where a task goes on: from one moment to another, in one piece or several. */
export type Fit = { readonly start: number; readonly finish: number; readonly pieces: readonly (readonly [number, number])[] | null };

/** A task moved about more often than this stays where it got to. */
const mostTries = 100_000;

/** Nobody takes work up for less than an hour, unless that ends it. */
const shortestPiece = 60;

/** The first moment from `start` on at which everybody is free until the task is done. */
export function firstFit(net: Network, node: number, start: number, bookings: readonly Bookings[], needs: readonly Need[]): Fit {
  let finish = finishFrom(net, node, start, net.duration[node]!);
  for (let tries = 0; tries < mostTries; tries++) {
    let after = start;
    for (const { person, room } of needs) after = Math.max(after, bookings[person]!.freeAfter(start, Math.max(finish, start + 1), room));
    if (after === start) break;
    start = snapStart(net, node, after);
    finish = finishFrom(net, node, start, net.duration[node]!);
  }
  return { start, finish, pieces: null };
}

/** The last moment before `finish` by which it can be done with everybody free meanwhile. */
export function lastFit(net: Network, node: number, finish: number, bookings: readonly Bookings[], needs: readonly Need[]): Fit {
  let start = startFrom(net, node, finish, net.duration[node]!);
  for (let tries = 0; tries < mostTries; tries++) {
    let before = finish;
    for (const { person, room } of needs)
      before = Math.min(before, bookings[person]!.freeBefore(Math.min(start, finish - 1), finish, room));
    if (before === finish) break;
    finish = snapFinish(net, node, before);
    start = startFrom(net, node, finish, net.duration[node]!);
  }
  return { start, finish, pieces: null };
}

/** Whenever everybody is free from `start` on, until it is done. */
export function piecewiseFit(net: Network, node: number, start: number, bookings: readonly Bookings[], needs: readonly Need[]): Fit {
  const calendar = net.calendars[net.calendar[node]!]!;
  const pieces: [number, number][] = [];
  let left = net.duration[node]!;
  let at = snapStart(net, node, start);
  for (let tries = 0; left > 0 && tries < mostTries; tries++) {
    const free = needs.reduce((moment, { person, room }) => Math.max(moment, bookings[person]!.freeFrom(moment, room)), at);
    if (free !== at) {
      at = snapStart(net, node, free);
      continue;
    }
    const done = calendar.add(at, left);
    const until = needs.reduce((moment, { person, room }) => bookings[person]!.freeBefore(at, moment, room), done);
    const minutes = until === done ? left : calendar.between(at, until);
    if (minutes >= Math.min(left, shortestPiece)) {
      const end = until === done ? done : calendar.add(at, minutes);
      const last = pieces.at(-1);
      if (last && calendar.between(last[1], at) === 0) last[1] = end;
      else pieces.push([at, end]);
      left -= minutes;
    }
    at = snapStart(net, node, until);
  }
  if (left > 0 || pieces.length < 2) return firstFit(net, node, pieces[0]?.[0] ?? start, bookings, needs);
  return { start: pieces[0]![0], finish: pieces.at(-1)![1], pieces };
}
