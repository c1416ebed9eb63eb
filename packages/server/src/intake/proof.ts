import { createHash } from "node:crypto";
import { zeroBits } from "@rondo/core/kernel";
import type { Config } from "../config/index.ts";

/*
 * What is sent in thousands is to cost its sender something: a hash that begins with so many zero bits, found by trial, looked at
 * with one hash here (Dwork and Naor, Pricing via Processing, 1992). Each node goes by what it saw itself.
 */

/** So many in ten minutes are people. */
const usual = 20;
const window = 600_000;
const most = 22;

/** When each form was taken lately, by its id. */
const taken = new Map<string, number[]>();

export function noteTaken(form: string, now: number): void {
  if (taken.size > 10_000) taken.clear();
  taken.set(form, [...lately(form, now), now]);
}

function lately(form: string, now: number): number[] {
  return (taken.get(form) ?? []).filter((at) => Math.abs(now - at) < window).slice(-20_000);
}

/** Bits of the proof that this form asks for now: about 16,000 hashes where it is busy, four times as many for twice as much. */
export function workAsked(setting: Config["formProof"], form: string, now: number): number {
  if (setting === "off") return 0;
  const count = lately(form, now).length;
  const busy = count < usual ? 0 : Math.min(most, 14 + 2 * Math.floor(Math.log2(count / usual)));
  return setting === "always" ? Math.max(14, busy) : busy;
}

/** When no proof will be asked for, if nobody sends it meanwhile: seconds. */
export function secondsToUsual(form: string, now: number): number {
  const times = lately(form, now);
  const last = times[times.length - usual] ?? now;
  return Math.max(1, Math.ceil((last + window - now) / 1_000));
}

export function proves(ticket: string, proof: string | undefined, bits: number): boolean {
  return bits === 0 || (proof !== undefined && zeroBits(createHash("sha256").update(`${ticket}.${proof}`).digest()) >= bits);
}

/** The first proof that does; as a form's page finds it. */
export function proofOf(ticket: string, bits: number): string {
  let number = 0;
  while (!proves(ticket, `${number}`, bits)) number += 1;
  return `${number}`;
}
