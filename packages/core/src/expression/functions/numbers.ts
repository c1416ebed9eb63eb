import type { FeelValue } from "../value.ts";
import type { FunctionTable } from "./function.ts";

export const numbers: FunctionTable = {
  number: {
    params: ["from", "grouping separator?", "decimal separator?"],
    apply: ([from, grouping = null, decimal = null]) => {
      if (typeof from === "number") return from;
      if (typeof from !== "string" || (grouping === decimal && grouping !== null)) return null;
      const plain = (typeof grouping === "string" && grouping !== "" ? from.replaceAll(grouping, "") : from).replace(
        typeof decimal === "string" && decimal !== "" ? decimal : ".",
        ".",
      );
      return numberOf(plain);
    },
  },
  decimal: { params: ["n", "scale"], apply: ([n = null, scale = null]) => rounded(n, scale, halfEven) },
  floor: { params: ["n", "scale?"], apply: ([n = null, scale = 0]) => rounded(n, scale, Math.floor) },
  ceiling: { params: ["n", "scale?"], apply: ([n = null, scale = 0]) => rounded(n, scale, Math.ceil) },
  "round up": {
    params: ["n", "scale?"],
    apply: ([n = null, scale = 0]) => rounded(n, scale, (x) => Math.sign(x) * Math.ceil(Math.abs(x))),
  },
  "round down": { params: ["n", "scale?"], apply: ([n = null, scale = 0]) => rounded(n, scale, Math.trunc) },
  "round half up": {
    params: ["n", "scale?"],
    apply: ([n = null, scale = 0]) => rounded(n, scale, (x) => Math.sign(x) * Math.round(Math.abs(x))),
  },
  "round half down": {
    params: ["n", "scale?"],
    apply: ([n = null, scale = 0]) => rounded(n, scale, (x) => Math.sign(x) * Math.ceil(Math.abs(x) - 0.5)),
  },
  modulo: {
    params: ["dividend", "divisor"],
    apply: ([a, b], { budget }) =>
      typeof a !== "number" || typeof b !== "number"
        ? null
        : b === 0
          ? budget.note("expression.divisionByZero", "it divides by zero.")
          : tidy(a - b * Math.floor(a / b)),
  },
  sqrt: { params: ["number"], apply: ([n]) => (typeof n === "number" && n >= 0 ? Math.sqrt(n) : null) },
  log: { params: ["number"], apply: ([n]) => (typeof n === "number" && n > 0 ? Math.log(n) : null) },
  exp: { params: ["number"], apply: ([n]) => (typeof n === "number" ? finite(Math.exp(n)) : null) },
  odd: { params: ["number"], apply: ([n]) => (typeof n === "number" ? Math.abs(n % 2) === 1 : null) },
  even: { params: ["number"], apply: ([n]) => (typeof n === "number" ? n % 2 === 0 : null) },
};

/** What a numeral stands for; null if it is none. */
export function numberOf(text: string): number | null {
  return /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(text) ? finite(Number(text)) : null;
}

/** 0.1 + 0.2 is 0.3: what binary fractions add at the sixteenth digit is not part of the result. */
export function tidy(n: number): number {
  return Number.isInteger(n) || !Number.isFinite(n) ? n : Number(n.toPrecision(15));
}

/** FEEL has no NaN and no infinity: they are null. */
export function finite(n: number): number | null {
  return Number.isFinite(n) ? n : null;
}

function rounded(n: FeelValue, scale: FeelValue, round: (x: number) => number): FeelValue {
  if (typeof n !== "number" || typeof scale !== "number" || !Number.isInteger(scale) || Math.abs(scale) > 300) return null;
  // Shifting through the decimal text keeps 1.005 from becoming 1.00499999999999989.
  return finite(shifted(round(shifted(n, scale)), -scale));
}

function shifted(n: number, places: number): number {
  const [digits = "0", exponent = "0"] = n.toString().split("e");
  return Number(`${digits}e${Number(exponent) + places}`);
}

function halfEven(x: number): number {
  const below = Math.floor(x);
  if (x - below !== 0.5) return Math.round(x);
  return below % 2 === 0 ? below : below + 1;
}
