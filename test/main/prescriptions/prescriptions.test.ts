import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditLog } from '../../../main/audit/audit-log.ts';
import { openIntake } from '../../../main/documents/intake.ts';
import { openPrescriptions, type Prescriptions } from '../../../main/prescriptions/prescriptions.ts';
import { openStore, type Store } from '../../../main/store/store.ts';
import { readSj1 } from '../../../pki/eps/sj1.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { DRAFT } from '../../support/prescription-draft.ts';

const TODAY = '2026-11-20';
const undo = new AsyncDisposableStack();
let store: Store;
let prescriptions: Prescriptions;
beforeAll(async () => {
  store = undo.use(await openStore({ folder: await temporaryFolder(), now: () => new Date(`${TODAY}T03:00:00Z`) }));
  const audit = auditLog(store);
  await audit.begin();
  const intake = undo.use(await openIntake(store.folder.intake));
  prescriptions = openPrescriptions({ store, audit, intake });
});
afterAll(() => undo.disposeAsync());

describe('a draft as it stands', () => {
  it('complete is the form, with nothing wrong', async () => {
    const { view, warnings, wrong } = await prescriptions.compose(DRAFT);
    expect([view.patient.nameKanji, view.groups[0]?.drugs.length, wrong]).toEqual(['体験　太郎', 2, []]);
    expect(warnings.map(({ id }) => id)).toEqual(['drugs-not-known']);
  });

  it.each([
    ['the reading', { patient: { ...DRAFT.patient, kana: '' } }, ['patient.kana']],
    ['the sex', { patient: { ...DRAFT.patient, sex: '' } }, ['patient.sex']],
    ['a figure of the insurer', { insurance: { ...DRAFT.insurance!, insurer: '9999999' } }, ['insurance.insurer']],
    ['the code of a drug', { groups: [{ ...DRAFT.groups[0]!, drugs: [{ ...DRAFT.groups[0]!.drugs[0]!, code: '' }] }] }, ['groups.0.drugs.0.code']],
    ['every RP', { groups: [] }, ['groups']],
    ['nothing but has a comma', { remarks: [{ kind: '', text: 'a,b' }] }, ['remarks.0.text']],
  ])('without %s is shown all the same, and says which field it is', async (_what, change, wrong) => {
    const draft = { ...DRAFT, ...change };
    expect((await prescriptions.compose(draft)).wrong).toEqual(wrong);
    expect(() => prescriptions.file(draft)).toThrow(expect.objectContaining({ code: 'PRESCRIPTION_INCOMPLETE', detail: { fields: wrong.length } }));
    await expect(prescriptions.take(draft)).rejects.toMatchObject({ code: 'PRESCRIPTION_INCOMPLETE' });
  });
});

it('goes where documents are signed, as a prescription file that need not be looked at for anything unknown', async () => {
  const taken = await prescriptions.take(DRAFT);
  expect([taken.name, taken.kind, taken.signableAs, taken.failure]).toEqual([
    '処方箋-体験　太郎-2026-11-20.csv',
    'prescription-csv',
    ['eps', 'cades'],
    null,
  ]);
});

it('an earlier one is of today, without a term of its own', () => {
  const { bytes } = prescriptions.file({ ...DRAFT, issuedOn: '2025-01-01', validUntil: '2025-01-04' });
  const { draft, left } = prescriptions.again(bytes);
  expect([draft, left]).toEqual([{ ...DRAFT, issuedOn: TODAY, validUntil: '' }, []]);
  expect(readSj1(bytes).find(({ number }) => number === '51')?.fields).toEqual(['20250101']);
});

it('what stays the same is kept sealed, and the last one counts', async () => {
  const { prescriber } = prescriptions;
  expect(await prescriber.read()).toBeNull();
  const first = { institution: DRAFT.institution, doctor: DRAFT.doctor, licence: '麻薬-13' };
  await prescriber.keep(first);
  await prescriber.keep({ ...first, licence: '麻薬-14' });
  expect(await prescriber.read()).toEqual({ ...first, licence: '麻薬-14' });
  const rows = await store.db.selectFrom('prescriber').selectAll().execute();
  expect(rows.length).toBe(1);
  expect(Buffer.from(rows[0]!.sealed).includes('麻薬')).toBe(false);
});
