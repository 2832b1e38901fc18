import type { Random } from '../engine/random.ts';
import { BYTES } from './bytes.ts';
import { type DerTree, lengthOctets, readTrees, siblingLists, writeTrees } from './der-tree.ts';
import { anyOf, type Mutate } from './mutate.ts';

const TAGS = [
  0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x0a, 0x0c, 0x13, 0x17, 0x18, 0x1e, 0x30, 0x31, 0x80, 0x81, 0x86, 0xa0, 0xa1, 0xa3, 0x24, 0x1f, 0x00,
];
const MANY = [2, 8, 65, 300, 2000];
const anyBytes = anyOf(BYTES);

type Change = (siblings: DerTree[], at: number, random: Random, others: DerTree[][]) => void;

const leaf = (tag: number, content: Buffer): DerTree => ({ tag, prefix: Buffer.alloc(0), children: null, content, length: null });
const around = (tag: number, child: DerTree): DerTree => ({ ...leaf(tag, Buffer.alloc(0)), children: [child] });

const CHANGES: readonly Change[] = [
  (siblings, at, random) => {
    siblings[at] = { ...siblings[at]!, tag: random.once(3) ? siblings[at]!.tag ^ 0x20 : random.pick(TAGS)! };
  },
  (siblings, at, random, others) => {
    const { tag, children, content } = siblings[at]!;
    const other = random.pick(others.flat())?.content ?? content;
    siblings[at] = leaf(tag, anyBytes(children ? writeTrees(children) : content, random, other) ?? content);
  },
  (siblings, at) => {
    siblings.splice(at, 1);
  },
  (siblings, at, random) => {
    siblings.splice(at, 0, ...Array<DerTree>(random.pick(MANY)!).fill(siblings[at]!));
  },
  (siblings, at) => {
    siblings.splice(at, 0, siblings[at]!);
  },
  (siblings, at, random) => {
    const to = random.below(siblings.length);
    [siblings[at], siblings[to]] = [siblings[to]!, siblings[at]!];
  },
  (siblings, at, random, others) => {
    siblings.splice(at, random.below(2), random.pick(random.pick(others) ?? []) ?? siblings[at]!);
  },
  (siblings, at, random) => {
    const tag = random.pick([0x30, 0x31, 0xa0, 0x24, siblings[at]!.tag])!;
    for (let depth = random.pick([1, 2, 40, 500])!; depth > 0; depth--) siblings[at] = around(tag, siblings[at]!);
  },
  (siblings, at, random) => {
    const length = writeTrees([{ ...siblings[at]!, tag: 0, length: Buffer.alloc(0) }]).length - 1;
    const wrong = random.pick([length + 1, length - 1, 0, 0x7f, 0xffff, 0x7fffffff, 0xffffffff])!;
    siblings[at] = {
      ...siblings[at]!,
      length: random.pick([Buffer.of(0x80), lengthOctets(length, random.between(1, 8)), lengthOctets(Math.max(0, wrong))]),
    };
  },
  (siblings, at) => {
    // Indefinite length with its end, as BER has it.
    const inside = siblings[at]!;
    siblings[at] = { ...inside, tag: inside.tag | 0x20, length: Buffer.of(0x80) };
    siblings.splice(at + 1, 0, leaf(0, Buffer.alloc(0)));
  },
  (siblings, at, random) => {
    siblings[at] = leaf(siblings[at]!.tag, Buffer.alloc(random.pick([0, 1, 2, 65, 1025, 70_000])!, random.pick([0x00, 0x80, 0xff, 0x31])!));
  },
];

/** Changes one element of DER; the lengths around it are made to fit. */
export const changeDer: Mutate = (input, random, other) => {
  const trees = readTrees(input);
  if (!trees || trees.length === 0) return null;
  const lists = siblingLists(trees).filter((list) => list.length > 0);
  const others = siblingLists(readTrees(other) ?? readTrees(input)!).filter((list) => list.length > 0);
  const siblings = random.pick(lists)!;
  random.pick(CHANGES)!(siblings, random.below(siblings.length), random, others);
  return writeTrees(trees);
};

/** DER by its structure far more often than by its bytes. */
export const DER: readonly Mutate[] = [changeDer, changeDer, changeDer, changeDer, anyBytes];
