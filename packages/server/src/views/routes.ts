import { operations } from "@rondo/contract";
import { type Route, inWorkspace } from "../http/index.ts";
import { type RowHomes, changeRows, changeView, createView, removeView, setPin } from "./commands.ts";
import { presentView } from "./present.ts";
import { listRows, readView } from "./queries.ts";
import { listViews, pinView, unpinView } from "./store/views.ts";

export function viewRoutes(homes: RowHomes): Route[] {
  return [
    inWorkspace(operations.listRows, listRows),
    inWorkspace(operations.changeRows, (call) => changeRows(call, homes)),
    inWorkspace(operations.listViews, async ({ tx, actor }) => ({
      items: (await listViews(tx, actor.personId)).map((row) => presentView(actor.personId, row)),
    })),
    inWorkspace(operations.createView, createView),
    inWorkspace(operations.getView, readView),
    inWorkspace(operations.changeView, changeView),
    inWorkspace(operations.deleteView, removeView),
    inWorkspace(operations.pinView, (call) => setPin(call, pinView)),
    inWorkspace(operations.unpinView, (call) => setPin(call, unpinView)),
  ];
}
