/** What the editor's features say, in English. Another language is another table with the same ids. */
import { fill, type Arguments, type Locale } from "../template";
import { japanese } from "./phrases.ja";

/** By feature; `{name}` and `[[ … ]]` are as in `fill`. */
export const english = {
  "grid.run": "1 run",
  "grid.runs": "{runs} runs",
  "grid.explained":
    "{runs}: the grid has {cells} points, each trained once with every seed; {dense} of the runs are dense.",
  "grid.unknown": "runs not known",
  "grid.unknown.explained": "How many runs this experiment has is known once nothing is wrong in it.",
  "hint.kept": "keeps {kept}[[ of {size}]]",
  "hint.macs": " · {macs} MACs",
  "hint.scored": " · layers by scoring",
  "hint.time": "about {time}",
  "hint.time.more": "All runs one after another, reckoned from the training speed measured on this machine.",
  "hint.unmeasured": "time not measured yet",
  "hint.unmeasured.more": "Measure the training speed of this machine to see how long this will take.",
  "hint.memory": "{memory} of memory",
  "hint.memory.more": "What the largest run needs while it trains.",
  "lens.run": "Run ({runs})",
  "lens.preview": "Preview densities",
  "lens.compare": "Compare ({finished} finished)",
  "new.twin": "Does a network pruned at random match its dense twin?",
  "new.densities": "How sparse can this network be before it falls behind its dense twin?",
  "new.schemes": "Does it matter how the density is shared out among the layers?",
  "new.widths": "Does random pruning cost less the wider the network is?",
  "new.depths": "Does random pruning cost less the deeper the network is?",
  "new.run": "Choose Run above the first line; a list where one value is expected is an axis of the grid.",
  "new.model": "a preset, ./net.model.yaml, ./model.json, or a family with depth and width",
  "new.data": "builtin, or the folder of a known data set",
  "new.prune": "which share of the weights is kept, and how the layers share it",
  "new.evaluate": "what is measured on the test images",
  "new.seeds": "every network is trained once with each",
  "new.dense": "also train the dense twins to compare with",
  "new.margin": "points of accuracy that do not matter",
  "fix.change": "Change to {text}",
  "fix.add": "Add {text}",
  "fix.remove": "Remove {text}",
  "fix.measure": "Measure {metric} too",
  "fix.alone": "Write the value alone",
  "fix.indent": "Indent with spaces",
  "rename.form":
    'An anchor cannot be called "{name}": its name has no blanks, commas, brackets or braces, and no colon at its end.',
  "rename.taken": 'Another value has the anchor "&{name}" already; choose another name.',
  "hover.values": "{count} values, which make an axis of the grid.",
  "hover.list": "{count} values.",
  "hover.anchor": "{anchor} stands for the following. Number of aliases: {count}.",
  "hover.alias": "{alias} stands for:",
  "density.network":
    "{model} with {scheme} at density {density}: keeps {kept} of {size} weights and {macs} of the MACs.",
  "density.scored":
    "{model} with {scheme} at density {density}: keeps {kept} of {size} weights. The scheme scores them when the run starts, and that decides on the layers' densities.",
  "density.drawn": "Sampling is bernoulli: these are means, and every seed's numbers differ a little.",
  "hover.more": "and {count} more",
  "table.layer": "Layer",
  "table.density": "Density",
  "table.kept": "Kept",
  "table.size": "Weights",
  "table.macs": "MACs",
  "table.share": "Share of MACs",
  "table.rest": "{count} more",
  "table.all": "All",
  "scheme.least": "Least feasible density for {model}: {least}.",
  "data.shape": "images of {shape} in {classes} classes.",
  "data.counts": "{train} training and {test} test images of {shape} in {classes} classes[[, in {path}]].",
  "layer.facts": "{name}: gives {shape}[[ from {input}]][[; {params} parameters]][[; {macs} MACs an image]].",
  "type.number":
    "number[[ greater than {above}]][[ of at least {least}]][[ and less than {below}]][[ and at most {most}]]",
  "type.integer":
    "whole number[[ greater than {above}]][[ of at least {least}]][[ and less than {below}]][[ and at most {most}]]",
  "type.boolean": "true or false",
  "type.text": "text",
  "type.list": "list ({item})",
  "type.mapping": "mapping",
  "type.layer": "layer",
  "type.or": "{first} or {second}",
  "key.required": "must be given",
  "key.usual": "{value} where left out",
  "key.usualFor": "{value} for {data}",
  "value.usual": "usual",
  "value.axis": "an axis of the grid: each value in turn",
  "value.range": "an axis, or a list, of values at equal distances",
  "value.rangeTimes": "the same in equal ratios",
  "value.merge": "with all that {alias} stands for",
  "density.keeps": "keeps {kept} of {size} weights",
  "density.least": "the least feasible density of {schemes} for {model}",
  "path.model": "model file",
  "path.folder": "folder",
  "path.usual": "usual folder of {data}",
  "scheme.source": "Source: {source}",
  "metric.facts": "From {low} to {high}[[ {unit}]][[; {better}]]. Source: {source}",
  "metric.higher": "higher is better",
  "metric.lower": "lower is better",
  "model.facts":
    "{params} parameters, {weights} of them weights to prune in {layers} layers; {macs} MACs for an image of {input}; {classes} classes.",
  "model.plain": "A small convolutional network",
  "model.residual": "A small network with a residual block",
  "model.noLayers": "{params} parameters, none of them weights to prune.",
} as const;

export type PhraseId = keyof typeof english;

export function phrase(id: PhraseId, args: Arguments, locale: Locale): string {
  return fill(tables[locale][id], args);
}

const tables: Readonly<Record<Locale, Readonly<Record<PhraseId, string>>>> = { en: english, ja: japanese };
