import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { PkiError } from '../../../pki/errors.ts';
import { isSound, readSignatures } from '../../../pki/pades/read/signatures.ts';
import { signPades } from '../../../pki/pades/sign.ts';
import { verifyPades } from '../../../pki/pades/verify.ts';
import { MemorySource } from '../../../pki/pdf/bytes/source.ts';
import { pdfCautions } from '../../../pki/pdf/cautions.ts';
import { openPdf } from '../../../pki/pdf/document.ts';
import type { ByteSpan } from '../../../pki/pdf/bytes/digest.ts';
import type { Signer } from '../../../pki/signer.ts';
import type { VerificationOptions } from '../../../pki/trust.ts';
import { authorityWithDoctor } from '../../support/authority.ts';
import { buildPdf, ONE_PAGE, stream } from '../../support/pdf.ts';

const now = new Date('2026-11-20T03:34:56Z');
let signer: Signer;
let options: VerificationOptions;
const originals: Buffer[] = [];
const signed: { readonly bytes: Buffer; readonly gap: ByteSpan }[] = [];

beforeAll(async () => {
  ({ signer, options } = await authorityWithDoctor(now));
  const bodies = { ...ONE_PAGE, 4: stream('BT ET') };
  originals.push(buildPdf(bodies), buildPdf({}, { kind: 'stream', compressed: ONE_PAGE }), buildPdf(bodies, { kind: 'stream' }));
  for (const source of originals) {
    const bytes = Buffer.from(await signPades({ source, signer, signingTime: now }));
    signed.push({ bytes, gap: readSignatures(openPdf(new MemorySource(bytes))).filter(isSound)[0]!.range.gap });
  }
});

/** Runs the action; an error must be one of ours. */
async function orOurs<T>(action: () => T | Promise<T>): Promise<T | null> {
  try {
    return await action();
  } catch (error) {
    if (error instanceof PkiError) return null;
    throw error;
  }
}

const byte = fc.oneof(fc.integer({ min: 0, max: 255 }), fc.constantFrom(...Buffer.from('0123456789<>[]()/ R\n')));
const place = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const which = fc.integer({ min: 0, max: 2 });

interface Damage {
  readonly place: number;
  readonly remove: number;
  readonly insert: readonly number[];
}
const damage: fc.Arbitrary<Damage> = fc.record({ place, remove: fc.integer({ min: 0, max: 30 }), insert: fc.array(byte, { maxLength: 12 }) });

const damaged = (bytes: Buffer, damages: readonly Damage[]): Buffer =>
  damages.reduce((result, { place: at, remove, insert }) => {
    const start = Math.floor(at * result.length);
    return Buffer.concat([result.subarray(0, start), Buffer.from(insert), result.subarray(start + remove)]);
  }, bytes);

describe('damaged documents', () => {
  it('are signed as a prefix or refused, never with an error of another kind', async () => {
    await fc.assert(
      fc.asyncProperty(which, fc.array(damage, { minLength: 1, maxLength: 3 }), async (index, damages) => {
        const bytes = damaged(originals[index]!, damages);
        const result = await orOurs(() => signPades({ source: bytes, signer, signingTime: now }));
        if (result) expect(Buffer.compare(result.subarray(0, bytes.length), bytes)).toBe(0);
        await orOurs(() => pdfCautions(new MemorySource(bytes)));
      }),
      { numRuns: 400 },
    );
  });

  it('never verify when a byte outside the signature itself is another', async () => {
    await fc.assert(
      fc.asyncProperty(which, place, fc.integer({ min: 1, max: 255 }), async (index, at, mask) => {
        const { bytes, gap } = signed[index]!;
        const outside = Math.floor(at * (bytes.length - (gap.end - gap.start)));
        const position = outside < gap.start ? outside : outside + gap.end - gap.start;
        const report = await orOurs(() => verifyPades({ name: 'x', bytes: bytes.with(position, bytes[position]! ^ mask) }, options));
        expect(report?.conclusion).not.toBe('TOTAL-PASSED');
      }),
      { numRuns: 400 },
    );
  });

  it('never verify when signed bytes were taken out or put in', async () => {
    await fc.assert(
      fc.asyncProperty(which, fc.array(damage, { minLength: 1, maxLength: 3 }), async (index, damages) => {
        const { bytes, gap } = signed[index]!;
        const changed = damaged(bytes, damages);
        const before = bytes.subarray(0, gap.start);
        const behind = bytes.subarray(gap.end);
        fc.pre(!changed.subarray(0, gap.start).equals(before) || !changed.subarray(gap.end, bytes.length).equals(behind));
        const report = await orOurs(() => verifyPades({ name: 'x', bytes: changed }, options));
        expect(report?.conclusion).not.toBe('TOTAL-PASSED');
      }),
      { numRuns: 300 },
    );
  });

  it('inside the signature end in a report or in one of our errors', async () => {
    await fc.assert(
      fc.asyncProperty(which, place, byte, async (index, at, value) => {
        const { bytes, gap } = signed[index]!;
        const position = gap.start + Math.floor(at * Math.min(9000, gap.end - gap.start));
        await orOurs(() => verifyPades({ name: 'x', bytes: bytes.with(position, value) }, options));
      }),
      { numRuns: 200 },
    );
  });
});
