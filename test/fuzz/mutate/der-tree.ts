/** An element as it can be changed: anything that can be taken apart has children, also octet and bit strings that hold DER. */
export interface DerTree {
  tag: number;
  /** Octets before the children: the unused bits of a bit string. */
  prefix: Buffer;
  children: DerTree[] | null;
  content: Buffer;
  /** Length octets to write whatever the content is. */
  length: Buffer | null;
}

const MAX_DEPTH = 24;
/** Elements side by side; more are left in one piece. */
const MAX_SIBLINGS = 500;
const CONSTRUCTED = 0x20;
/** Types that often hold DER, and how many octets stand before it. */
const HOLDERS: Readonly<Record<number, number>> = { 3: 1, 4: 0 };

/** Takes a run of elements apart, `null` when it is none. */
export function readTrees(bytes: Buffer, depth = 0): DerTree[] | null {
  const trees: DerTree[] = [];
  for (let offset = 0; offset < bytes.length; ) {
    const first = bytes[offset + 1];
    if (trees.length === MAX_SIBLINGS || first === undefined || first === 0x80 || first > 0x84) return null;
    const octets = first < 0x80 ? 0 : first & 0x7f;
    if (offset + 2 + octets > bytes.length) return null;
    const length = octets === 0 ? first : bytes.readUIntBE(offset + 2, octets);
    const start = offset + 2 + octets;
    if (start + length > bytes.length) return null;
    trees.push(treeOf(bytes[offset]!, bytes.subarray(start, start + length), depth));
    offset = start + length;
  }
  return trees;
}

function treeOf(tag: number, content: Buffer, depth: number): DerTree {
  const skip = (tag & CONSTRUCTED) !== 0 ? 0 : HOLDERS[tag];
  const children = skip === undefined || depth === MAX_DEPTH || content.length < skip + 2 ? null : readTrees(content.subarray(skip), depth + 1);
  return { tag, prefix: content.subarray(0, children && skip ? skip : 0), children, content, length: null };
}

export const writeTrees = (trees: readonly DerTree[]): Buffer => Buffer.concat(trees.map(write));

function write({ tag, prefix, children, content, length }: DerTree): Buffer {
  const inside = children ? Buffer.concat([prefix, writeTrees(children)]) : content;
  return Buffer.concat([Buffer.of(tag & 0xff), length ?? lengthOctets(inside.length), inside]);
}

export function lengthOctets(length: number, least = 0): Buffer {
  if (length < 0x80 && least === 0) return Buffer.of(length);
  const octets = Math.max(least, length < 0x100 ? 1 : length < 0x10000 ? 2 : length < 0x1000000 ? 3 : 4);
  const bytes = Buffer.alloc(1 + octets);
  bytes[0] = 0x80 | octets;
  bytes.writeUIntBE(length, 1 + Math.max(0, octets - 6), Math.min(6, octets));
  return bytes;
}

/** Every list of siblings with the elements in it, from the outside in. */
export const siblingLists = (trees: DerTree[]): DerTree[][] => [trees, ...trees.flatMap(({ children }) => (children ? siblingLists(children) : []))];
