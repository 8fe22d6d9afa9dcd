/** How far outside of what is to be seen a chart is drawn, so that it stands when it scrolls in. */
const margin = "300px";

/**
 * Draws only what is to be seen, or nearly: thousands of lines further down would keep a person from those at hand.
 * What is asked for meanwhile is drawn once, when the element comes into view.
 */
export function drawnInView(
  element: Element,
  draw: () => void,
): { readonly ask: () => void; readonly end: () => void } {
  let isSeen = false;
  let isDue = false;
  const drawDue = () => {
    if (!isSeen || !isDue) return;
    isDue = false;
    draw();
  };
  const observer = new IntersectionObserver(
    (entries) => {
      isSeen = entries.at(-1)!.isIntersecting;
      drawDue();
    },
    { rootMargin: margin },
  );
  observer.observe(element);
  return {
    ask() {
      isDue = true;
      drawDue();
    },
    end() {
      observer.disconnect();
    },
  };
}
