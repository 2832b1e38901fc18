import type { Random } from '../engine/random.ts';
import { type Mutate, splice } from './mutate.ts';

const TELLING = [0x00, 0x01, 0x7f, 0x80, 0x81, 0x84, 0xff, 0x0a, 0x0d, 0x20, 0x30, 0x3c, 0x2c];

const byte = (random: Random): number => (random.once(2) ? random.pick(TELLING)! : random.below(256));

const flipBit: Mutate = (input, random) => {
  if (input.length === 0) return null;
  const at = random.below(input.length);
  return Buffer.from(input.with(at, input[at]! ^ (1 << random.below(8))));
};
const setBytes: Mutate = (input, random) => {
  const changed = Buffer.from(input);
  const at = random.below(input.length);
  for (let index = at; index < Math.min(input.length, at + random.length(8)); index++) changed[index] = byte(random);
  return changed;
};
const insert: Mutate = (input, random) =>
  splice(
    input,
    random.below(input.length + 1),
    0,
    random.once(2) ? random.bytes(random.length(16)) : Buffer.alloc(random.length(4096), byte(random)),
  );
const remove: Mutate = (input, random) =>
  input.length === 0 ? null : splice(input, random.below(input.length), random.length(input.length), Buffer.alloc(0));
const truncate: Mutate = (input, random) => input.subarray(0, random.below(input.length + 1));
const repeat: Mutate = (input, random) => {
  const at = random.below(input.length);
  const piece = input.subarray(at, at + random.length(64));
  return splice(input, at, 0, Buffer.concat(Array<Buffer>(random.length(64)).fill(piece)));
};
const move: Mutate = (input, random) => {
  const at = random.below(input.length);
  return splice(input, random.below(input.length + 1), 0, input.subarray(at, at + random.length(512)));
};
const cross: Mutate = (input, random, other) => {
  const at = random.below(other.length);
  const piece = other.subarray(at, at + random.length(512));
  return splice(input, random.below(input.length + 1), random.once(2) ? piece.length : 0, piece);
};
const joinHalves: Mutate = (input, random, other) =>
  Buffer.concat([input.subarray(0, random.below(input.length + 1)), other.subarray(random.below(other.length))]);

/** Changes that know nothing of any format. */
export const BYTES: readonly Mutate[] = [flipBit, flipBit, setBytes, setBytes, insert, remove, truncate, repeat, move, cross, joinHalves];
