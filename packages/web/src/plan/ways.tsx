import { ChartNoAxesGantt, Table2, UsersRound, Waypoints } from "lucide-react";
import { SegmentedControl, Select } from "../ui/index.ts";
import { type Way, ways } from "./shown.ts";
import type { Words } from "./use-words.ts";

/** The same plan as bars, as a network, as who does what, or as a table. */
export function Ways({ value, onValue, narrow, words: { t } }: { value: Way; onValue: (way: Way) => void; narrow: boolean; words: Words }) {
  const icons = {
    picture: <ChartNoAxesGantt size={14} />,
    network: <Waypoints size={14} />,
    people: <UsersRound size={14} />,
    table: <Table2 size={14} />,
  } as const;
  const choices = ways.map((way) => ({ value: way, label: t(`way_${way}`), icon: icons[way] }));
  return narrow ? (
    <div className="w-32">
      <Select label={t("ways")} value={value} onValue={onValue} choices={choices} />
    </div>
  ) : (
    <SegmentedControl label={t("ways")} value={value} onValue={onValue} choices={choices} />
  );
}
