/** What of a log is looked at, as it stands in the address. `shown`: how many of the ways, in percent of what went them; `table`, `steps`: pictures shown as tables. */
export type LogSearch = {
  noise?: number | undefined;
  from?: string | undefined;
  until?: string | undefined;
  variants?: number | undefined;
  attribute?: string | undefined;
  value?: string | undefined;
  through?: string | undefined;
  then?: string | undefined;
  shown?: number | undefined;
  table?: true | undefined;
  steps?: true | undefined;
};

export function logSearch(search: Record<string, unknown>): LogSearch {
  const text = (key: string) => (typeof search[key] === "string" && search[key] !== "" ? { [key]: search[key] } : {});
  const number = (key: string) => (typeof search[key] === "number" && Number.isFinite(search[key]) ? { [key]: search[key] } : {});
  return {
    ...number("noise"),
    ...text("from"),
    ...text("until"),
    ...number("variants"),
    ...text("attribute"),
    ...text("value"),
    ...text("through"),
    ...text("then"),
    ...number("shown"),
    ...(search["table"] === true ? { table: true } : {}),
    ...(search["steps"] === true ? { steps: true } : {}),
  };
}
