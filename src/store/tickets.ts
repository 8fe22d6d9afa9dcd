/** The queue of a `.sparse` folder: one small file a waiting run, taken in the order of their names. */
import { mkdir, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as Type from "typebox";
import * as Value from "typebox/value";
import type { Frozen } from "../core/frozen";
import { WishSchema } from "../core/run/event";

const TicketSchema = Type.Object({
  id: Type.String(),
  /** CPU threads to train with. */
  threads: Type.Integer({ minimum: 1 }),
  /** What to train on: `auto` and the CPU too where nothing is said. */
  wish: Type.Optional(WishSchema),
});

export type Ticket = Frozen<typeof TicketSchema>;

/** Adds tickets in this order behind those that wait; `now` orders them across processes. */
export async function addTickets(root: string, tickets: readonly Ticket[], now: number): Promise<void> {
  await mkdir(queueIn(root), { recursive: true });
  for (const [index, ticket] of tickets.entries()) {
    const path = join(queueIn(root), ticketName(now, index, ticket.id));
    await writeFile(`${path}.part`, JSON.stringify(ticket));
    await rename(`${path}.part`, path);
  }
}

/** The waiting tickets, first to come first. */
export async function tickets(root: string): Promise<readonly Ticket[]> {
  const found: Ticket[] = [];
  for (const name of await ticketNames(root)) {
    const text = await readFile(join(queueIn(root), name), "utf8").catch(() => "null");
    const value: unknown = JSON.parse(text);
    if (Value.Check(TicketSchema, value)) found.push(value);
  }
  return found;
}

/** Takes every ticket of a run out of the queue; true if there was one. */
export async function removeTicket(root: string, id: string): Promise<boolean> {
  const names = (await ticketNames(root)).filter((name) => ticketRun(name) === id);
  for (const name of names) await rm(join(queueIn(root), name), { force: true });
  return names.length > 0;
}

/** Puts a run that waits before all others; false where it does not wait. */
export async function moveToFront(root: string, id: string): Promise<boolean> {
  const names = await ticketNames(root);
  const own = names.find((name) => ticketRun(name) === id);
  const [first] = names;
  if (own === undefined || first === undefined) return false;
  if (own === first) return true;
  const before = Math.max(0, Number.parseInt(first) - 1);
  return rename(join(queueIn(root), own), join(queueIn(root), ticketName(before, 0, id))).then(
    () => true,
    // Its turn has come.
    () => false,
  );
}

/** The run whose ticket has this name; undefined where it is no ticket's. */
export function ticketRun(name: string): string | undefined {
  return /^\d{15,}-\d{5,}-(.+?)(?<!\.part)$/.exec(name)?.[1];
}

function ticketName(now: number, index: number, id: string): string {
  return `${String(now).padStart(15, "0")}-${String(index).padStart(5, "0")}-${id}`;
}

async function ticketNames(root: string): Promise<string[]> {
  const names = await readdir(queueIn(root)).catch(() => []);
  return names.filter((name) => !name.endsWith(".part")).sort();
}

export function queueIn(root: string): string {
  return join(root, "queue");
}
