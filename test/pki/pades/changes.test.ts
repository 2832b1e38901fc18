import { beforeAll, describe, expect, it } from 'vitest';
import { signPades } from '../../../pki/pades/sign.ts';
import { verifyPades } from '../../../pki/pades/verify.ts';
import { MemorySource } from '../../../pki/pdf/bytes/source.ts';
import { openPdf, type PdfDocument } from '../../../pki/pdf/document.ts';
import { dictionary, name, type PdfDictionary, type PdfObject, PdfReference } from '../../../pki/pdf/syntax/objects.ts';
import { NewStream } from '../../../pki/pdf/syntax/serialize.ts';
import { IncrementalUpdate } from '../../../pki/pdf/update.ts';
import type { Signer } from '../../../pki/signer.ts';
import type { VerificationOptions } from '../../../pki/trust.ts';
import { authorityWithDoctor } from '../../support/authority.ts';
import { appendRevision, buildPdf, ONE_PAGE, type PdfBodies, stream } from '../../support/pdf.ts';
import { failureOf } from '../../support/pki-failure.ts';

const now = new Date('2026-11-20T03:34:56Z');
let signer: Signer;
let options: VerificationOptions;

/**
 * 4 form, 5 text field, 6 content, 7 metadata, 8 content that is not there yet, 9 list of annotations, 10 and 11 security store, 12 empty field,
 * 13 image, 14 object behind a filled field
 */
const BODIES: PdfBodies = {
  ...ONE_PAGE,
  1: '<</Type/Catalog/Pages 2 0 R/AcroForm 4 0 R/Metadata 7 0 R/DSS 10 0 R>>',
  3: '<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 300]/Resources<</XObject<</I 13 0 R>>>>/Contents[6 0 R 8 0 R]/Annots 9 0 R>>',
  4: '<</Fields[5 0 R 12 0 R]>>',
  5: '<</Subtype/Widget/FT/Tx/T(Patient)/V(Hanako)/P 3 0 R/Rect[10 10 90 30]>>',
  6: stream('BT ET'),
  7: stream('<x/>', '/Type/Metadata/Subtype/XML'),
  9: '[5 0 R 12 0 R]',
  10: '<</Certs 11 0 R>>',
  11: '[]',
  12: '<</Subtype/Widget/FT/Sig/T(Second)/P 3 0 R/Rect[100 10 190 30]>>',
  13: stream('', '/Type/XObject/Subtype/Form/BBox[0 0 1 1]'),
};
/** The first signature goes to a field of its own, so that the empty one stays. */
const FIRST: PdfBodies = { ...BODIES, 12: '<</Subtype/Widget/FT/Sig/T(Second)/P 3 0 R/Rect[100 10 190 30]/SV<</Ff 1>>>>' };

let signed: Uint8Array;

beforeAll(async () => {
  ({ signer, options } = await authorityWithDoctor(now));
  signed = await signPades({ source: buildPdf(FIRST), signer, signingTime: now });
});

type Edit = (update: IncrementalUpdate, document: PdfDocument) => void;

function edited(bytes: Uint8Array, edit: Edit): Uint8Array {
  const document = openPdf(new MemorySource(bytes));
  const update = new IncrementalUpdate(document);
  edit(update, document);
  return Buffer.concat([bytes, update.write().bytes]);
}

const change =
  (number: number, entries: Readonly<Record<string, PdfObject>> = {}): Edit =>
  (update, document) =>
    update.put(new PdfReference(number), (document.get(new PdfReference(number)) as PdfDictionary).with(entries));
const replace =
  (number: number, value: PdfObject | NewStream | Uint8Array): Edit =>
  (update) =>
    update.put(new PdfReference(number), value);
const text = (body: string): Uint8Array => Buffer.from(body, 'latin1');
const drawing = (content = '0 0 400 300 re f'): NewStream => new NewStream(dictionary({}), Buffer.from(content));
/** Adds an annotation to the page, and to the form where it is a field. */
const annotate =
  (entries: Readonly<Record<string, PdfObject>>, field = false): Edit =>
  (update, document) => {
    const added = update.add(dictionary({ Type: name('Annot'), Rect: [0, 0, 400, 300], ...entries }));
    update.put(new PdfReference(9), [...document.array(new PdfReference(9)), added]);
    if (field) {
      const form = document.get(new PdfReference(4)) as PdfDictionary;
      update.put(new PdfReference(4), form.with({ Fields: [...document.array(form.get('Fields')), added] }));
    }
  };
const stamp = (update: IncrementalUpdate, place: readonly number[], form = 'ETSI.RFC3161'): void => {
  const value = update.add(dictionary({ Type: name('DocTimeStamp'), SubFilter: name(form) }));
  annotate({ Subtype: name('Widget'), FT: name('Sig'), V: value, Rect: place }, true)(update, update.document);
};

const outcome = async (bytes: Uint8Array) => {
  const report = await verifyPades({ name: 'letter.pdf', bytes }, options);
  const first = report.signatures.find(({ checks }) => checks.some(({ id }) => id === 'changes-after-signing'))!;
  const check = first.checks.find(({ id }) => id === 'changes-after-signing')!;
  return {
    intact: first.intact,
    whole: first.coversWholeDocument,
    conclusion: first.conclusion,
    status: check.status,
    kind: check.params?.['kind'] ?? check.params?.['kinds'],
  };
};

describe('what may follow a signature', () => {
  it.each<[string, Edit, string | undefined]>([
    ['the same objects again', change(3), undefined],
    ['objects that nothing refers to', (update) => update.add(drawing()), undefined],
    ['certificates in the security store', (update) => update.put(new PdfReference(11), [update.add(drawing('DER'))]), 'validation-data'],
    ['another security store', change(1, { DSS: dictionary({ CRLs: [] }) }), 'validation-data'],
    ['other metadata', replace(7, drawing('<y/>')), 'metadata'],
    ['an unseen document time stamp', (update) => stamp(update, [0, 0, 0, 0]), 'validation-data'],
  ])('%s', async (_, edit, kind) => {
    expect(await outcome(edited(signed, edit))).toEqual({ intact: true, whole: false, conclusion: 'TOTAL-PASSED', status: 'passed', kind });
  });

  it('empty lines', async () => {
    expect(await outcome(Buffer.concat([signed, Buffer.from('\r\n\n')]))).toEqual({
      intact: true,
      whole: false,
      conclusion: 'TOTAL-PASSED',
      status: 'passed',
      kind: undefined,
    });
  });

  it('a second signature, also into a field that was empty', async () => {
    const once = await signPades({ source: buildPdf(BODIES), signer, signingTime: now, stamp: { lines: ['A'] } });
    const twice = await signPades({ source: once, signer, signingTime: now, stamp: { lines: ['B'] } });
    expect(await outcome(twice)).toEqual({ intact: true, whole: false, conclusion: 'TOTAL-PASSED', status: 'passed', kind: 'signature' });
  });
});

describe('what may not', () => {
  it.each<[string, Edit, string]>([
    ['page content replaced in its place', replace(6, drawing()), 'other'],
    ['page content that was referred to and comes only now (shadow attack: replace)', replace(8, drawing()), 'other'],
    ['an overlay that vanishes (shadow attack: hide)', replace(13, dictionary({})), 'other'],
    ['a page that points to other content', change(3, { Contents: new PdfReference(13) }), 'other'],
    ['another size of the page', change(3, { MediaBox: [0, 0, 40, 30] }), 'other'],
    ['a further page', change(2, { Kids: [new PdfReference(3), new PdfReference(3)], Count: 2 }), 'other'],
    ['a script when opened', change(1, { OpenAction: dictionary({ S: name('JavaScript') }) }), 'other'],
    ['a deleted list of annotations', replace(9, null), 'other'],
    ['an annotation taken away', replace(9, [new PdfReference(5)]), 'other'],
    ['a note', annotate({ Subtype: name('Text') }), 'annotation'],
    ['a picture over the page', annotate({ Subtype: name('Stamp') }), 'annotation'],
    ['an annotation that acts', annotate({ Subtype: name('Link'), A: dictionary({ S: name('URI') }) }), 'other'],
    ['a new text field', annotate({ Subtype: name('Widget'), FT: name('Tx') }, true), 'other'],
    ['a signature field that merely shows', annotate({ Subtype: name('Widget'), FT: name('Sig') }, true), 'annotation'],
    [
      'a field that borrows the signature',
      (update, document) => annotate({ Subtype: name('Widget'), FT: name('Sig'), V: signatureOf(document) }, true)(update, document),
      'annotation',
    ],
    ['a document time stamp that shows', (update) => stamp(update, [0, 0, 400, 300]), 'annotation'],
    ['a field filled in', change(5, { V: name('x') }), 'form-filling'],
    ['a field moved', change(5, { Rect: [0, 0, 400, 300] }), 'other'],
    ['an empty signature field that shows', change(12, { AP: dictionary({}) }), 'annotation'],
    ['the signature field changed', (update, document) => change(fieldOf(document).number, { AP: dictionary({}) })(update, document), 'other'],
    ['a form that regenerates what it shows', change(4, { NeedAppearances: true }), 'other'],
    ['an entry called as every object has one, in the catalog', change(1, { constructor: 1 }), 'other'],
    ['an entry called as every object has one, in the form', change(4, { toString: 1 }), 'other'],
    ['an entry called as every object has one, in the page', change(3, { valueOf: 1 }), 'other'],
  ])('%s', async (_, edit, kind) => {
    const bytes = edited(signed, edit);
    expect(await outcome(bytes)).toEqual({ intact: true, whole: false, conclusion: 'INDETERMINATE', status: 'failed', kind });
    expect(await failureOf(() => signPades({ source: bytes, signer, signingTime: now }))).toBe('PDF_ALTERED_AFTER_SIGNING');
  });

  it.each<[string, (bytes: Uint8Array) => Uint8Array]>([
    ['bytes that belong to no revision', (bytes) => Buffer.concat([bytes, Buffer.from('6 0 obj\n(hidden)\nendobj\n')])],
    [
      'a catalog of another number',
      (bytes) => appendRevision(bytes, { 20: '<</Type/Catalog/Pages 2 0 R/AcroForm 4 0 R>>' }, { trailer: '/Root 20 0 R' }),
    ],
  ])('%s', async (_, append) => {
    expect(await outcome(append(signed))).toMatchObject({ intact: true, conclusion: 'INDETERMINATE', status: 'failed', kind: 'other' });
  });

  it('cross-references that leave the signed ones out leave no signature', async () => {
    const first = buildPdf(FIRST).lastIndexOf('xref\n0 1');
    const bytes = appendRevision(signed, { 20: '(x)' }, { trailer: `/Prev ${first}` });
    expect(await verifyPades({ name: 'letter.pdf', bytes }, options)).toMatchObject({
      conclusion: 'INDETERMINATE',
      subIndication: 'NO_SIGNATURE',
      signatures: [],
    });
  });

  it('metadata that is drawn on a page as well', async () => {
    const bodies = { ...FIRST, 3: FIRST[3]!.replace('/Contents[6 0 R 8 0 R]', '/Contents[6 0 R 7 0 R]') };
    const drawn = await signPades({ source: buildPdf(bodies), signer, signingTime: now });
    expect(await outcome(edited(drawn, replace(7, drawing('<y/>'))))).toMatchObject({ status: 'failed', kind: 'other' });
  });

  it('an object stream whose content changes under unchanged numbers', async () => {
    const inside = { 6: '<<>>', 30: '(shown)' };
    const bodies = { ...FIRST, 3: FIRST[3]!.replace('/Annots 9 0 R', '/Annots 9 0 R/PieceInfo 30 0 R') };
    const packed = await signPades({ source: buildPdf(bodies, { kind: 'stream', compressed: { 30: inside[30] } }), signer, signingTime: now });
    const document = openPdf(new MemorySource(packed));
    const entry = document.references.entry(30);
    const container = entry.kind === 'compressed' ? entry.container : 0;
    const swapped = new NewStream(dictionary({ Type: name('ObjStm'), N: 1, First: 5 }), text('30 0 (other)'));
    expect(await outcome(edited(packed, replace(container, swapped)))).toMatchObject({ status: 'failed', kind: 'other' });
  });
});

describe('what a signature permits itself', () => {
  const lock = (entries: string): PdfBodies => ({
    ...BODIES,
    12: `<</Subtype/Widget/FT/Sig/T(Second)/P 3 0 R/Rect[100 10 190 30]/Lock<<${entries}>>>>`,
  });
  const fill = change(5, { V: name('x') });
  const note = annotate({ Subtype: name('Text') });
  const evidence = change(1, { DSS: dictionary({ CRLs: [] }) });

  it.each<[string, Edit, string, string]>([
    ['evidence at level 1', evidence, '/Action/Include/Fields[]/P 1', 'passed'],
    ['an unseen document time stamp at level 1', (update) => stamp(update, [0, 0, 0, 0]), '/Action/All/P 1', 'passed'],
    ['a document time stamp that shows at level 1', (update) => stamp(update, [0, 0, 90, 90]), '/Action/All/P 1', 'failed'],
    ['an unseen signature at level 1', (update) => stamp(update, [0, 0, 0, 0], 'ETSI.CAdES.detached'), '/Action/All/P 1', 'failed'],
    ['other metadata at level 1', replace(7, drawing('<y/>')), '/Action/Include/Fields[]/P 1', 'failed'],
    ['a field filled in at level 1', fill, '/Action/Include/Fields[]/P 1', 'failed'],
    ['a field filled in at level 2', fill, '/Action/Include/Fields[]/P 2', 'passed'],
    ['a locked field filled in at level 2', fill, '/Action/Include/Fields[(Patient)]/P 2', 'failed'],
    ['a note at level 2', note, '/Action/Include/Fields[]/P 2', 'failed'],
    ['a note at level 3', note, '/Action/Include/Fields[]/P 3', 'passed'],
    ['other page content at level 3', replace(6, drawing()), '/Action/Include/Fields[]/P 3', 'failed'],
  ])('%s', async (_, edit, entries, status) => {
    const locked = await signPades({ source: buildPdf(lock(entries)), signer, signingTime: now });
    expect((await outcome(edited(locked, edit))).status).toBe(status);
  });
});

const fieldOf = (document: PdfDocument): PdfReference =>
  document.array(document.dictionary(new PdfReference(4))!.get('Fields')).at(-1) as PdfReference;
const signatureOf = (document: PdfDocument): PdfReference => document.dictionary(fieldOf(document))!.get('V') as PdfReference;
