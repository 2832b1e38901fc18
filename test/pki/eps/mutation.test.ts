import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { prescriptionContent } from '../../../pki/eps/content.ts';
import { verifyEps } from '../../../pki/eps/verify.ts';
import { PkiError } from '../../../pki/errors.ts';
import { encodeText } from '../../../pki/xml/text.ts';
import { trusting } from '../../support/hpki-chain.ts';
import { besides, doctor, SAMPLE_CSV, signedPrescription } from '../../support/prescription.ts';

const options = trusting(doctor, besides(doctor));

/** One change to a file: bytes overwritten, taken out, put in, or copied to another place. */
type Mutation = (bytes: Uint8Array) => Uint8Array;

const splice = (bytes: Uint8Array, at: number, removed: number, added: Uint8Array): Uint8Array =>
  new Uint8Array(Buffer.concat([bytes.subarray(0, at), added, bytes.subarray(at + removed)]));
const place = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
const markup = fc
  .constantFrom('<!-- x -->', ' ', '\n', '<x/>', '</x>', '&#65;', '<![CDATA[A]]>', ' id="PrescriptionDocument"', 'xmlns="urn:x"', '=', 'A')
  .map(encodeText);

const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.tuple(place, fc.uint8Array({ minLength: 1, maxLength: 3 })).map(
    ([at, added]): Mutation =>
      (bytes) =>
        splice(bytes, Math.floor(at * bytes.length), added.length, added),
  ),
  fc.tuple(place, fc.integer({ min: 1, max: 200 })).map(
    ([at, removed]): Mutation =>
      (bytes) =>
        splice(bytes, Math.floor(at * bytes.length), removed, new Uint8Array()),
  ),
  fc.tuple(place, markup).map(
    ([at, added]): Mutation =>
      (bytes) =>
        splice(bytes, Math.floor(at * bytes.length), 0, added),
  ),
  fc.tuple(place, place, fc.integer({ min: 1, max: 400 })).map(
    ([from, to, length]): Mutation =>
      (bytes) => {
        const start = Math.floor(from * bytes.length);
        return splice(bytes, Math.floor(to * bytes.length), 0, bytes.subarray(start, start + length));
      },
  ),
);

/** A file that cannot be read does not pass; any other failure than ours is one of the program. */
const passes = (bytes: Uint8Array): Promise<boolean> =>
  verifyEps({ name: 'p.xml', bytes }, options).then(
    ({ conclusion }) => conclusion === 'TOTAL-PASSED',
    (error: unknown) => {
      expect(error).toBeInstanceOf(PkiError);
      return false;
    },
  );

/** Content and signing time as a reader would take them from the file. */
const shown = (bytes: Uint8Array) => ({
  content: Buffer.from(prescriptionContent(bytes)).toString('base64'),
  time: /<xa:SigningTime>([^<]*)/.exec(Buffer.from(bytes).toString('latin1'))?.[1],
});

describe.each(['official-sample', 'exclusive'] as const)('a changed prescription, profile %s', (profile) => {
  let signed: Uint8Array;
  beforeAll(async () => {
    signed = await signedPrescription(profile);
  });

  it('is intact only if what was signed is what is read', async () => {
    let passed = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(mutation, { maxLength: 2 }), async (mutations) => {
        const bytes = mutations.reduce((file, mutate) => mutate(file), signed);
        if (!(await passes(bytes))) return;
        passed += 1;
        expect(shown(bytes)).toEqual(shown(signed));
      }),
      { numRuns: 400 },
    );
    expect(passed).toBeGreaterThan(0);
    expect(shown(signed).content).toBe(Buffer.from(SAMPLE_CSV).toString('base64'));
  });
});
