/** The queue of a `.sparse` folder: one small file a waiting run, taken in the order of their names. */
import { mkdir, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as Type from "typebox";
import * as Value from "typebox/value";
import type { Frozen } from "../core/frozen";

const TicketSchema = Type.Object({
  id: Type.String(),
  /** CPU threads to train with. */
  threads: Type.Integer({ minimum: 1 }),
});

export type Ticket = Frozen<typeof TicketSchema>;

/** Adds tickets in this order behind those that wait; `now` orders them across processes. */
export async function addTickets(root: string, tickets: readonly Ticket[], now: number): Promise<void> {
  await mkdir(folderOf(root), { recursive: true });
  for (const [index, ticket] of tickets.entries()) {
    const name = `${String(now).padStart(15, "0")}-${String(index).padStart(5, "0")}-${ticket.id}`;
    const path = join(folderOf(root), name);
    await writeFile(`${path}.part`, JSON.stringify(ticket));
    await rename(`${path}.part`, path);
  }
}

/** The waiting tickets, first to come first. */
export async function tickets(root: string): Promise<readonly Ticket[]> {
  const found: Ticket[] = [];
  for (const name of await ticketNames(root)) {
    const text = await readFile(join(folderOf(root), name), "utf8").catch(() => "null");
    const value: unknown = JSON.parse(text);
    if (Value.Check(TicketSchema, value)) found.push(value);
  }
  return found;
}

/** Takes every ticket of a run out of the queue; true if there was one. */
export async function removeTicket(root: string, id: string): Promise<boolean> {
  const names = (await ticketNames(root)).filter((name) => name.endsWith(`-${id}`) && name.length === id.length + 22);
  for (const name of names) await rm(join(folderOf(root), name), { force: true });
  return names.length > 0;
}

async function ticketNames(root: string): Promise<string[]> {
  const names = await readdir(folderOf(root)).catch(() => []);
  return names.filter((name) => !name.endsWith(".part")).sort();
}

function folderOf(root: string): string {
  return join(root, "queue");
}
