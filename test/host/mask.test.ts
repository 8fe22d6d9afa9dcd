import { join } from "node:path";
import { expect, test } from "vitest";
import { checkpointExtensions } from "../../src/checkpoint/formats";
import { layerDensity } from "../../src/core/inspect/density";
import type { Inspection } from "../../src/core/inspect/inspection";
import {
  isKeptMasks,
  isMaskCommand,
  isMaskMessage,
  isMaskRequest,
  type MaskMessage,
} from "../../src/core/inspect/panel";
import type { Picture, PictureRequest } from "../../src/core/inspect/picture";
import { wholeOf } from "../../src/core/inspect/window";
import { fileRows } from "../../src/host/density/fileRows";
import { checkpointEndings } from "../../src/host/mask/endings";
import { fileName } from "../../src/host/mask/fileName";
import { MaskTalk } from "../../src/host/mask/talk";
import { chosenLayer, nothingKnown, withMessage, type MaskState } from "../../webview/mask/state";
import { windowOf } from "../../webview/mask/look";
import { english } from "./english";

const request = { layer: "fc.weight", width: 4, height: 2 };
const difference = { layers: [{ name: "fc.weight" }], others: 0, assumed: {} };

test("a page that comes early hears that its file is counted, then what was found", async () => {
  const { talk, page } = conversation();
  talk.tellAll();
  expect(page().counting).toBe("net.npz");
  talk.tellFile(await inspection());
  expect(page()).toMatchObject({ file: { name: "net.npz", path: "/a/net.npz" } });
  expect(page().counting).toBeUndefined();
  expect(chosenLayer(page(), undefined)?.name).toBe("fc.weight");
});

test("a page that was hidden is told everything again", async () => {
  const { talk, page, forget } = conversation();
  talk.tellFile(await inspection());
  talk.compare({ path: "/b/other.npz", difference });
  const before = page();
  forget();
  talk.tellAll();
  expect(page()).toEqual(before);
  expect(page().second).toMatchObject({ name: "other.npz" });
});

test("while one picture is drawn, of those asked for meanwhile only the last is", async () => {
  const { talk, asked, finish, page } = conversation();
  const drawing = talk.draw({ ...request, width: 1 });
  void talk.draw({ ...request, width: 2 });
  void talk.draw({ ...request, width: 3 });
  for (let turn = 0; turn < 2; turn++) await finish();
  await drawing;
  expect(asked.map(({ width }) => width)).toEqual([1, 3]);
  expect(page().picture?.width).toBe(3);
});

test("a picture that cannot be drawn is a sentence, and the next one is drawn again", async () => {
  const { talk, fail, finish, page } = conversation();
  const first = talk.draw(request);
  await fail("The process ended.");
  await first;
  expect(page().failed).toBe("The process ended.");
  const next = talk.draw(request);
  await finish();
  await next;
  expect(page().failed).toBeUndefined();
});

test("a picture of masks that are no longer compared is not shown", () => {
  const picture = pictureOf(request);
  const compared = withMessage(withMessage(nothingKnown, { kind: "picture", picture }), { kind: "compared" });
  expect(compared.picture).toBeUndefined();
});

test("a window that was kept is used only for its layer and where it still fits", async () => {
  const layer = (await inspection()).layers[0]!;
  const window = { top: 0, left: 1, rows: 2, columns: 2 };
  const whole = wholeOf({ rows: 2, columns: 4 });
  expect(windowOf(layer, { layer: "fc.weight", window })).toEqual(window);
  expect(windowOf(layer, { layer: "fc.weight", window: { ...window, left: 3 } })).toEqual(whole);
  expect(windowOf(layer, { layer: "conv.weight", window })).toEqual(whole);
});

test("what is not in the contract is refused on both sides", () => {
  expect(isMaskRequest({ kind: "draw", picture: request })).toBe(true);
  expect(isMaskRequest({ kind: "draw", picture: { ...request, width: 1e6 } })).toBe(false);
  expect(isMaskRequest({ kind: "save", name: "../a.svg", content: "", encoding: "utf8" })).toBe(false);
  // A name may be in any script, but leads nowhere else.
  expect(isMaskRequest({ kind: "save", name: "layers-網.npz.csv", content: "", encoding: "utf8" })).toBe(true);
  expect(isMaskRequest({ kind: "save", name: "a\\b.svg", content: "", encoding: "utf8" })).toBe(false);
  expect(isMaskCommand({ kind: "export", what: "picture" })).toBe(true);
  expect(isMaskCommand({ kind: "export", what: "everything" })).toBe(false);
  expect(isMaskMessage({ kind: "picture", picture: pictureOf(request) })).toBe(true);
  const planes = [{ part: "kept", shares: "<script>" }];
  expect(isMaskMessage({ kind: "picture", picture: { ...pictureOf(request), planes } })).toBe(false);
  expect(isKeptMasks({ path: "/a", window: { top: -1, left: 0, rows: 1, columns: 1 } })).toBe(false);
});

test("Layer Density shows a file's layers without MACs, and marks dead filters", async () => {
  const [whole, layer] = fileRows(await inspection(), english);
  expect(whole).toMatchObject({ label: "All layers", description: "0.375 · 3/8" });
  expect(layer).toMatchObject({
    label: "fc",
    description: "0.375 · 3/8 · 1 dead filter",
    spoken: "fc, density 0.375, 3 of 8 weights kept, 1 dead filter",
    badges: { deadFilters: 1 },
  });
  // The only matrix is the classifier; where the first layer is, the file does not say. Uniform keeps 3 of 8.
  expect(layer!.details).toContain("- Uniform would give 0.375\n");
  expect(layer!.details).not.toContain("Uniform+");
});

test("files that have the same name in every run are called by their run", () => {
  expect(fileName(join("runs", "erk-0.1-s1", "final.safetensors"))).toBe("erk-0.1-s1/final.safetensors");
  expect(fileName(join("models", "net.npz"))).toBe("net.npz");
});

test("the dialog asks for exactly the endings that can be read", () => {
  expect(checkpointEndings.map((ending) => `.${ending}`).sort()).toEqual([...checkpointExtensions].sort());
});

/** A host, and the page at the other end. */
function conversation() {
  const asked: PictureRequest[] = [];
  const open: { readonly settle: (picture: Picture) => void; readonly refuse: (error: Error) => void }[] = [];
  let known: MaskState = nothingKnown;
  const send = (message: MaskMessage) => {
    // As through the wire.
    const read: unknown = JSON.parse(JSON.stringify(message));
    expect(isMaskMessage(read)).toBe(true);
    if (isMaskMessage(read)) known = withMessage(known, read);
  };
  const reader = {
    draw: (_path: string, _second: string | undefined, picture: PictureRequest) => {
      asked.push(picture);
      return new Promise<Picture>((settle, refuse) => open.push({ settle, refuse }));
    },
  };
  const wordsOf = (error: unknown) => (error instanceof Error ? error.message : "");
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  return {
    talk: new MaskTalk({ path: "/a/net.npz", reader, send, wordsOf }),
    asked,
    page: () => known,
    forget: () => {
      known = nothingKnown;
    },
    finish: async () => {
      open.shift()!.settle(pictureOf(asked.at(-1)!));
      await turn();
    },
    fail: async (reason: string) => {
      open.shift()!.refuse(new Error(reason));
      await turn();
    },
  };
}

function pictureOf({ layer, width, height }: PictureRequest): Picture {
  const planes = [{ part: "kept", shares: Buffer.alloc(width * height).toString("base64") }] as const;
  return { layer, width, height, rows: 2, columns: 4, window: wholeOf({ rows: 2, columns: 4 }), planes };
}

/** Two units of four inputs; the second has none. */
async function inspection(): Promise<Inspection> {
  const weight = { name: "fc.weight", shape: [2, 4], dtype: "F32" };
  const layer = await layerDensity("fc.weight", weight, [Uint8Array.of(1, 0, 1, 1, 0, 0, 0, 0)]);
  return { format: "npz", layers: [layer], total: { density: 0.375, kept: 3, size: 8 } };
}
