import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { auditLog } from '../../../main/audit/audit-log.ts';
import { type Credits, openCredits } from '../../../main/credits/credits.ts';
import { openStore, type Store } from '../../../main/store/store.ts';
import { certificate } from '../../../main/training/output/papers/certificate.ts';
import type { CertificateSignature, CreditRecordOrder } from '../../../main/api/schema/credits.ts';
import type { Settlement } from '../../../main/api/schema/training.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { person, SCHEMES, SEMINAR, settled } from '../training/output/samples.ts';

const NOW = new Date('2026-11-25T01:00:00Z');
const WHOLE = person('p');
const ONLY_FIRST = person('p', { sessions: WHOLE.sessions.slice(0, 1) });
const NOTHING = person('p', { sessions: [{ ...WHOLE.sessions[0]!, credits: [], reason: 'daily-cap' }] });

let store: Store;
let credits: Credits;
let signature: CertificateSignature;
let testMode: boolean;

const UNSIGNED: CertificateSignature = { standing: 'unsigned', signer: null, at: null };
const signed = (standing: CertificateSignature['standing']): CertificateSignature => ({ standing, signer: '市谷　一郎', at: NOW.toISOString() });

beforeEach(async () => {
  store = await openStore({ folder: await temporaryFolder(), now: () => NOW });
  signature = UNSIGNED;
  testMode = false;
  credits = openCredits({ store, audit: auditLog(store), signatureOf: async () => signature, testMode: () => testMode });
});
afterEach(() => store[Symbol.asyncDispose]());

/** A certificate of the n-th frozen result. */
async function issued(who: typeof WHOLE, number: number, change: Partial<Settlement> = {}): Promise<Uint8Array> {
  const settlement = settled([who], { number, hash: `${number}`.repeat(64), at: `2026-11-2${number}T00:00:00.000Z`, ...change });
  return (await certificate({ seminar: SEMINAR, settlement, schemes: SCHEMES, language: 'ja', now: NOW }, who)).bytes;
}
async function imported(bytes: Uint8Array, apply = true) {
  const { added, known, replaced, refused } = await credits.import({ name: 'certificate.pdf', bytes }, apply);
  return { added, known, replaced, refused: refused.map(({ code }) => code) };
}
const counting = async () =>
  (await credits.account()).records.filter(({ annulled }) => !annulled).map(({ credit: { scheme, units } }) => `${scheme} ${units}`);

describe('a certificate in the account of a doctor', () => {
  it('taken twice is taken once', async () => {
    const first = await issued(WHOLE, 1);
    expect(await imported(first)).toEqual({ added: 4, known: 0, replaced: 0, refused: [] });
    expect(await imported(first)).toEqual({ added: 0, known: 4, replaced: 0, refused: [] });
  });

  it('that was corrected takes the place of the one before, which stays and no longer counts', async () => {
    await imported(await issued(WHOLE, 1));
    const corrected = await issued(ONLY_FIRST, 2);
    expect(await imported(corrected, false)).toEqual({ added: 2, known: 0, replaced: 4, refused: [] });
    expect((await counting()).length).toBe(4);
    expect(await imported(corrected)).toEqual({ added: 2, known: 0, replaced: 4, refused: [] });
    expect([await counting(), (await credits.account()).records.length]).toEqual([['cme 0.5', 'cme 0.5'], 6]);
    expect(await imported(corrected)).toEqual({ added: 0, known: 2, replaced: 0, refused: [] });
  });

  it('that was corrected adds its units where those before were annulled by hand', async () => {
    await imported(await issued(ONLY_FIRST, 1));
    for (const { id } of (await credits.account()).records) await credits.annul(id, 'corrected');
    expect(await imported(await issued(ONLY_FIRST, 2))).toEqual({ added: 2, known: 0, replaced: 0, refused: [] });
    expect(await counting()).toEqual(['cme 0.5', 'cme 0.5']);
  });

  it('by which nothing is left takes away what was', async () => {
    await imported(await issued(ONLY_FIRST, 1));
    expect(await imported(await issued(NOTHING, 2))).toEqual({ added: 0, known: 0, replaced: 2, refused: [] });
    expect(await counting()).toEqual([]);
  });

  it('that was replaced is refused, though it comes later', async () => {
    await imported(await issued(ONLY_FIRST, 2));
    expect(await imported(await issued(WHOLE, 1))).toEqual({ added: 0, known: 0, replaced: 0, refused: ['superseded'] });
    expect(await counting()).toEqual(['cme 0.5', 'cme 0.5']);
  });

  it('of another seminar takes the place of none', async () => {
    await imported(await issued(ONLY_FIRST, 1));
    const settlement = settled([ONLY_FIRST], { number: 2, hash: 'c'.repeat(64) });
    const other = { ...SEMINAR, id: 'another' };
    const { bytes } = await certificate({ seminar: other, settlement, schemes: SCHEMES, language: 'ja', now: NOW }, ONLY_FIRST);
    expect(await imported(bytes)).toEqual({ added: 2, known: 0, replaced: 0, refused: [] });
  });
});

describe('an account that an earlier build kept', () => {
  /** Rows as that build wrote them: an import without its certificate, keys without a number. */
  async function kept(...entries: readonly object[]): Promise<void> {
    const owner = await store.persons.identify(store.db, 'credit account of this desk');
    for (const entry of entries) {
      const sealed = await store.persons.seal(store.db, owner, entry, 'credit record');
      await store.db
        .insertInto('credit_record')
        .values({ id: randomUUID(), person: owner, sealed, entered_at: NOW.toISOString(), annuls: null })
        .execute();
    }
  }
  const listImport = { kind: 'import', from: 'list.csv', registration: null };
  const certificateImport = { kind: 'import', from: 'certificate.pdf', registration: '123456' };

  async function recordsOf(bytes: Uint8Array, keys: readonly string[]): Promise<readonly object[]> {
    const { records } = await credits.import({ name: 'certificate.pdf', bytes }, false);
    return records.map((order, at) => ({ kind: 'record', order, key: keys[at], import: null }));
  }

  it.each([
    ['list', listImport],
    ['certificate', certificateImport],
  ])('takes a certificate after the import of a %s', async (_what, row) => {
    await kept(row);
    expect(await imported(await issued(ONLY_FIRST, 1))).toEqual({ added: 2, known: 0, replaced: 0, refused: [] });
  });

  it('still refuses the certificate of somebody else', async () => {
    await kept({ ...certificateImport, registration: '654321' });
    expect((await imported(await issued(ONLY_FIRST, 1))).refused).toEqual(['other-person']);
  });

  it('counts a certificate once that it had taken', async () => {
    const bytes = await issued(ONLY_FIRST, 1);
    await kept(certificateImport, ...(await recordsOf(bytes, [`certificate ${SEMINAR.id} s1 0`, `certificate ${SEMINAR.id} s1 1`])));
    expect(await imported(bytes)).toEqual({ added: 2, known: 0, replaced: 2, refused: [] });
    expect(await counting()).toEqual(['cme 0.5', 'cme 0.5']);
    expect(await imported(bytes)).toEqual({ added: 0, known: 2, replaced: 0, refused: [] });
  });

  it.each([
    ['another seminar', SEMINAR.id, 'certificate another s1 0'],
    ['a seminar whose id begins alike', SEMINAR.id, `certificate ${SEMINAR.id}0 s1 0`],
    ['a seminar whose id, a blank and a session are the id', `${SEMINAR.id} s1`, `certificate ${SEMINAR.id} s1 0`],
    ['a seminar whose quoted id is the id', `"${SEMINAR.id}"`, `certificate "${SEMINAR.id}" 0000-0000-0000 ["s1",0]`],
  ])('keeps the record of %s', async (_what, id, key) => {
    const settlement = settled([ONLY_FIRST], { number: 1 });
    const { bytes } = await certificate({ seminar: { ...SEMINAR, id }, settlement, schemes: SCHEMES, language: 'ja', now: NOW }, ONLY_FIRST);
    await kept(certificateImport, (await recordsOf(bytes, [key]))[0]!);
    expect(await imported(bytes)).toEqual({ added: 2, known: 0, replaced: 0, refused: [] });
  });
});

describe('what a certificate says before it is taken', () => {
  it('is whose it is, of what, by whom, and which units', async () => {
    signature = signed('valid');
    const bytes = await issued(ONLY_FIRST, 1);
    const { certificate: said, records, account } = await credits.import({ name: 'certificate.pdf', bytes }, false);
    expect([said, records.map(({ credit, day }) => [day, credit.code, credit.units]), account.owner]).toEqual([
      {
        number: expect.stringMatching(/^[\dA-F]{4}-/),
        seminar: SEMINAR.plan.title,
        registration: '123456',
        name: '神楽坂　三十四',
        signature: signed('valid'),
      },
      [
        ['2026-11-20', '12', 0.5],
        ['2026-11-20', '76', 0.5],
      ],
      null,
    ]);
    const { account: taken } = await credits.import({ name: 'certificate.pdf', bytes }, true);
    expect(taken.owner).toEqual({ registration: '123456', name: '神楽坂　三十四' });
  });

  it('a list says nothing of itself but its records', async () => {
    const bytes = Buffer.from('受講日,研修会名,CC,単位\n2026-10-01,講演会,8、12,1\n');
    const { certificate: said, records } = await credits.import({ name: 'list.csv', bytes }, false);
    expect([said, records.map(({ title }) => title)]).toEqual([null, ['講演会']]);
  });

  it.each([
    ['単位', '受講日,研修会名\n2026-10-01,講演会\n', 'units'],
    ['受講日', '研修会名,単位\n講演会,1\n', 'day'],
  ])('a list without a column %s names it', async (_heading, text, column) => {
    await expect(credits.import({ name: 'list.csv', bytes: Buffer.from(text) }, false)).rejects.toMatchObject({
      code: 'COLUMNS_MISSING',
      detail: { column },
    });
  });

  it('a PDF that is none says so', async () => {
    await expect(credits.import({ name: 'other.pdf', bytes: Buffer.from('%PDF-1.7\n') }, false)).rejects.toMatchObject({
      code: 'ATTENDANCE_CERTIFICATE_UNREADABLE',
    });
  });
});

describe('the signature of a certificate', () => {
  it.each<[CertificateSignature['standing'], readonly string[]]>([
    ['valid', []],
    ['doubtful', []],
    ['unsigned', []],
    ['wrong', ['signature-wrong']],
    ['test', ['test-signature']],
  ])('%s: refused for %j', async (standing, refused) => {
    signature = signed(standing);
    expect((await imported(await issued(ONLY_FIRST, 1))).refused).toEqual(refused);
    expect((await counting()).length).toBe(refused.length > 0 ? 0 : 2);
  });

  it('of a test card is taken in test mode, marked and not counted', async () => {
    signature = signed('test');
    testMode = true;
    expect(await imported(await issued(ONLY_FIRST, 1))).toEqual({ added: 2, known: 0, replaced: 0, refused: [] });
    const { records, progress, owner } = await credits.account();
    expect([
      records.map(({ test }) => test),
      progress.flatMap(({ demands }) => demands.map(({ have }) => have)).every((have) => have === 0),
      owner,
    ]).toEqual([[true, true], true, null]);
  });

  it('of a test card gives way to the true one, and never takes its place', async () => {
    testMode = true;
    signature = signed('test');
    await imported(await issued(ONLY_FIRST, 1));
    signature = signed('valid');
    expect(await imported(await issued(ONLY_FIRST, 1))).toEqual({ added: 2, known: 0, replaced: 2, refused: [] });
    signature = signed('test');
    expect(await imported(await issued(ONLY_FIRST, 1))).toEqual({ added: 0, known: 2, replaced: 0, refused: [] });
    expect(await imported(await issued(NOTHING, 2))).toEqual({ added: 0, known: 0, replaced: 0, refused: [] });
    expect(await counting()).toEqual(['cme 0.5', 'cme 0.5']);
  });

  it('of a test card makes no true one outdated', async () => {
    testMode = true;
    signature = signed('test');
    await imported(await issued(ONLY_FIRST, 2));
    signature = signed('valid');
    expect(await imported(await issued(ONLY_FIRST, 1))).toEqual({ added: 2, known: 0, replaced: 2, refused: [] });
  });
});

describe('the balance of the paper booklet', () => {
  const opening = (day: string, code: string | null): CreditRecordOrder => ({
    origin: 'opening',
    day,
    title: '手帳',
    credit: { scheme: 'cme', category: null, code, units: 10 },
    way: 'other',
    certifiedNumber: '',
    note: '',
  });
  const have = async (order: CreditRecordOrder) => (await credits.add(order)).progress.find(({ scheme }) => scheme === 'cme')!.demands[0]!.have;

  it.each([
    ['1', 11],
    ['1,2,3,4,5', 15],
    ['１、８　７４', 13],
    ['1, 1, 1', 11],
    [null, 10],
  ])('%j: units and codes %i', async (code, expected) => expect(await have(opening('2025-03-31', code))).toBe(expected));

  it('ends with what is on record elsewhere', async () => {
    await expect(credits.add(opening('2025-04-01', null))).rejects.toMatchObject({ code: 'OPENING_BALANCE_LATE', detail: { until: '2025-03-31' } });
  });
});
