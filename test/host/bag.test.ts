import { expect, test } from "vitest";
import { Bag } from "../../src/host/bag";

test("a bag closes what is in it in reverse order, once, and late arrivals at once", () => {
  const closed: string[] = [];
  const item = (name: string) => ({ dispose: () => closed.push(name) });
  const bag = new Bag();
  bag.add(item("first"));
  bag.add(item("second"));
  bag.dispose();
  bag.dispose();
  bag.add(item("late"));
  expect(closed).toEqual(["second", "first", "late"]);
});
