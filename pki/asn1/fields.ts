import { children, DerError, type DerNode, expectTag, parseDer } from './der.ts';

/** No structure has nearly as many; keeps a hostile file from costing memory. */
const MAX_COMPONENTS = 64;

/** The components of a SEQUENCE or SET, taken in order; each structure's reader names them one after the other. */
export class Fields {
  readonly #nodes: readonly DerNode[];
  #next = 0;

  constructor(node: DerNode) {
    this.#nodes = children(node, MAX_COMPONENTS);
  }

  /** The next component, which must have this tag. */
  take(tag: number): DerNode {
    return expectTag(this.takeAny(), tag);
  }

  takeAny(): DerNode {
    const node = this.#nodes[this.#next];
    if (!node) throw new DerError('component is missing');
    this.#next++;
    return node;
  }

  /** The next component if it has this tag. */
  optional(tag: number): DerNode | null {
    return this.#nodes[this.#next]?.tag === tag ? this.takeAny() : null;
  }

  /** The content of an EXPLICIT tagged component, if present. */
  optionalExplicit(tag: number): DerNode | null {
    const wrapper = this.optional(tag);
    return wrapper && parseDer(wrapper.content);
  }

  get done(): boolean {
    return this.#next === this.#nodes.length;
  }

  /** Refuses components that the structure does not have. */
  end(): void {
    if (!this.done) throw new DerError('unknown component at the end');
  }
}
