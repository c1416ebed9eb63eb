import type { Field } from "../process/index.ts";

/** What is wrong with a value as an answer of this kind of field. */
export function kindProblem(field: Field, answer: unknown): "wrongType" | "notAChoice" | "tooLong" | null {
  switch (field.kind) {
    case "number":
      return typeof answer === "number" && Number.isFinite(answer) ? null : "wrongType";
    case "money":
      return typeof answer === "number" && Number.isFinite(answer) ? null : "wrongType";
    case "list":
    case "people":
    case "choices":
    case "file":
      if (!Array.isArray(answer) || !answer.every((one) => typeof one === "string" && one.trim() !== "")) return "wrongType";
      if (field.kind === "choices" && !answer.every((one) => (field.choices ?? []).includes(one))) return "notAChoice";
      return answer.length > 10_000 || answer.some((one: string) => one.length > 2_000) ? "tooLong" : null;
    case "table":
      if (!Array.isArray(answer) || !answer.every((row) => isRow(row))) return "wrongType";
      return answer.length > 10_000 ? "tooLong" : null;
    case "yesNo":
      return typeof answer === "boolean" ? null : "wrongType";
    default:
      if (typeof answer !== "string") return "wrongType";
      if (answer.length > (field.kind === "longText" || field.kind === "richText" ? 100_000 : 2_000)) return "tooLong";
      if (field.kind === "choice") return (field.choices ?? []).includes(answer) ? null : "notAChoice";
      return texts[field.kind].test(answer) && (field.kind !== "date" || isDate(answer)) ? null : "wrongType";
  }
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

const texts: Readonly<
  Record<"text" | "longText" | "richText" | "date" | "person" | "email" | "link" | "duration" | "run" | "project", RegExp>
> = {
  duration: /^-?P(?=.)(?:\d{1,6}Y)?(?:\d{1,6}M)?(?:\d{1,6}D)?(?:T(?=.)(?:\d{1,6}H)?(?:\d{1,6}M)?(?:\d{1,6}S)?)?$/,
  text: /^[^\r\n]*$/,
  longText: /^/,
  richText: /^/,
  run: uuid,
  project: uuid,
  date: /^\d{4}-\d{2}-\d{2}$/,
  person: /^\S+$/,
  email: /^[^\s@]+@[^\s@]+$/,
  link: /^https?:\/\/\S+$/i,
};

function isRow(row: unknown): boolean {
  return (
    typeof row === "object" &&
    row !== null &&
    !Array.isArray(row) &&
    Object.values(row).every((cell) => cell === null || ["string", "number", "boolean"].includes(typeof cell)) &&
    Object.keys(row).length <= 100
  );
}

function isDate(text: string): boolean {
  const [year = 0, month = 0, day = 0] = text.split("-").map(Number);
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
}

function daysIn(year: number, month: number): number {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return month === 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
}
