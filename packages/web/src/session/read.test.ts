import { expect, test } from "vitest";
import { allPages } from "./read.ts";

test("a list that is chosen from holds what is on its later pages too", async () => {
  const pages = [
    { items: ["Ana", "Bo"], next: "2" },
    { items: ["Cem"], next: "3" },
    { items: ["Dana"], next: null },
  ];
  const asked: (string | null)[] = [];
  const read = (cursor: string | null) => {
    asked.push(cursor);
    return Promise.resolve(pages[asked.length - 1] ?? { items: [], next: null });
  };
  expect(await allPages(read)).toEqual({ items: ["Ana", "Bo", "Cem", "Dana"], next: null });
  expect(asked).toEqual([null, "2", "3"]);
});

test("a page that can't be read leaves no part of a list", async () => {
  let times = 0;
  const read = () => (++times === 1 ? Promise.resolve({ items: ["Ana"], next: "2" }) : Promise.reject(new Error("gone")));
  await expect(allPages(read)).rejects.toThrow("gone");
});
