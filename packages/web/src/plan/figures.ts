import { useMemo } from "react";
import { useText } from "../messages/index.ts";
import { whatIfTexts } from "./what-if.en.ts";
import type { Alternative } from "./what-if.ts";
import type { Words } from "./use-words.ts";

export type Figures = Alternative["figures"]["real"];
type Row = { readonly key: string; readonly name: string; readonly was: string; readonly is: string; readonly worse: boolean };

/** The figures of a plan in words, and of two beside each other. */
export function useFigureWords(currency: string, words: Words) {
  const what = useText(whatIfTexts);
  return useMemo(() => {
    const { format, duration } = words;
    const cells: readonly {
      readonly key: string;
      readonly name: string;
      readonly text: (figures: Figures) => string;
      /** More is worse. */ readonly size: (figures: Figures) => number;
      readonly shown: (figures: Figures) => boolean;
    }[] = [
      {
        key: "critical",
        name: what("critical"),
        text: ({ criticalTasks }) => format.number(criticalTasks),
        size: ({ criticalTasks }) => criticalTasks,
        shown: () => true,
      },
      {
        key: "late",
        name: what("late"),
        text: ({ lateMinutes }) => (lateMinutes === 0 ? what("none") : duration(lateMinutes)),
        size: ({ lateMinutes }) => lateMinutes,
        shown: ({ lateMinutes }) => lateMinutes > 0,
      },
      {
        key: "work",
        name: what("work"),
        text: ({ workMinutes }) => format.work(workMinutes),
        size: ({ workMinutes }) => workMinutes,
        shown: () => true,
      },
      {
        key: "overload",
        name: what("overload"),
        text: ({ overloadMinutes, overloaded }) =>
          overloadMinutes === 0
            ? what("none")
            : `${format.work(overloadMinutes)} (${format.list(overloaded.slice(0, 3).map((one) => one.name))}${overloaded.length > 3 ? " …" : ""})`,
        size: ({ overloadMinutes }) => overloadMinutes,
        shown: () => true,
      },
      {
        key: "cost",
        name: what("cost"),
        text: ({ cost }) => (cost === null ? "–" : format.money(cost / 100, currency)),
        size: ({ cost }) => cost ?? 0,
        shown: ({ cost }) => cost !== null,
      },
    ];
    return {
      cells,
      rows: (real: Figures, assumed: Figures): readonly Row[] =>
        cells
          .filter(({ shown }) => shown(real) || shown(assumed))
          .map(({ key, name, text, size }) => ({ key, name, was: text(real), is: text(assumed), worse: size(assumed) > size(real) })),
    };
  }, [currency, words, what]);
}
