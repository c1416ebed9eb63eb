import { type Network } from "./network.ts";

/** Where `minutes` of node `i` end when begun at `start`. With a crew: when its last member is done. */
export function finishFrom(net: Network, i: number, start: number, minutes: number): number {
  const crew = net.crews.size === 0 ? undefined : net.crews.get(i);
  if (!crew) return net.calendars[net.calendar[i]!]!.add(start, minutes);
  let finish = start;
  for (const member of crew) finish = Math.max(finish, net.calendars[member.calendar]!.add(start, share(net, i, member.minutes, minutes)));
  return finish;
}

/** Where `minutes` of node `i` must begin to end at `finish`. With a crew: when its first member must. */
export function startFrom(net: Network, i: number, finish: number, minutes: number): number {
  const crew = net.crews.size === 0 ? undefined : net.crews.get(i);
  if (!crew) return net.calendars[net.calendar[i]!]!.add(finish, -minutes);
  let start = finish;
  for (const member of crew) start = Math.min(start, net.calendars[member.calendar]!.add(finish, -share(net, i, member.minutes, minutes)));
  return start;
}

/** A start moves forward to working time; a milestone may stand at the end of a working period (17:00 stays 17:00). */
export function snapStart(net: Network, i: number, t: number): number {
  const crew = net.crews.size === 0 ? undefined : net.crews.get(i);
  if (crew) return Math.min(...crew.map((member) => net.calendars[member.calendar]!.next(t)));
  const calendar = net.calendars[net.calendar[i]!]!;
  return net.duration[i] === 0 && calendar.touches(t) ? t : calendar.next(t);
}

/** A finish moves back to working time; a milestone may stand at the start of a working period. */
export function snapFinish(net: Network, i: number, t: number): number {
  const crew = net.crews.size === 0 ? undefined : net.crews.get(i);
  if (crew) return Math.max(...crew.map((member) => net.calendars[member.calendar]!.prev(t)));
  const calendar = net.calendars[net.calendar[i]!]!;
  return net.duration[i] === 0 && calendar.touches(t) ? t : calendar.prev(t);
}

/** `t` moved by a lag, on the successor's calendar or around the clock. */
export function addLag(net: Network, link: number, t: number, sign: 1 | -1): number {
  const lag = net.links.lag[link]! * sign;
  if (lag === 0) return t;
  return net.links.elapsed[link] ? t + lag : net.calendars[net.calendar[net.links.to[link]!]!]!.add(t, lag);
}

function share(net: Network, i: number, memberMinutes: number, minutes: number): number {
  return minutes === net.duration[i] ? memberMinutes : Math.round((memberMinutes * minutes) / Math.max(1, net.duration[i]!));
}
