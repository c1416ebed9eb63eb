import { operations } from "@rondo/contract";
import { mustMayIn } from "../access/index.ts";
import { type Route, inWorkspace } from "../http/index.ts";
import { ref } from "../tasks/index.ts";
import { confirm } from "./commands.ts";
import { listConfirmations } from "./store.ts";

export const confirmationRoutes: Route[] = [
  inWorkspace(operations.confirmProcess, confirm),
  inWorkspace(operations.listConfirmations, async ({ tx, actor, params }) => {
    await mustMayIn(tx, actor, "process", params.p, "process.read");
    return {
      items: (await listConfirmations(tx, params.p)).map((row) => ({
        id: row.confirmation_id,
        revision: row.revision,
        note: row.note,
        at: row.confirmed_at,
        by: ref(row.confirmed_by, row.confirmer_name),
      })),
    };
  }),
];
