/** What can be wrong with a model's name or file, in English; `problemText.ts` has the table of the whole product. */
import type { Arguments } from "../template";

export const modelProblems = {
  "model-unknown": 'No model is called "{name}"[[ (did you mean "{nearest}"?)]].',
  "model-depth": "{name} has depth {depth}, but a cifar_resnet's depth must be 6n + 2; the nearest is {nearest}.",
  "scheme-no-layers": "{model} has no convolution or dense layer, so there is nothing to prune.",
  "scheme-no-classifier":
    "{scheme} treats the classifier apart, but no dense layer feeds the output of {model}; choose another scheme, such as erk.",
  "scheme-few-layers":
    "{scheme} treats the first layer and the classifier apart, but {model} has no other layer; choose another scheme, such as erk.",
  "scheme-outputs":
    "{scheme} treats the classifier apart, but {model} has {outputs} outputs; choose another scheme, such as erk.",
  "model-json-syntax": "This is not valid JSON: {message}.",
  "model-not-a-model": "This is no model definition: {expected}[[ of layer {layer}]] is missing.",
  "model-graph-format":
    "This is a TensorFlow graph model, which says nothing of layers; save it as a layers model (model.json with a model_config).",
  "model-nested":
    'The layer "{name}" is a model within the model, which is not supported; write its layers into the outer model.',
  "model-unsupported-layer": 'The layer "{name}" is a {kind}, which is not supported; supported: {supported}.',
  "model-unsupported-value": '{key} of the layer "{name}" is {found}, but only {supported} is supported.',
  "model-activation":
    'The activation "{activation}" of the layer "{name}" is not supported here; supported: relu, linear, and softmax at the output.',
  "model-missing-value": 'The layer "{name}" has no {key}; add it.',
  "model-ignored-value": '{key} of the layer "{name}" has no effect here[[; use {instead} of the experiment]].',
  "model-layer-form":
    "A layer is one name, such as relu, or one name with its settings, such as conv: { out: 16, kernel: 3 }.",
  "model-no-input-shape": "The model does not say the shape of its input; give {example} with fixed numbers.",
  "model-no-layers": "The model has no layer with weights, so there is nothing to train.",
  "model-too-many-layers": "The model has more than {limit} layers, counting what aliases repeat; use fewer.",
  "model-nesting": "Branches are nested more than {limit} deep here; use fewer.",
  "model-inputs": "The model has {count} inputs, but exactly one is supported.",
  "model-outputs": "The model has {count} outputs, but exactly one is supported.",
  "model-shared-layer":
    'The layer "{name}" is used {count} times; sharing its weights is not supported, so make it several layers.',
  "model-unknown-source": 'The layer "{name}" follows "{source}", which is no layer of this model.',
  "model-cycle": 'The layer "{name}" follows itself.',
  "model-layer-inputs":
    'The layer "{name}" has {count} inputs, but {kind} takes[[ {least} or more]][[ exactly {exactly}]].',
  "model-duplicate-name": 'Two layers are called "{name}"; rename one of them.',
  "model-padding-place": 'The padding "{name}" must stand directly before a convolution.',
  "model-needs-image": 'The layer "{name}" needs rows and columns, but gets a flat list of {shape} values.',
  "model-needs-flat":
    'The dense layer "{name}" gets {shape} values, but needs a flat list; put a flatten or a global pooling before it.',
  "model-add-shapes": 'The layer "{name}" adds {first} and {second}; what it adds must have equal shapes.',
  "model-window-too-large":
    'The window of "{name}" is {window}, larger than its padded input of {input}; make the window or an earlier stride smaller.',
  "model-padding-too-large":
    'The padding of "{name}" must be less than its window of {window}, so that every window holds a pixel.',
  "model-output-shape":
    "The output is {shape}, but must be one number for each class; end with a dense layer or a global pooling.",
  "model-classes": "The model gives {found} classes, but the data has {classes}.",
  "model-input": "The model takes images of {found}, but the data's are {input}.",
} as const;

export type ModelProblemCode = keyof typeof modelProblems;

/** What is wrong with a model, before it has a place in a text. */
export interface ModelFault {
  readonly code: ModelProblemCode;
  readonly args: Arguments;
}
