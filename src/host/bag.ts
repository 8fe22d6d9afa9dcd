import type { Disposable } from "vscode";

/** Things to close, closed in reverse order; what arrives after closing is closed at once. */
export class Bag implements Disposable {
  private readonly items: { dispose(): unknown }[] = [];
  private closed = false;

  add<T extends { dispose(): unknown }>(item: T): T {
    if (this.closed) item.dispose();
    else this.items.push(item);
    return item;
  }

  dispose(): void {
    this.closed = true;
    for (let item = this.items.pop(); item !== undefined; item = this.items.pop()) item.dispose();
  }
}
