import { X } from "lucide-react";
import { requestIn } from "../../api/index.ts";
import { useText } from "../../messages/index.ts";
import { useMembers } from "../../run/index.ts";
import { useChange, useRead, useWorkspace } from "../../session/index.ts";
import { Combobox, IconButton, Person, Select } from "../../ui/index.ts";
import { processTexts } from "../en.ts";
import type { Process } from "../process.ts";

type SpaceRole = NonNullable<Process["mine"]>;

/** Who has a role of their own here, whatever everyone has. */
export function Shares({ process, disabled }: { process: Process; disabled: boolean }) {
  const t = useText(processTexts);
  const { id: w } = useWorkspace();
  const { choices, names } = useMembers();
  const ask = { params: { p: process.id } };
  const { data } = useRead("GET /processes/:p/shares", ask, { watch: [`process:${process.id}`] });
  const share = useChange({
    call: ({ id, role }: { id: string; role: SpaceRole }) =>
      requestIn(w, "PUT /processes/:p/shares/:m", { params: { p: process.id, m: id }, body: { role } }),
    paint: ({ id, role }, paint) =>
      paint(
        "GET /processes/:p/shares",
        (shown) => ({ items: [...shown.items.filter((one) => one.person.id !== id), { person: { id, name: names.get(id) ?? "" }, role }] }),
        ask,
      ),
    touches: ["process"],
  });
  const unshare = useChange({
    call: ({ id }: { id: string; role: SpaceRole }) => requestIn(w, "DELETE /processes/:p/shares/:m", { params: { p: process.id, m: id } }),
    paint: ({ id }, paint) =>
      paint("GET /processes/:p/shares", (shown) => ({ items: shown.items.filter((one) => one.person.id !== id) }), ask),
    touches: ["process"],
    said: ({ id }) => t("unshared", { who: names.get(id) ?? "" }),
    undo: ({ id, role }) => requestIn(w, "PUT /processes/:p/shares/:m", { params: { p: process.id, m: id }, body: { role } }),
  });
  const items = data?.items ?? [];
  const roles = (["manager", "editor", "contributor", "viewer"] as const).map((role) => ({ value: role, label: t("spaceRole", { role }) }));
  return (
    <div className="flex flex-col gap-2">
      {items.length > 0 ? (
        <ul className="flex flex-col divide-y divide-line/70 border-y border-line/70">
          {items.map(({ person, role }) => (
            <li key={person.id} className="flex min-h-11 items-center gap-3 text-sm">
              <span className="min-w-0 flex-1">
                <Person name={person.name} id={person.id} nobody={t("nobody")} />
              </span>
              <span className="w-36">
                <Select
                  label={t("roleOf", { who: person.name })}
                  disabled={disabled}
                  value={role}
                  onValue={(next) => share.mutate({ id: person.id, role: next })}
                  choices={roles}
                />
              </span>
              {disabled ? null : (
                <IconButton
                  size="small"
                  label={t("takeAway", { who: person.name })}
                  icon={<X size={14} />}
                  onClick={() => unshare.mutate({ id: person.id, role })}
                />
              )}
            </li>
          ))}
        </ul>
      ) : null}
      {disabled ? null : (
        <div className="max-w-72">
          <Combobox
            key={items.length}
            label={t("addPerson")}
            choices={choices.filter((choice) => !items.some((one) => one.person.id === choice.value))}
            value={null}
            placeholder={t("addPerson")}
            onValue={(id) => id && share.mutate({ id, role: "editor" })}
          />
        </div>
      )}
    </div>
  );
}
