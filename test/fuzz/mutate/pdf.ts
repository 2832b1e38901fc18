import { deflateSync, inflateSync } from 'node:zlib';
import { appendRevision } from '../../support/pdf.ts';
import type { Random } from '../engine/random.ts';
import { BYTES } from './bytes.ts';
import { changeDer } from './der.ts';
import { anyOf, type Mutate, splice, spliceText, textMutation } from './mutate.ts';

const NUMBERS = [
  '0',
  '1',
  '-1',
  '2',
  '3',
  '65535',
  '65536',
  '2147483648',
  '9999999999',
  '99999999999999999999',
  '1.5',
  '0000000017',
  '0 R',
  '1 0 R',
  '3 0 R',
];
const ENTRIES = [
  '/Type/Catalog',
  '/Type/ObjStm/N 1/First 4',
  '/Filter/FlateDecode',
  '/Filter[/FlateDecode/FlateDecode/FlateDecode]',
  '/Filter/ASCIIHexDecode',
  '/Filter/LZWDecode',
  '/DecodeParms<</Predictor 12/Columns 5>>',
  '/DecodeParms<</Predictor 15/Columns 1000000/Colors 32/BitsPerComponent 16>>',
  '/DecodeParms<</Predictor 2/Columns 0>>',
  '/Length 1000000000',
  '/Prev 0',
  '/Prev 9',
  '/XRefStm 9',
  '/Encrypt 1 0 R',
  '/Index[0 100000000]',
  '/W[8 8 8]',
  '/W[0 0 0]',
  '/Size 0',
  '/Kids[2 0 R]',
  '/Parent 3 0 R',
  '/Count 1000000000',
  '/AcroForm<</Fields[1 0 R]>>',
  '/Contents 3 0 R',
  '/MediaBox[0 0 1 1]',
  '/Rotate 45',
  '/ByteRange[0 0 0 0]',
  '/SubFilter/ETSI.RFC3161',
  '/SubFilter/adbe.pkcs7.detached',
  '/V null',
  '/Perms<</DocMDP 1 0 R>>',
  '/Reference[<</TransformMethod/DocMDP/TransformParams<</P 3/V/1.2>>>>]',
  '/Type/Sig',
  '/FT/Sig',
  '/#41croForm null',
];
const TOKENS = [
  '<<',
  '>>',
  '[',
  ']',
  '(',
  ')',
  '<',
  '>',
  '%',
  '/',
  'obj',
  'endobj',
  'stream\n',
  'endstream',
  'null',
  'true',
  'R',
  'xref\n',
  'trailer',
  'startxref',
  '%%EOF',
  '#00',
  '\u0000',
];

type Change = (text: string, random: Random, other: string) => string | null;

/** An indirect object: its number, and where it, its body and its end are. */
interface Indirect {
  readonly number: number;
  readonly start: number;
  readonly body: number;
  readonly end: number;
}

const START = /(?<!\d)(\d{1,10}) \d{1,5} obj\n?/g;

function indirects(text: string): Indirect[] {
  const found: Indirect[] = [];
  for (const { 0: head, 1: number, index } of text.matchAll(START)) {
    const end = text.indexOf('endobj', index);
    if (end > 0) found.push({ number: Number(number), start: index, body: index + head.length, end });
  }
  return found;
}

const some = (text: string, pattern: RegExp, random: Random): RegExpExecArray | undefined => random.pick([...text.matchAll(pattern)]);
const replaced = (text: string, match: RegExpExecArray | undefined, by: string): string | null =>
  match ? spliceText(text, match.index, match[0].length, by) : null;

const CHANGES: readonly Change[] = [
  (text, random) => replaced(text, some(text, /(?<![\w.])\d+(?![\w.])/g, random), random.pick(NUMBERS)!),
  (text, random) => {
    const match = some(text, /(?<![\w.])\d+(?![\w.])/g, random);
    return match
      ? replaced(text, match, String(Math.max(0, Number(match[0]) + random.pick([-20, -2, -1, 1, 2, 20])!)).padStart(match[0].length, '0'))
      : null;
  },
  (text, random) => {
    const match = some(text, /<</g, random);
    return replaced(text, match, `<<${random.pick(ENTRIES)}`);
  },
  (text, random) => spliceText(text, some(text, /[\s<>[\]()/]/g, random)?.index ?? 0, random.below(2), random.pick(TOKENS)!),
  (text, random) => {
    const match = some(text, /<<|\[/g, random);
    return replaced(text, match, (match?.[0] ?? '').repeat(random.pick([2, 99, 101, 5000])!));
  },
  (text, random) => {
    const object = random.pick(indirects(text));
    return object ? spliceText(text, object.start, object.end - object.start, '') : null;
  },
  (text, random, other) => {
    const from = random.pick(indirects(other));
    const to = random.pick(indirects(text));
    return from && to ? spliceText(text, to.body, to.end - to.body, other.slice(from.body, from.end)) : null;
  },
  (text, random) => {
    const object = random.pick(indirects(text));
    return object ? spliceText(text, random.below(text.length), 0, text.slice(object.start, object.end)) : null;
  },
  (text, random) => replaced(text, some(text, /startxref\s+\d+/g, random), `startxref\n${random.below(text.length)}`),
  (text, random) =>
    replaced(
      text,
      some(text, /\d{10} \d{5} [nf]/g, random),
      `${String(random.below(text.length)).padStart(10, '0')} 0000${random.below(3)} ${random.pick(['n', 'f'])}`,
    ),
  (text, random) =>
    replaced(
      text,
      some(text, /ByteRange ?\[[^\]]*\]/g, random),
      `ByteRange[0 ${random.below(text.length)} ${random.below(text.length)} ${random.below(text.length)}]`,
    ),
  (text, random) => replaced(text, some(text, /\/[A-Za-z]+/g, random), some(text, /\/[A-Za-z]+/g, random)?.[0] ?? '/X'),
];

/** A later revision with changed, swapped or new objects, as attackers append one to what was signed. */
const laterRevision: Mutate = (input, random, other) => {
  const text = input.toString('latin1');
  const objects = indirects(text).filter(({ body, end }) => end - body < 4000);
  const foreign = other.toString('latin1');
  const bodies: Record<number, string> = {};
  for (let count = random.between(1, 3); count > 0; count--) {
    const target = random.pick(objects);
    const [source, from] = random.once(2) ? [text, random.pick(objects)] : [foreign, random.pick(indirects(foreign))];
    if (!target || !from) return null;
    const body = random.once(3) ? source.slice(from.body, from.end) : text.slice(target.body, target.end);
    bodies[target.number] = random.pick(CHANGES)!(body, random, text) ?? body;
  }
  return appendRevision(input, bodies, { kind: random.pick(['table', 'stream'] as const), trailer: random.once(4) ? random.pick(ENTRIES)! : '' });
};

/** The data of a packed stream changed and packed again; its Length is left as it was, or made to fit. */
const insideStream: Mutate = (input, random, other) => {
  const match = some(input.toString('latin1'), /\/Length (\d+)([^>]*>>\s*stream\r?\n)/g, random);
  if (!match) return null;
  const start = match.index + match[0].length;
  const length = Number(match[1]);
  const data = input.subarray(start, start + length);
  const plain = unpacked(data);
  const changed = anyOf(BYTES)(plain ?? data, random, other);
  if (!changed) return null;
  const packed = plain ? deflateSync(changed) : changed;
  const whole = splice(input, start, length, packed);
  return random.once(4) ? whole : splice(whole, match.index, match[0].length, Buffer.from(`/Length ${packed.length}${match[2]}`, 'latin1'));
};

function unpacked(data: Buffer): Buffer | null {
  try {
    return inflateSync(data, { maxOutputLength: 1 << 20 });
  } catch {
    return null;
  }
}

/** The CMS of a signature changed inside the place it has. */
const insideSignature: Mutate = (input, random, other) => {
  const place = /<([0-9A-Fa-f]{200,})>/;
  const match = place.exec(input.toString('latin1'));
  if (!match) return null;
  const der = elementOf(Buffer.from(match[1]!, 'hex'));
  const changed = changeDer(der, random, elementOf(Buffer.from(place.exec(other.toString('latin1'))?.[1] ?? '', 'hex')));
  if (!changed || changed.length * 2 > match[1]!.length) return null;
  return splice(input, match.index + 1, match[1]!.length, Buffer.from(changed.toString('hex').padEnd(match[1]!.length, '0')));
};

/** Without the zeros behind it. */
const elementOf = (padded: Buffer): Buffer => (padded[1] === 0x82 ? padded.subarray(0, 4 + padded.readUInt16BE(2)) : padded);

const changePdf = anyOf(CHANGES.map(textMutation));

export const PDF: readonly Mutate[] = [
  changePdf,
  changePdf,
  changePdf,
  changePdf,
  laterRevision,
  laterRevision,
  insideStream,
  insideSignature,
  anyOf(BYTES),
];
