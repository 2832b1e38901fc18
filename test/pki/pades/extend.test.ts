import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { octetString } from '../../../pki/asn1/encode.ts';
import type { LevelOrder, TimeStamper } from '../../../pki/levels/material.ts';
import { extendPadesFile } from '../../../pki/pades/extend.ts';
import { timeStampTail } from '../../../pki/pades/raise/document-time-stamp.ts';
import { signPades } from '../../../pki/pades/sign.ts';
import { securityStore } from '../../../pki/pades/read/security-store.ts';
import { MemorySource } from '../../../pki/pdf/bytes/source.ts';
import { openPdf } from '../../../pki/pdf/document.ts';
import { dictionary, PdfReference } from '../../../pki/pdf/syntax/objects.ts';
import { IncrementalUpdate } from '../../../pki/pdf/update.ts';
import type { SignatureLevel } from '../../../pki/report.ts';
import { withUnsigned } from '../../support/cms-edit.ts';
import { folderWith } from '../../support/openssl.ts';
import { coveredDigest, withContents } from '../../support/pades.ts';
import { extend, isPrefix, optionsFor, outcome, sign, START, verify, withLists, world } from '../../support/pades-levels.ts';
import { appendRevision, buildPdf, ONE_PAGE, type PdfBodies } from '../../support/pdf.ts';
import { failureOf } from '../../support/pki-failure.ts';

type Level = LevelOrder['level'];
const open = (bytes: Uint8Array) => openPdf(new MemorySource(bytes));

describe('extending', () => {
  const STEPS: readonly (readonly [SignatureLevel, Level, string])[] = [
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
    expect(await outcome(after, optionsFor(to))).toEqual({
      conclusion: 'TOTAL-PASSED',
      signatures: [[to, true, stamps]],
    });
  });

  it.each<[SignatureLevel, Level]>([
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
    expect(await outcome(await extend(twice, 'LTA'), world().options())).toEqual({
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
    await extendPadesFile({ source, sink, ...world().order('LTA') });
    expect((await outcome(readFileSync(sink), world().options())).signatures).toEqual([['LTA', true, 'archive archive']]);
    await expect(extendPadesFile({ source: sink, sink: source, ...world().order('T') })).rejects.toThrow();
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

describe('a time stamp larger than the usual room', () => {
  /** Each with so many bytes more that nobody signed. */
  const swelling = (...sizes: readonly number[]) => {
    const asked: string[] = [];
    const timeStamper: TimeStamper = {
      digestAlgorithm: 'sha256',
      stamp: async (hash) => {
        const more = octetString(new Uint8Array(sizes[asked.length]!));
        asked.push(Buffer.from(hash).toString('hex'));
        return withUnsigned(await world().timeStamper.stamp(hash), { type: '1.2.3.4', values: [more] });
      },
    };
    return { timeStamper, asked };
  };

  it('is asked for again over a revision with room for it', async () => {
    const { timeStamper, asked } = swelling(20_000, 20_000);
    const raised = await extend(await sign(buildPdf(), 'B'), 'T', timeStamper);
    expect([asked.length, new Set(asked).size]).toEqual([2, 2]);
    expect(await outcome(raised, withLists())).toEqual({ conclusion: 'TOTAL-PASSED', signatures: [['T', true, 'archive']] });
  });

  it('is refused when it grows again', async () => {
    const { timeStamper, asked } = swelling(20_000, 30_000);
    const signed = await sign(buildPdf(), 'B');
    expect(await failureOf(() => extend(signed, 'T', timeStamper))).toBe('PDF_SIGNATURE_TOO_LARGE');
    expect(asked.length).toBe(2);
  });

  it('does not fit into a signature that is made already', async () => {
    const { timeStamper, asked } = swelling(40_000);
    const order = { source: buildPdf(), signer: world().signer, signingTime: world().clock.now };
    expect(await failureOf(() => signPades({ ...order, ...world().order('T', timeStamper) }))).toBe('PDF_SIGNATURE_TOO_LARGE');
    expect(asked.length).toBe(1);
  });
});

describe('a document that refers to what it does not have', () => {
  const page = (entry: string): PdfBodies => ({
    ...ONE_PAGE,
    3: `<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 300]/Resources<</XObject[${entry}]>>>>`,
  });

  it.each([
    ['within its numbers', '2 0 R'],
    ['just above them', '4 0 R 5 0 R 6 0 R 7 0 R 9 0 R'],
    ['far above them', '8388607 0 R'],
    ['beyond all numbers', '99999999 0 R'],
  ])('%s is signed and extended without becoming another', async (_, entry) => {
    const source = buildPdf(page(entry));
    const raised = await extend(await sign(source, 'B'), 'LTA');
    const once = await outcome(await sign(raised, 'LT'), world().options());
    expect(once).toEqual({
      conclusion: 'TOTAL-PASSED',
      signatures: [
        ['LTA', true, 'archive archive'],
        ['LT', true, 'signature'],
      ],
    });
    for (const [number] of entry.matchAll(/\d+(?= 0 R)/g)) {
      const reference = new PdfReference(Number(number));
      expect(open(raised).get(reference)).toEqual(open(source).get(reference));
    }
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
    const token = await world().timeStamper.stamp(coveredDigest(raised, 'sha256', 0));
    expect(await failureOf(() => extend(withContents(raised, token, 1), 'LTA'))).toBe('SIGNATURE_NOT_INTACT');
  });

  it('a signature whose certificate expired before any list proved it', async () => {
    const signed = await sign(buildPdf(), 'T');
    world().clock.pass({ years: 6 });
    expect(await failureOf(() => extend(signed, 'LT'))).toBe('EVIDENCE_INCOMPLETE');
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
    expect(await outcome(raised, world().options())).toEqual({ conclusion: 'TOTAL-PASSED', signatures: [['LTA', true, 'archive archive archive']] });
  });
});

describe('a document that bears only a document time stamp', () => {
  const stamped = async () => {
    const source = buildPdf();
    return Buffer.concat([source, await timeStampTail(world().timeStamper)(new MemorySource(source))]);
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
    expect((await verify(renewed, world().options())).signatures[0]!.timeStamps.map(({ trusted }) => trusted)).toEqual([true, true]);
  });
});
