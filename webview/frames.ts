/** Draws once a frame, however often it is asked to; how much was drawn stands on the body. */
export function drawnOnceAFrame(draw: () => number): () => void {
  let waiting = false;
  return () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      document.body.dataset.drawn = String(draw());
    });
  };
}
