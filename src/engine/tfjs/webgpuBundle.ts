/** What the build makes `webgpu/tfjs.js` of. To be loaded once `navigator.gpu` is there: the backend looks for it at once. */
import "@tensorflow/tfjs-backend-webgpu";

export * from "@tensorflow/tfjs-core";
