/** What is said of a checkpoint file, in English. Another language is another table with the same ids. */
import { fill, type Arguments, type Locale } from "../template";
import { japanese } from "./phrases.ja";

/** `{name}` and `[[ … ]]` are as in `fill`. */
export const english = {
  file: "{format}: density {density}, {kept} of {size} weights kept in {layers} layers.",
  layer:
    "{name}, {shape}: density {density}, {kept} of {size} weights kept. A unit has {leastIn} to {mostIn} of {in} inputs, an input goes to {leastOut} to {mostOut} of {out} connections[[; {dead} of {units} filters are dead]].",
  "densities.title": "Density by layer, beside what schemes would give",
  "densities.summary": "{top} is densest ({most}) and {bottom} sparsest ({least}).",
  "densities.own": "{name}",
  "densities.rule": "{scheme} would give",
  "densities.missing.classifier":
    "There is no line for {schemes}: the shapes in this file do not say which layer is the classifier.",
  "densities.missing.first":
    "There is no line for {schemes}: the shapes in this file do not say which layer is the first.",
  "densities.missing.feasible":
    "There is no line for {schemes}: a density of {density} is below the least that these layers can get that way.",
  "densities.dense": "Every weight is kept: any scheme would give the same.",
  "axis.layer": "layer",
  "axis.density": "density of the layer",
  "axis.units": "units",
  "axis.inputs": "inputs",
  "axis.fanIn": "kept weights that enter a unit, of {most}",
  "axis.fanOut": "kept weights that leave an input, of {most}",
  "fanIn.title": "Fan-in of {name}",
  "fanOut.title": "Fan-out of {name}",
  "fan.summary": "From {least} to {most} of {all}.",
  "fan.same": "All have {most} of {all}.",
  "bin.range": "{from}–{to}",
  "compared.layer":
    "Of the weights that either file keeps in {name}[[ (there {twin})]], {overlap} are kept in both: {both} in both, {onlyFirst} only in {first}, {onlySecond} only in {second}.",
  "compared.none": "{second} has no layer {name} of this shape to compare with.",
  "table.title": "Layers of {name}",
  "table.layer": "Layer",
  "table.whole": "All layers",
  "table.shape": "Shape",
  "table.density": "Density",
  "table.kept": "Kept",
  "table.weights": "Weights",
  "table.dead": "Dead filters",
  "table.leastIn": "Least fan-in",
  "table.mostIn": "Most fan-in",
  "table.allIn": "Dense fan-in",
  "table.leastOut": "Least fan-out",
  "table.mostOut": "Most fan-out",
  "table.allOut": "Dense fan-out",
  "table.differences": "Differences by layer",
  "table.overlap": "Overlap (both of either)",
  "table.both": "Kept in both",
  "table.only": "Only in {name}",
  "table.others": "{count} layers are only in {name}.",
  "assumed.PyTorch": "{file} does not say the order of its axes: it is read in PyTorch's, outputs first.",
  "assumed.Keras": "{file} does not say the order of its axes: it is read in Keras's, outputs last.",
} as const;

export type PhraseId = keyof typeof english;

/** What is said, in one language. */
export type Say = (id: PhraseId, args?: Arguments) => string;

export function saying(locale: Locale): Say {
  return (id, args = {}) => fill(tables[locale][id], args);
}

const tables: Readonly<Record<Locale, Readonly<Record<PhraseId, string>>>> = { en: english, ja: japanese };
