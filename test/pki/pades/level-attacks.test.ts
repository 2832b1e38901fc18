import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { digest } from '../../../pki/digest/algorithms.ts';
import { PkiError } from '../../../pki/errors.ts';
import type { TimeStamper } from '../../../pki/levels/material.ts';
import { extendPades } from '../../../pki/pades/extend.ts';
import { timeStampTail } from '../../../pki/pades/raise/document-time-stamp.ts';
import { storeUpdate } from '../../../pki/pades/raise/store-update.ts';
import { addField } from '../../../pki/pades/sign/place.ts';
import { signatureTemplate, TIME_STAMP_ENTRIES } from '../../../pki/pades/sign/signature-dictionary.ts';
import { writeSigned } from '../../../pki/pades/sign/write-signed.ts';
import { signPades } from '../../../pki/pades/sign.ts';
import { verifyPades } from '../../../pki/pades/verify.ts';
import { MemorySource } from '../../../pki/pdf/bytes/source.ts';
import { openPdf, type PdfDocument } from '../../../pki/pdf/document.ts';
import { dictionary, PdfReference, type PdfObject } from '../../../pki/pdf/syntax/objects.ts';
import { NewStream } from '../../../pki/pdf/syntax/serialize.ts';
import { IncrementalUpdate } from '../../../pki/pdf/update.ts';
import { AUTHORITY_NAMES } from '../../../pki/test-authority/names.ts';
import { localTimeStamper } from '../../../pki/time-stamp/local.ts';
import type { VerificationOptions } from '../../../pki/trust.ts';
import { crl, rsaKey } from '../../support/certificates.ts';
import { type LevelsWorld, levelsWorld, separateTsa } from '../../support/levels.ts';
import { coveredDigest, filled, rangeOf, withByteRange, withContents } from '../../support/pades.ts';
import { appendRevision, buildPdf, ONE_PAGE, type PdfBodies, replaceSameLength, stream } from '../../support/pdf.ts';

/** 6 page content, 7 a certificate in the store, 8 content that is not there yet. */
const BODIES: PdfBodies = {
  ...ONE_PAGE,
  1: '<</Type/Catalog/Pages 2 0 R/DSS<</Certs[7 0 R]>>>>',
  3: '<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 300]/Contents[6 0 R 8 0 R]>>',
  6: stream('BT ET'),
  7: stream('DER'),
  9: '(so that nothing new becomes 8)',
};
const NOW = new Date('2026-11-20T03:00:00Z');
const SIGNATURE = 0;
const STAMP = 1;

let world: LevelsWorld;
/** Level LTA: signature with its time stamp, security store, document time stamp. */
let raised: Buffer;
let signed: Buffer;

beforeAll(async () => {
  world = await levelsWorld(NOW);
  const order = { source: buildPdf(BODIES), signer: world.signer, signingTime: world.clock.now };
  signed = Buffer.from(await signPades({ ...order, ...world.order('T') }));
  raised = Buffer.from(await extendPades({ source: signed, ...world.order('LTA') }));
});

const restamped = async (bytes: Uint8Array): Promise<Buffer> =>
  withContents(bytes, await world.timeStamper.stamp(coveredDigest(bytes, 'sha256', STAMP)), STAMP);
const stamped = async (bytes: Uint8Array): Promise<Buffer> => Buffer.concat([bytes, await timeStampTail(world.timeStamper)(new MemorySource(bytes))]);

function edited(bytes: Uint8Array, edit: (update: IncrementalUpdate, document: PdfDocument) => void): Buffer {
  const document = openPdf(new MemorySource(bytes));
  const update = new IncrementalUpdate(document);
  edit(update, document);
  return Buffer.concat([bytes, update.write().bytes]);
}
const replaced = (bytes: Uint8Array, number: number, value: PdfObject | NewStream): Buffer =>
  edited(bytes, (update) => update.put(new PdfReference(number), value));
const drawing = new NewStream(dictionary({}), Buffer.from('0 0 400 300 re f'));
const withStore = (bytes: Uint8Array, DSS: PdfObject): Buffer =>
  edited(bytes, (update, document) => update.put(document.root, document.catalog.with({ DSS })));

async function outcome(bytes: Uint8Array, options: VerificationOptions = world.options()) {
  const { conclusion, subIndication, signatures } = await verifyPades({ name: 'letter.pdf', bytes }, options);
  const [{ level, intact, timeStamps }] = signatures as [(typeof signatures)[0]];
  return [conclusion, subIndication, level, intact, timeStamps.map(({ kind, trusted }) => `${kind} ${trusted ? 'trusted' : 'not'}`).join(', ')];
}

const PASSED = ['TOTAL-PASSED', null, 'LTA', true, 'signature trusted, archive trusted'];
const undecided = (subIndication: string, level: string, stamps = 'signature trusted, archive not') => [
  'INDETERMINATE',
  subIndication,
  level,
  true,
  stamps,
];

describe('the document time stamp', () => {
  it('passes as it is, and with its room filled anew', async () => {
    expect(await outcome(raised)).toEqual(PASSED);
    expect(await outcome(await restamped(raised))).toEqual(PASSED);
  });

  it('of another document proves nothing', async () => {
    const other = await stamped(buildPdf());
    const { signatures } = await verifyPades({ name: 'x', bytes: other }, world.options());
    expect(signatures[0]!.intact).toBe(true);
    const token = await world.timeStamper.stamp(coveredDigest(other, 'sha256'));
    expect(await outcome(withContents(raised, token, STAMP))).toEqual(undecided('SIG_CONSTRAINTS_FAILURE', 'LT'));
  });

  it('over the revision before it proves nothing', async () => {
    const token = await world.timeStamper.stamp(coveredDigest(raised, 'sha256', SIGNATURE));
    expect(await outcome(withContents(raised, token, STAMP))).toEqual(undecided('SIG_CONSTRAINTS_FAILURE', 'LT'));
  });

  it('over a part of its revision only, with a token that fits, proves nothing', async () => {
    const part = withByteRange(raised, ([a, b, c, d]) => [a!, b!, c!, d! - 30], STAMP);
    expect(await outcome(await restamped(part))).toEqual(undecided('SIG_CONSTRAINTS_FAILURE', 'LT'));
  });

  it('that was put into the form only later, with a token that fits, proves nothing', async () => {
    const document = openPdf(new MemorySource(await extendedTo('LT')));
    const update = new IncrementalUpdate(document);
    const value = update.allocate();
    const template = signatureTemplate(TIME_STAMP_ENTRIES, 16_384);
    const hidden = await writeSigned(update, value, template, 'sha256', (digest) => world.timeStamper.stamp(digest));
    const later = edited(Buffer.concat([await extendedTo('LT'), hidden]), (next) => addField(next, value, 'TimeStamp1', null));
    expect(await outcome(later)).toEqual(undecided('SIG_CONSTRAINTS_FAILURE', 'LT'));
  });

  it.each<[string, (numbers: readonly number[]) => readonly number[]]>([
    ['starts later', ([, b, c, d]) => [1, b!, c!, d!]],
    ['leaves out more before', ([a, b, c, d]) => [a!, b! - 20, c!, d!]],
    ['leaves out more behind', ([a, b, c, d]) => [a!, b!, c! + 1, d! - 1]],
    ['overlaps itself', ([a, b, c, d]) => [a!, b! + 4, c! - 4, d! + 4]],
    ['ends beyond the file', ([a, b, c, d]) => [a!, b!, c!, d! + 1]],
  ])('whose range %s is malformed', async (_, change) => {
    const { conclusion, subIndication, signatures } = await verifyPades(
      { name: 'x', bytes: withByteRange(raised, change, STAMP) },
      world.options({ crls: world.authority.crls }),
    );
    expect([conclusion, subIndication, signatures.map(({ id, intact, level }) => [id, intact, level])]).toEqual([
      'TOTAL-FAILED',
      'FORMAT_FAILURE',
      [
        ['Signature1', true, 'LT'],
        ['TimeStamp1', false, 'B'],
      ],
    ]);
  });

  it('with a second Contents is malformed, though its token fits', async () => {
    const at = raised.indexOf('/Type /DocTimeStamp');
    const { spans, gap } = rangeOf(raised, STAMP);
    const answer = async (entry: string) => {
      const bytes = Buffer.concat([raised.subarray(0, at), replaceSameLength(raised.subarray(at), '/Filter /Adobe.PPKLite', entry)]);
      const token = await world.timeStamper.stamp(digest('sha256', ...spans.map(({ start, end }) => bytes.subarray(start, end))));
      const { conclusion, subIndication } = await verifyPades({ name: 'x', bytes: filled(bytes, gap, token) }, world.options());
      return [conclusion, subIndication];
    };
    expect(await answer('/Contents <0000000000>')).toEqual(['TOTAL-FAILED', 'FORMAT_FAILURE']);
    expect(await answer('/Contentz <0000000000>')).toEqual(['TOTAL-PASSED', null]);
  });

  it('by an authority that nobody trusts proves nothing', async () => {
    expect((await outcome(raised, world.options({ tsaAnchors: [] })))[0]).toBe('INDETERMINATE');
  });
});

describe('changes around the stamp', () => {
  const overlaid = (bytes: Uint8Array): Buffer => replaced(bytes, 6, drawing);

  it.each<[string, () => Promise<Uint8Array>, readonly unknown[]]>([
    ['none', () => stamped(raised), ['TOTAL-PASSED', null, 'LTA', true, 'signature trusted, archive trusted, archive trusted']],
    [
      'content changed before it',
      async () => stamped(overlaid(await extendedTo('LT'))),
      undecided('SIG_CONSTRAINTS_FAILURE', 'LTA', PASSED[4] as string),
    ],
    ['content changed after it', async () => overlaid(raised), undecided('SIG_CONSTRAINTS_FAILURE', 'LT')],
    [
      'content that was referred to and comes only before it',
      async () => stamped(replaced(await extendedTo('LT'), 8, drawing)),
      undecided('SIG_CONSTRAINTS_FAILURE', 'LTA', PASSED[4] as string),
    ],
    ['content that was referred to and comes only after it', async () => replaced(raised, 8, drawing), undecided('SIG_CONSTRAINTS_FAILURE', 'LT')],
    [
      'a catalog of another number after it',
      async () => appendRevision(raised, { 90: '<</Type/Catalog/Pages 2 0 R>>' }, { trailer: '/Root 90 0 R' }),
      ['INDETERMINATE', 'NO_SIGNATURE'],
    ],
  ])('%s', async (_, make, expected) => {
    const bytes = await make();
    if (expected.length > 2) expect(await outcome(bytes)).toEqual(expected);
    else {
      const { conclusion, subIndication, signatures } = await verifyPades({ name: 'x', bytes }, world.options());
      expect([conclusion, subIndication, signatures]).toEqual([...expected, []]);
    }
  });
});

describe('the security store', () => {
  it('emptied after the stamp is still there under it', async () => {
    expect(await outcome(withStore(raised, dictionary({})))).toEqual(PASSED);
  });

  it('emptied before the stamp is of no use under it', async () => {
    const emptied = await stamped(withStore(await extendedTo('LT'), dictionary({})));
    expect((await outcome(emptied)).slice(0, 3)).toEqual(['INDETERMINATE', 'TRY_LATER', 'T']);
    expect(await outcome(await stamped(await extendedTo('LT')))).toEqual(PASSED);
  });

  const forger = rsaKey();
  const forged = (): Uint8Array[] =>
    [AUTHORITY_NAMES.root, AUTHORITY_NAMES.signature].map((issuer) =>
      crl({ issuer, key: forger, thisUpdate: NOW, nextUpdate: new Date(NOW.getTime() + 86_400_000) }),
    );

  it('with lists by somebody who merely has the name is of no use', async () => {
    const holding = async (crls: readonly Uint8Array[]): Promise<Buffer> => {
      const data = { certificates: [], crls, ocspResponses: [] };
      return Buffer.concat([signed, await storeUpdate(openPdf(new MemorySource(signed)), data)]);
    };
    expect((await outcome(await stamped(await holding(forged())))).slice(0, 2)).toEqual(['INDETERMINATE', 'TRY_LATER']);
    expect(await outcome(await stamped(await holding(world.authority.crls)))).toEqual(PASSED);
  });

  it('whose part is drawn on a page as well is no way to change the page', async () => {
    expect(await outcome(replaced(raised, 7, new NewStream(dictionary({}), Buffer.from('other'))))).toEqual(PASSED);
    const drawn = { ...BODIES, 1: '<</Type/Catalog/Pages 2 0 R/DSS<</Certs[6 0 R]>>>>' };
    const source = await signPades({ source: buildPdf(drawn), signer: world.signer, signingTime: world.clock.now, ...world.order('LTA') });
    expect(await outcome(replaced(source, 6, drawing))).toEqual(undecided('SIG_CONSTRAINTS_FAILURE', 'LT'));
  });
});

describe('what anybody may append', () => {
  const stranger = (): TimeStamper =>
    localTimeStamper(separateTsa('TEST Stranger TSA', NOW, new Date('2040-01-01T00:00:00Z')).tsa, () => world.clock.now);
  const strangelyStamped = async (bytes: Uint8Array): Promise<Buffer> =>
    Buffer.concat([bytes, await timeStampTail(stranger())(new MemorySource(bytes))]);
  const withJunk = async (bytes: Uint8Array): Promise<Buffer> => {
    const data = { certificates: [], crls: [Buffer.from('junk')], ocspResponses: [] };
    return Buffer.concat([bytes, await storeUpdate(openPdf(new MemorySource(bytes)), data)]);
  };
  const withLists = () => world.options({ crls: world.authority.crls });

  it.each<[string, () => Promise<Uint8Array>, readonly unknown[]]>([
    ['the stamp of an authority that is not trusted is set aside', () => strangelyStamped(raised), ['TOTAL-PASSED', null, 'LTA']],
    ['such a stamp archives nothing', async () => strangelyStamped(await extendedTo('LT')), ['TOTAL-PASSED', null, 'LT']],
    ['a store without a list of the issuer is no evidence', async () => withJunk(signed), ['TOTAL-PASSED', null, 'T']],
    ['nor is one under a trusted stamp', async () => stamped(await withJunk(signed)), ['TOTAL-PASSED', null, 'T']],
  ])('%s', async (_, make, expected) => {
    expect((await outcome(await make(), withLists())).slice(0, 3)).toEqual(expected);
  });

  it.each(['LT', 'LTA'] as const)('junk under a stamp does not stand for evidence in raising to %s', async (level) => {
    const source = await stamped(await withJunk(signed));
    expect((await outcome(await extendPades({ source, ...world.order(level) }))).slice(0, 3)).toEqual(['TOTAL-PASSED', null, level]);
  });
});

const extendedTo = (level: 'LT'): Promise<Uint8Array> => extendPades({ source: signed, ...world.order(level) });

it('no other byte outside the signatures passes', async () => {
  const gaps = [SIGNATURE, STAMP].map((index) => rangeOf(raised, index).gap);
  const place = fc.nat(raised.length - 1).filter((at) => gaps.every(({ start, end }) => at < start || at >= end));
  await fc.assert(
    fc.asyncProperty(place, fc.integer({ min: 1, max: 255 }), async (at, mask) => {
      const bytes = Buffer.from(raised);
      bytes[at]! ^= mask;
      try {
        expect((await verifyPades({ name: 'x', bytes }, world.options())).conclusion).not.toBe('TOTAL-PASSED');
      } catch (error) {
        if (!(error instanceof PkiError)) throw error;
      }
    }),
    { numRuns: 150 },
  );
});
