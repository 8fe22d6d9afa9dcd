import { make } from "../dom";

export interface TabBar {
  readonly element: HTMLElement;
  select(id: string): void;
}

/** A row of tabs as screen readers know it: arrow keys go from one to the next, and what it shows is `panel`. */
export function tabBar(
  label: string,
  tabs: readonly { readonly id: string; readonly title: string }[],
  panel: HTMLElement,
  onSelect: (id: string) => void,
): TabBar {
  panel.id = "panel";
  panel.setAttribute("role", "tabpanel");
  panel.tabIndex = 0;
  const buttons = tabs.map(({ id, title }) => {
    const attributes = { type: "button", role: "tab", id: `tab-${id}`, "data-tab": id, "aria-controls": panel.id };
    const button = make("button", attributes, title);
    button.addEventListener("click", () => {
      onSelect(id);
    });
    return button;
  });
  const element = make("div", { role: "tablist", "aria-label": label }, ...buttons);
  element.addEventListener("keydown", ({ key }) => {
    const at = buttons.findIndex((button) => button === document.activeElement);
    const steps: Readonly<Record<string, number>> = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 };
    const next = steps[key];
    if (at < 0 || next === undefined) return;
    const button = buttons.at(next % buttons.length)!;
    button.focus();
    button.click();
  });
  return {
    element,
    select(id) {
      for (const button of buttons) {
        const isSelected = button.dataset.tab === id;
        button.setAttribute("aria-selected", String(isSelected));
        button.tabIndex = isSelected ? 0 : -1;
        if (isSelected) panel.setAttribute("aria-labelledby", button.id);
      }
    },
  };
}
