import { expect, test } from "vitest";
import { denseTwin } from "../../src/core/run/twin";
import { planTitle } from "../../src/core/experiment/plans";
import type { Plan } from "../../src/core/experiment/plan";
import { isKeptPanel, isPanelMessage, isPanelRequest, type PanelMessage } from "../../src/core/run/panel";
import { fold } from "../../src/core/run/state";
import { webviewPage } from "../../src/host/webviewPage";
import { RunTalk } from "../../src/host/runs/talk";
import type { RunView } from "../../src/store/feed";
import { sampleEvents, samplePlan } from "./sampleRuns";

test("a new page is told of the run and its dense twin from the beginning", async () => {
  const { talk, sent } = conversation();
  await talk.tellAll();
  expect(sent.map(({ kind }) => kind)).toEqual(["heads", "events", "events"]);
  expect(sent[0]).toMatchObject({ run: { id: "own", epochs: 6 }, twin: { id: "twin" } });
  expect(sent[1]).toMatchObject({ of: "run", from: 0 });
  expect(sent.every(isPanelMessage)).toBe(true);
});

test("afterwards it is told what is new, and heads only when they change", async () => {
  const { talk, sent, views } = conversation();
  await talk.tellAll();
  sent.length = 0;
  const [run] = views;
  if (run === undefined) throw new Error("There is no run.");
  const events = run.events.slice(5, 7);
  talk.tell([{ run, events, from: 5, before: "running" }]);
  expect(sent).toEqual([{ kind: "events", of: "run", from: 5, events }]);
});

test("what is not in the contract is refused on both sides", () => {
  expect(isPanelRequest({ kind: "do", action: "stop" })).toBe(true);
  expect(isPanelRequest({ kind: "do", action: "delete" })).toBe(false);
  expect(isPanelMessage({ kind: "events", of: "run", from: 0, events: [{ kind: "epoch" }] })).toBe(false);
  expect(isKeptPanel({ run: "a", numbers: true })).toBe(true);
  expect(isKeptPanel({ run: 1 })).toBe(false);
});

test("the page allows no script and no style but its own", () => {
  const page = webviewPage({
    nonce: "N",
    cspSource: "https://x",
    script: "s.js",
    style: "s.css",
    title: 'a "<b>',
    language: "ja",
  });
  expect(page).toContain("default-src 'none'; script-src 'nonce-N'; style-src https://x 'nonce-N';");
  expect(page).not.toContain("unsafe");
  expect(page).toContain("<title>a &quot;&lt;b></title>");
});

function conversation() {
  const views = [view("own", samplePlan), view("twin", denseTwin(samplePlan))];
  const sent: PanelMessage[] = [];
  const runs = {
    runs: views,
    get: (id: string) => views.find((run) => run.id === id),
    events: (id: string) => Promise.resolve(views.find((run) => run.id === id)?.events ?? []),
  };
  return { talk: new RunTalk({ runs, id: "own", locale: "en", send: (message) => sent.push(message) }), sent, views };
}

function view(id: string, plan: Plan): RunView & { readonly events: ReturnType<typeof sampleEvents> } {
  const events = sampleEvents(plan, 3);
  return {
    id,
    folder: "/r",
    plan,
    title: planTitle(plan),
    cell: "c",
    twin: "d",
    status: "running",
    state: fold(events),
    events,
  };
}
