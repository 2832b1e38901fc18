import type { StationView } from '../../api/schema/attendance.ts';

/** Tells a view to those who watch it, each time that it has changed. */
export class ViewFeed {
  readonly #view: () => StationView;
  readonly #listeners = new Set<(view: StationView) => void>();
  #told = '';
  #due = false;

  constructor(view: () => StationView) {
    this.#view = view;
  }

  /** Tells the view once what is running now is done, however often it is called until then. */
  publish = (): void => {
    if (this.#due) return;
    this.#due = true;
    queueMicrotask(this.#tell);
  };

  #tell = (): void => {
    this.#due = false;
    const view = this.#view();
    // When a connected station was seen last is now, all the time: that is no change.
    const text = JSON.stringify(view, (key, value: unknown) => (key === 'lastSeen' ? undefined : value));
    if (text === this.#told) return;
    this.#told = text;
    for (const listener of this.#listeners) listener(view);
  };

  watch(listener: (view: StationView) => void): Disposable {
    const own = (view: StationView): void => listener(view);
    this.#listeners.add(own);
    return { [Symbol.dispose]: () => void this.#listeners.delete(own) };
  }
}
