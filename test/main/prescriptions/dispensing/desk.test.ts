import { afterEach, describe, expect, it } from 'vitest';
import { createVirtualCardImage } from '../../../../card/virtual/create.ts';
import { VirtualCard } from '../../../../card/virtual/virtual-card.ts';
import { samplePrescription } from '../../../../main/demonstration/sample-prescription.ts';
import type { DispensingOrder } from '../../../../main/api/schema/dispensing.ts';
import { deletePerson } from '../../../../main/audit/delete-person.ts';
import { prescriptionFile, prescriptionRecords, readPrescription } from '../../../../main/documents/prescription/read.ts';
import { sha256 } from '../../../../main/documents/sha256.ts';
import { composeDispensing } from '../../../../main/prescriptions/dispensing/compose.ts';
import { buildDispensingDocument } from '../../../../pki/eps/build-dispensing.ts';
import { writeCj1 } from '../../../../pki/eps/cj1.ts';
import { signPrescription } from '../../../../pki/eps/sign.ts';
import { loadTestAuthority } from '../../../../pki/test-authority/folder.ts';
import { testSigner } from '../../../../pki/test-authority/test-signer.ts';
import { dispensedAll, ORDER } from '../../../support/dispensing.ts';
import { SAMPLE_CSV, signedDispensing, signedPrescription } from '../../../support/prescription.ts';
import { type Desk, desk, failureOf, insertAndRead, order, progressOf, READER } from '../../support/desk.ts';

const PHARMACIST = 'Reader of the pharmacy';
const PHARMACIST_FACE = { nameKanji: '見本　薬子', nameRomaji: 'KUSURIKO MIHON TEST', role: 'Pharmacist', registration: '000001' };
let program: Desk;
afterEach(() => program[Symbol.asyncDispose]());

const sign = async (id: string, reader: string, more: object = {}) =>
  (await progressOf(await program.client.signing.sign(order([{ id }], { reader, ...more })))).at(-1)!;

/** A program with the doctor's demonstration card, a pharmacist's card of the same authority, and a prescription that the doctor signed. */
async function ready(...pins: string[]) {
  program = await desk(pins);
  await insertAndRead(program);
  const { application, client, dataFolder } = program;
  const authority = await loadTestAuthority(`${dataFolder}/demonstration/authority`);
  const pair = await authority.issueCertificates({ ...PHARMACIST_FACE, withKanji: true }, new Date());
  application.virtualReaders.addReader(PHARMACIST);
  application.virtualReaders.insert(
    PHARMACIST,
    new VirtualCard(createVirtualCardImage({ profile: 'jma', interface: 'contact', face: PHARMACIST_FACE, ...pair, pin: '5678' })),
  );
  for await (const { readers } of await client.cards.watch()) if (readers.find(({ name }) => name === PHARMACIST)?.state === 'hpki') break;
  const opened = await client.documents.open({ file: new File([SAMPLE_CSV as Uint8Array<ArrayBuffer>], 'p.csv') });
  await client.documents.prescription({ id: opened.id });
  return opened;
}

async function received(...further: string[]) {
  const { id } = await ready('1234', '5678', ...further);
  const { items } = await sign(id, READER);
  const file = await program.client.documents.signed({ id: items[0]!.entry!.id });
  return program.client.dispensing.receive({ file: new File([file], '受け取り.xml') });
}
/** With a card of the authority that the program trusts. */
async function signedByPharmacist(): Promise<Uint8Array> {
  const authority = await loadTestAuthority(`${program.dataFolder}/demonstration/authority`);
  const { signature } = await authority.issueCertificates({ ...PHARMACIST_FACE, withKanji: true }, new Date());
  const signer = testSigner({ ...signature, chain: [] });
  return signPrescription({ csv: SAMPLE_CSV, signer, profile: 'official-sample', signingTime: new Date() });
}
const orderFor = (document: string, change: Partial<DispensingOrder> = {}): DispensingOrder => ({
  ...ORDER,
  document,
  drugs: dispensedAll(),
  ...change,
});

describe('a received prescription', () => {
  it('whose time of use is over is told on receipt and before signing, and goes on', async () => {
    const { document, warnings } = await received();
    expect(warnings.map(({ id }) => id)).toEqual(['dispensed-too-late']);
    const made = await program.client.dispensing.compose(orderFor(document.id, { dispensedOn: '2026-11-30' }));
    const view = await program.client.dispensing.view({ id: made.id });
    expect(view.warnings).toMatchObject([{ id: 'dispensed-too-late', weight: 'look', facts: { dispensed: '2026-11-30' } }]);
    expect((await sign(made.id, PHARMACIST)).items[0]!.failure).toBeNull();
  });

  it('tells who signed it; what was dispensed is signed by the pharmacist, enters the register, and both signatures verify', async () => {
    const { document, answer, prescription, pharmacy } = await received();
    expect([answer.conclusion, answer.signatures[0]?.signer?.hcRoles, prescription.doctor.nameKanji, pharmacy]).toEqual([
      'TOTAL-PASSED',
      ['Medical Doctor'],
      '見本　花子',
      null,
    ]);
    const made = await program.client.dispensing.compose(orderFor(document.id));
    expect([made.kind, made.signableAs, made.failure, made.name]).toEqual(['dispensing-xml', ['eps'], null, '調剤-受け取り.xml']);

    // The prescription holds a record that no form shows.
    expect((await sign(made.id, PHARMACIST)).items[0]!.failure?.code).toBe('DOCUMENT_NOT_VIEWED');
    const view = await program.client.dispensing.view({ id: made.id });
    expect(view).toMatchObject({ pharmacist: '見本　薬子', patient: { name: '試験　太郎' }, prescription: { unknownRecords: ['999,何か,未知'] } });
    expect(view.warnings).toEqual([]);
    expect(view.groups[0]).toMatchObject({ quantity: '14', quantityUnit: '日分', notes: ['隔日 １日おき'] });

    const { items } = await sign(made.id, PHARMACIST);
    const verified = await program.client.verification.signed({ id: items[0]!.entry!.id });
    expect([verified.conclusion, ...verified.signatures.map(({ signer }) => signer?.hcRoles)]).toEqual([
      'TOTAL-PASSED',
      ['Medical Doctor'],
      ['Pharmacist'],
    ]);
    expect((await program.client.documents.register())[0]).toMatchObject({
      format: 'eps',
      signerName: '見本　薬子',
      outputName: '調剤-受け取り-signed.xml',
    });
    const again = await program.client.documents.signed({ id: items[0]!.entry!.id });
    expect(await failureOf(program.client.dispensing.receive({ file: again }))).toMatchObject({ code: 'DOCUMENT_TYPE_UNKNOWN' });
  });

  it.each([
    ['a doctor’s card does not sign what was dispensed', READER, 'dispensing'],
    ['a pharmacist’s card signs no prescription', PHARMACIST, 'prescription'],
  ])('%s, and no PIN is asked', async (_what, reader, what) => {
    const { document } = await received();
    const id =
      what === 'dispensing'
        ? (await program.client.dispensing.compose(orderFor(document.id))).id
        : (await program.client.documents.open({ file: new File([samplePrescription() as Uint8Array<ArrayBuffer>], 'p.csv') })).id;
    if (what === 'dispensing') await program.client.dispensing.view({ id });
    const asked = program.person.requests.length;
    expect(await sign(id, reader)).toMatchObject({ state: 'failed', failure: { code: 'SIGNER_CERTIFICATE_UNFIT' } });
    expect(program.person.requests.length).toBe(asked);
  });

  it('the pharmacy is offered the next time', async () => {
    const { document } = await received();
    await program.client.dispensing.compose(orderFor(document.id));
    const file = await program.client.documents.content({ id: document.id });
    expect(await program.client.dispensing.receive({ file })).toMatchObject({ pharmacy: ORDER.pharmacy, pharmacist: '見本　薬子' });
  });
});

describe('a prescription that was dispensed here before', () => {
  const about = (warnings: readonly { readonly id: string; readonly facts: object }[]) =>
    warnings.filter(({ id }) => id.startsWith('dispensed-before') && id !== 'dispensed-before-issue').map(({ id, facts }) => ({ id, facts }));
  const dispense = async (document: string, dispensedOn: string) => {
    const made = await program.client.dispensing.compose(orderFor(document, { dispensedOn }));
    const { warnings } = await program.client.dispensing.view({ id: made.id });
    const { items } = await sign(made.id, PHARMACIST);
    return { entry: items[0]!.entry!, warnings };
  };
  const again = async (document: string) => {
    const file = await program.client.documents.content({ id: document });
    return program.client.dispensing.receive({ file: new File([file], 'もう一度.xml') });
  };

  it('is told with its day on receipt and before signing, once it is signed; it stays possible', async () => {
    const { document, warnings } = await received('5678');
    expect([about(warnings), about((await again(document.id)).warnings)]).toEqual([[], []]);
    const first = await dispense(document.id, '2026-06-02');
    expect(about(first.warnings)).toEqual([]);
    const once = [{ id: 'dispensed-before', facts: { day: '2026-06-02', times: 1 } }];
    const later = await again(document.id);
    expect([later.ruling, about(later.warnings)]).toEqual(['verified', once]);
    expect(about((await dispense(later.document.id, '2026-06-03')).warnings)).toEqual(once);
    expect(about((await again(document.id)).warnings)).toEqual([{ id: 'dispensed-before', facts: { day: '2026-06-03', times: 2 } }]);
  });

  it('rests without a word of it, and goes with the last document that says so', async () => {
    const { document } = await received();
    const { entry } = await dispense(document.id, '2026-06-02');
    const { db } = program.application.store;
    const [row, ...more] = await db.selectFrom('dispensed_prescription').selectAll().execute();
    expect([more, row]).toEqual([[], { entry: entry.id, content: expect.anything(), dispensed_on: '2026-06-02' }]);
    const { csv } = prescriptionFile(await program.application.intake.find(document.id).read());
    expect([row!.content.length, Buffer.from(row!.content).toString('hex') === sha256(csv)]).toEqual([32, false]);
    const selection = { ids: [entry.id] };
    const { digest } = await program.client.library.removal({ selection });
    await program.client.library.remove({ selection, confirmed: digest });
    expect(about((await again(document.id)).warnings)).toEqual([]);
  });

  it('stays with a document that law demands when the pharmacist is deleted', async () => {
    const { document } = await received();
    const { entry } = await dispense(document.id, '2026-06-02');
    const { store, audit } = program.application;
    const { subject } = (await program.client.verification.signed({ id: entry.id })).signatures.at(-1)!.signer!;
    await program.client.library.mark({ selection: { ids: [entry.id] }, mark: { kind: 'dispensing-record', from: '2026-06-02', years: null } });
    await deletePerson(store, audit, subject);
    expect(about((await again(document.id)).warnings)).toHaveLength(1);
  });
});

describe('a dispensing document from outside', () => {
  const around = async (prescription: Uint8Array) => {
    const records = composeDispensing(
      { ...ORDER, document: '', drugs: dispensedAll() },
      readPrescription(prescription),
      prescriptionRecords(prescription),
    );
    return buildDispensingDocument({ prescription, csv: writeCj1(records) });
  };
  it.each<[string, () => Promise<Uint8Array>, object, string | null]>([
    [
      'of a doctor that is not known must be looked at',
      () => signedPrescription(),
      { cautions: ['prescription-unverified'], failure: null },
      'unverified',
    ],
    ['of a pharmacist is refused', () => signedByPharmacist(), { failure: { code: 'DISPENSED_PRESCRIPTION_REFUSED' }, signableAs: [] }, 'refused'],
  ])('around a prescription %s', async (_what, make, expected, ruling) => {
    await ready();
    const { client, application } = program;
    const made = await client.documents.open({ file: new File([(await around(await make())) as Uint8Array<ArrayBuffer>], '調剤.xml') });
    expect(made).toMatchObject({ kind: 'dispensing-xml', ...expected });
    expect(() => application.intake.forSigning(made.id)).toThrow('DOCUMENT_NOT_VIEWED');
    expect((await client.dispensing.view({ id: made.id })).ruling).toBe(ruling);
    expect(application.intake.forSigning(made.id).opened.id).toBe(made.id);
  });
});

describe('a prescription that does not verify', () => {
  it.each<[string, () => Promise<Uint8Array>, string | null, string | null]>([
    ['of an authority that is not known', () => signedPrescription(), null, 'PRESCRIPTION_UNVERIFIED'],
    ['of an authority that is not known, confirmed otherwise', () => signedPrescription(), '電話で確認', null],
    [
      'without a signature',
      async () =>
        Buffer.from(
          Buffer.from(await signedPrescription())
            .toString()
            .replace(/<PrescriptionSign>.*<\/PrescriptionSign>/s, ''),
        ),
      null,
      'PRESCRIPTION_UNVERIFIED',
    ],
    [
      'that was altered, whatever was confirmed',
      async () =>
        Buffer.from(
          Buffer.from(await signedPrescription())
            .toString()
            .replace('5piO', '5piP')
            .replace('>U0oxC', '>U0oxC')
            .replace(/SigningTime>2026/, 'SigningTime>2025'),
        ),
      '電話で確認',
      'PRESCRIPTION_UNVERIFIED',
    ],
    ['of a pharmacist, whatever was confirmed', () => signedByPharmacist(), '電話で確認', 'PRESCRIPTION_UNVERIFIED'],
  ])('%s', async (_what, make, confirmed, code) => {
    await ready();
    const file = new File([(await make()) as Uint8Array<ArrayBuffer>], 'p.xml');
    const { document, ruling } = await program.client.dispensing.receive({ file });
    expect(ruling).toBe(code && confirmed ? 'refused' : 'unverified');
    const made = program.client.dispensing.compose(orderFor(document.id, { confirmed }));
    expect(code ? (await failureOf(made)).code : (await made).kind).toBe(code ?? 'dispensing-xml');
    const log = await program.client.audit.list({ before: null, limit: 20 });
    expect(log.filter(({ action }) => action === 'prescription.received').map(({ facts }) => [facts['verified'], facts['reason']])).toEqual(
      code ? [] : [[false, '電話で確認']],
    );
  });

  it.each<[string, () => Promise<Uint8Array>, string]>([
    ['an information file', async () => SAMPLE_CSV, 'DOCUMENT_TYPE_UNKNOWN'],
    ['a dispensing document', async () => signedDispensing(await signedPrescription()), 'DOCUMENT_TYPE_UNKNOWN'],
    ['anything else', async () => Buffer.from('<a/>'), 'PRESCRIPTION_MALFORMED'],
  ])('%s is none', async (_what, make, code) => {
    await ready();
    const call = program.client.dispensing.receive({ file: new File([(await make()) as Uint8Array<ArrayBuffer>], 'p.xml') });
    expect((await failureOf(call)).code).toBe(code);
  });
});
