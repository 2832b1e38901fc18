import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { levelMaterial } from '../../../pki/levels/collect.ts';
import type { LevelOrder } from '../../../pki/levels/material.ts';
import { extendPades, extendPadesFile } from '../../../pki/pades/extend.ts';
import { securityStore } from '../../../pki/pades/read/security-store.ts';
import { signPades, signPadesFile } from '../../../pki/pades/sign.ts';
import { verifyPades } from '../../../pki/pades/verify.ts';
import { MemorySource } from '../../../pki/pdf/bytes/source.ts';
import { openPdf } from '../../../pki/pdf/document.ts';
import { dictionary } from '../../../pki/pdf/syntax/objects.ts';
import { IncrementalUpdate } from '../../../pki/pdf/update.ts';
import type { SignatureLevel } from '../../../pki/report.ts';
import type { VerificationOptions } from '../../../pki/trust.ts';
import { type LevelsWorld, levelsWorld } from '../../support/levels.ts';
import { folderWith } from '../../support/openssl.ts';
import { coveredDigest, withContents } from '../../support/pades.ts';
import { appendRevision, buildPdf, ONE_PAGE, type PdfBodies } from '../../support/pdf.ts';
import { failureOf } from '../../support/pki-failure.ts';

type Raised = LevelOrder['level'];

/** The first time-stamp authority ends in 2030, and with that year RSA-2048. */
const START = new Date('2020-11-20T03:00:00Z');
let world: LevelsWorld;

beforeAll(async () => {
  world = await levelsWorld(START);
});
beforeEach(() => {
  world.clock.now = START;
});

const open = (bytes: Uint8Array) => openPdf(new MemorySource(bytes));
const sign = (source: Uint8Array, level: SignatureLevel) =>
  signPades({ source, signer: world.signer, signingTime: world.clock.now, ...(level !== 'B' && world.order(level)) });
const extend = (source: Uint8Array, level: Raised, timeStamper = world.timeStamper) => extendPades({ source, ...world.order(level, timeStamper) });
const verify = (bytes: Uint8Array, options: VerificationOptions) => verifyPades({ name: 'letter.pdf', bytes }, options);
const isPrefix = (start: Uint8Array, whole: Uint8Array): boolean => Buffer.compare(whole.subarray(0, start.length), start) === 0;
/** Options with the lists of the day: without evidence inside a verifier has to be given them. */
const withLists = (): VerificationOptions => world.options({ crls: listsOfToday() });
const listsOfToday = (): Uint8Array[] => [...Object.values(world.authority.publishCrls(world.clock.now)), world.second.publishCrl(world.clock.now)];
const LISTS_INSIDE: ReadonlySet<SignatureLevel> = new Set(['LT', 'LTA']);

async function outcome(bytes: Uint8Array, options: VerificationOptions) {
  const { conclusion, signatures } = await verify(bytes, options);
  return { conclusion, signatures: signatures.map(({ level, intact, timeStamps }) => [level, intact, timeStamps.map(({ kind }) => kind).join(' ')]) };
}

describe('signing', () => {
  const LEVELS: readonly (readonly [SignatureLevel, string])[] = [
    ['B', ''],
    ['T', 'signature'],
    ['LT', 'signature'],
    ['LTA', 'signature archive'],
  ];
  const SHAPES = [
    ['a table', {}],
    ['a cross-reference stream', { kind: 'stream' }],
    ['objects in streams', { kind: 'stream', compressed: ONE_PAGE }],
  ] as const;

  describe.each(SHAPES)('a document with %s', (_, shape) => {
    it.each(LEVELS)('at level %s passes with what is inside', async (level, stamps) => {
      const original = buildPdf('compressed' in shape ? {} : ONE_PAGE, shape);
      const signed = await sign(original, level);
      expect(isPrefix(original, signed)).toBe(true);
      expect(await outcome(signed, LISTS_INSIDE.has(level) ? world.options() : withLists())).toEqual({
        conclusion: 'TOTAL-PASSED',
        signatures: [[level, true, stamps]],
      });
    });
  });

  it('the trusted time is that of the stamp', async () => {
    const signed = await sign(buildPdf(), 'T');
    world.clock.pass({ days: 2 });
    const [signature] = (await verify(signed, withLists())).signatures;
    expect([signature!.bestSignatureTime, signature!.timeStamps[0]!.trusted]).toEqual([START.toISOString(), true]);
  });

  it('needs a time stamper above B', async () => {
    const order = { source: buildPdf(), signer: world.signer, signingTime: START };
    expect(await failureOf(() => signPades({ ...order, level: 'T' }))).toBe('LEVEL_NOT_AVAILABLE');
  });

  it('raises only what was just signed', async () => {
    const twice = await sign(await sign(buildPdf(), 'B'), 'LT');
    expect((await outcome(twice, withLists())).signatures).toEqual([
      ['B', true, ''],
      ['LT', true, 'signature'],
    ]);
  });

  it('from file to file ends as in memory, or leaves nothing behind', async () => {
    const folder = folderWith({ 'letter.pdf': buildPdf() });
    const [source, sink] = [join(folder, 'letter.pdf'), join(folder, 'signed.pdf')];
    const order = { source, sink, signer: world.signer, signingTime: START };
    const { timeStamper, evidenceFor } = world.material();
    const refused = { timeStamper, evidenceFor: () => Promise.reject(new Error('no network')) };
    await expect(signPadesFile({ ...order, level: 'LTA', material: refused })).rejects.toThrow('no network');
    expect(readdirSync(folder)).toEqual(['letter.pdf']);
    await signPadesFile({ ...order, level: 'LTA', material: { timeStamper, evidenceFor } });
    expect((await outcome(readFileSync(sink), world.options())).signatures).toEqual([['LTA', true, 'signature archive']]);
  });
});

describe('extending', () => {
  const STEPS: readonly (readonly [SignatureLevel, Raised, string])[] = [
    ['B', 'T', 'archive'],
    ['B', 'LT', 'archive'],
    ['B', 'LTA', 'archive archive'],
    ['T', 'LT', 'signature'],
    ['T', 'LTA', 'signature archive'],
    ['LT', 'LTA', 'signature archive'],
    ['LTA', 'LTA', 'signature archive archive'],
  ];

  it.each(STEPS)('%s to %s', async (from, to, stamps) => {
    const before = await sign(buildPdf(), from);
    const after = await extend(before, to);
    expect(isPrefix(before, after)).toBe(true);
    expect(await outcome(after, LISTS_INSIDE.has(to) ? world.options() : withLists())).toEqual({
      conclusion: 'TOTAL-PASSED',
      signatures: [[to, true, stamps]],
    });
  });

  it.each<[SignatureLevel, Raised]>([
    ['T', 'T'],
    ['LT', 'T'],
    ['LT', 'LT'],
    ['LTA', 'LT'],
  ])('%s is not extended to %s', async (from, to) => {
    const signed = await sign(buildPdf(), from);
    expect(await failureOf(() => extend(signed, to))).toBe('LEVEL_ALREADY_REACHED');
  });

  it('raises all signatures of a document', async () => {
    const twice = await sign(await sign(buildPdf(), 'B'), 'T');
    expect(await outcome(await extend(twice, 'LTA'), world.options())).toEqual({
      conclusion: 'TOTAL-PASSED',
      signatures: [
        ['LTA', true, 'archive archive'],
        ['LTA', true, 'signature archive archive'],
      ],
    });
  });

  it('from file to file', async () => {
    const folder = folderWith({ 'signed.pdf': await sign(buildPdf(), 'B') });
    const [source, sink] = [join(folder, 'signed.pdf'), join(folder, 'raised.pdf')];
    await extendPadesFile({ source, sink, ...world.order('LTA') });
    expect((await outcome(readFileSync(sink), world.options())).signatures).toEqual([['LTA', true, 'archive archive']]);
    await expect(extendPadesFile({ source: sink, sink: source, ...world.order('T') })).rejects.toThrow();
    expect([readdirSync(folder).toSorted(), isPrefix(readFileSync(source), readFileSync(sink))]).toEqual([['raised.pdf', 'signed.pdf'], true]);
  });

  it('keeps the security store that there is and adds nothing twice', async () => {
    const once = await sign(buildPdf(), 'LT');
    const twice = await extend(once, 'LTA');
    const thrice = await extend(twice, 'LTA');
    const numbers = (bytes: Uint8Array, list: string) => {
      const document = open(bytes);
      return document.array(document.dictionary(document.catalog.get('DSS'))!.get(list)).map((item) => ('number' in (item as object) ? item : null));
    };
    for (const list of ['Certs', 'CRLs']) {
      expect(numbers(thrice, list).slice(0, numbers(once, list).length)).toEqual(numbers(once, list));
      const store = securityStore(open(thrice));
      expect(store.certificates.length + store.crls.length).toBe(numbers(thrice, 'Certs').length + numbers(thrice, 'CRLs').length);
    }
  });

  it('keeps what the store has for single signatures', async () => {
    const signed = await sign(buildPdf(), 'B');
    const document = open(signed);
    const update = new IncrementalUpdate(document);
    const VRI = update.add(dictionary({ ABCD: dictionary({}) }));
    update.put(document.root, document.catalog.with({ DSS: dictionary({ VRI }) }));
    const raised = open(await extend(Buffer.concat([signed, update.write().bytes]), 'LT'));
    expect(raised.dictionary(raised.dictionary(raised.catalog.get('DSS'))!.get('VRI'))!.get('ABCD')).not.toBeNull();
  });
});

describe('what is not extended', () => {
  it.each<[string, (signed: Buffer) => Uint8Array, string]>([
    ['a document that nobody signed', () => buildPdf(), 'PDF_NOT_SIGNED'],
    [
      'content changed under the signature',
      (signed) => signed.fill('8', signed.indexOf('400 300'), signed.indexOf('400 300') + 1),
      'SIGNATURE_NOT_INTACT',
    ],
    [
      'a page changed after signing',
      (signed) => appendRevision(signed, { 3: '<</Type/Page/Parent 2 0 R/MediaBox[0 0 40 30]>>' }),
      'PDF_ALTERED_AFTER_SIGNING',
    ],
    ['bytes behind the end', (signed) => Buffer.concat([signed, Buffer.from('%x\n')]), 'PDF_ALTERED_AFTER_SIGNING'],
    ['half a document', (signed) => signed.subarray(0, signed.length - 40), 'PDF_BROKEN'],
  ])('%s', async (_, damage, code) => {
    const signed = Buffer.from(await sign(buildPdf(), 'B'));
    expect(await failureOf(() => extend(damage(signed), 'T'))).toBe(code);
  });

  it('a time stamp that does not fit', async () => {
    const raised = await extend(await sign(buildPdf(), 'B'), 'T');
    const token = await world.timeStamper.stamp(coveredDigest(raised, 'sha256', 0));
    expect(await failureOf(() => extend(withContents(raised, token, 1), 'LTA'))).toBe('SIGNATURE_NOT_INTACT');
  });

  it('a signature whose certificate expired before any list proved it', async () => {
    const signed = await sign(buildPdf(), 'T');
    world.clock.pass({ years: 6 });
    expect(await failureOf(() => extend(signed, 'LT'))).toBe('EVIDENCE_INCOMPLETE');
  });
});

describe('years later', () => {
  it('level LTA passes as long as it is renewed in time', async () => {
    const signed = await sign(buildPdf(), 'LTA');
    const unstamped = await sign(buildPdf(), 'B');
    world.clock.pass({ years: 9 });
    expect((await outcome(signed, withLists())).conclusion).toBe('TOTAL-PASSED');
    const renewed = await extend(signed, 'LTA', world.secondTimeStamper);
    world.clock.pass({ years: 3 });
    const conclusions = await Promise.all([renewed, signed, unstamped].map(async (bytes) => (await outcome(bytes, withLists())).conclusion));
    expect(conclusions).toEqual(['TOTAL-PASSED', 'INDETERMINATE', 'INDETERMINATE']);
    expect((await verify(renewed, withLists())).signatures[0]!.bestSignatureTime).toBe(START.toISOString());
  });

  it('a signature that was stamped in time reaches LT after its certificate expired, with a list that was kept', async () => {
    const signed = await sign(buildPdf(), 'T');
    world.clock.pass({ days: 1 });
    const kept = world.options({ crls: listsOfToday() });
    world.clock.pass({ years: 6 });
    const options = { ...kept, revocationSource: world.source };
    const material = levelMaterial({ timeStamper: world.timeStamper, options, now: () => world.clock.now });
    expect(await outcome(await extendPades({ source: signed, level: 'LT', material }), world.options())).toEqual({
      conclusion: 'TOTAL-PASSED',
      signatures: [['LT', true, 'signature']],
    });
  });
});

describe('certified and locked documents', () => {
  const prepared = (lock: string): PdfBodies => ({
    ...ONE_PAGE,
    1: '<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R]>>>>',
    3: '<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 300]/Annots[4 0 R]>>',
    4: `<</Type/Annot/Subtype/Widget/FT/Sig/T(Doctor)/P 3 0 R/Rect[10 10 200 60]/Lock<<${lock}>>>>`,
  });

  it.each([
    ['that permit nothing', '/Action/Include/Fields[]/P 1'],
    ['of which every field is locked', '/Action/All'],
    ['that permit nothing and lock every field', '/Action/All/P 1'],
  ])('%s take evidence and document time stamps', async (_, lock) => {
    const signed = await sign(buildPdf(prepared(lock)), 'B');
    const raised = await extend(await extend(signed, 'LTA'), 'LTA');
    expect(await outcome(raised, world.options())).toEqual({ conclusion: 'TOTAL-PASSED', signatures: [['LTA', true, 'archive archive archive']] });
  });
});

describe('a document that bears only a document time stamp', () => {
  const stamped = async () => {
    const { timeStampTail } = await import('../../../pki/pades/raise/document-time-stamp.ts');
    const source = buildPdf();
    return Buffer.concat([source, await timeStampTail(world.timeStamper)(new MemorySource(source))]);
  };

  it('is reported as one that nobody signed, with what the stamp proves', async () => {
    const bytes = await stamped();
    const { conclusion, subIndication, signatures } = await verify(bytes, withLists());
    const [{ id, intact, signer, coversWholeDocument, timeStamps, bestSignatureTime }] = signatures as [(typeof signatures)[0]];
    expect({
      conclusion,
      subIndication,
      id,
      intact,
      signer,
      coversWholeDocument,
      bestSignatureTime,
      trusted: timeStamps.map(({ trusted }) => trusted),
    }).toEqual({
      conclusion: 'INDETERMINATE',
      subIndication: 'NO_SIGNATURE',
      id: 'TimeStamp1',
      intact: true,
      signer: null,
      coversWholeDocument: true,
      bestSignatureTime: START.toISOString(),
      trusted: [true],
    });
  });

  it('that does not fit says so', async () => {
    const bytes = await stamped();
    const [{ intact, timeStamps }] = (await verify(bytes.fill('8', bytes.indexOf('400 300'), bytes.indexOf('400 300') + 1), withLists()))
      .signatures as [Awaited<ReturnType<typeof verify>>['signatures'][0]];
    expect([intact, timeStamps.map(({ trusted }) => trusted)]).toEqual([false, [false]]);
  });

  it('is renewed', async () => {
    const renewed = await extend(await stamped(), 'LTA');
    expect((await verify(renewed, world.options())).signatures[0]!.timeStamps.map(({ trusted }) => trusted)).toEqual([true, true]);
  });
});
