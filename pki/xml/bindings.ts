/** Namespace names by prefix; the prefix `''` is the default namespace, the name `''` none. */
export type Bindings = ReadonlyMap<string, string>;

export const XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace';

const NOTHING: Bindings = new Map();

/** The bindings in force at one place of a walk through elements (Namespaces in XML 1.0 section 6). */
export class LiveBindings {
  readonly #current = new Map<string, string>([
    ['', ''],
    ['xml', XML_NAMESPACE],
  ]);

  get(prefix: string): string | undefined {
    return this.#current.get(prefix);
  }

  /** @returns those that change something here, for `leave` */
  enter(declared: Iterable<readonly [prefix: string, namespace: string]>): Change {
    let change: { readonly bindings: Map<string, string>; readonly before: Map<string, string | undefined> } | null = null;
    for (const [prefix, namespace] of declared) {
      const before = this.#current.get(prefix);
      if (before === namespace || prefix === 'xml') continue;
      change ??= { bindings: new Map(), before: new Map() };
      change.bindings.set(prefix, namespace);
      change.before.set(prefix, before);
      this.#current.set(prefix, namespace);
    }
    return change ?? NO_CHANGE;
  }

  leave(change: Change): void {
    if (change === NO_CHANGE) return;
    for (const [prefix, namespace] of change.before) {
      if (namespace === undefined) this.#current.delete(prefix);
      else this.#current.set(prefix, namespace);
    }
  }
}

export interface Change {
  readonly bindings: Bindings;
  readonly before: ReadonlyMap<string, string | undefined>;
}

export const NO_CHANGE: Change = { bindings: NOTHING, before: new Map() };
