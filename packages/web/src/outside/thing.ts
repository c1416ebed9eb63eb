import { useRead } from "../session/index.ts";

export type Thing = { readonly kind: "task" | "run" | "project" | "process" | "document"; readonly id: string; readonly title: string };

export const touches = ["outside", "task", "run", "runShare", "project", "process", "document", "invitation"];

/** To whom outside it is shown. */
export function useOutside({ kind, id }: Thing) {
  return useRead("GET /outside/:kind/:id", { params: { kind, id } }, { watch: [`${kind}:${id}`, "outside", "publicLink", "member"] });
}
