import type { CreditAccount, CreditRecord, CreditsImport } from '../../../main/api/schema/credits.ts';

export const record = (id: string, more: Partial<CreditRecord> = {}): CreditRecord => ({
  id,
  origin: 'seminar',
  day: '2026-10-09',
  title: '第1回 地域医療連携研修会',
  credit: { scheme: 'cme', category: null, code: '74', units: 1 },
  way: 'lecture',
  certifiedNumber: '26-13-0021',
  note: '',
  test: false,
  annulled: false,
  enteredAt: '2026-10-12T01:00:00.000Z',
  ...more,
});

/** A doctor with a certificate of each kind that runs out, units of the paper booklet, and a scheme whose rule is not on record. */
export const account: CreditAccount = {
  records: [
    record('r-1'),
    record('r-2', {
      day: '2026-09-04',
      title: '感染対策の e-ラーニング',
      origin: 'elsewhere',
      way: 'e-learning',
      certifiedNumber: '',
      credit: { scheme: 'cme', category: null, code: '8', units: 0.5 },
    }),
    record('r-3', {
      day: '2026-06-19',
      title: '職場巡視の実際',
      credit: { scheme: 'occupational-health', category: 'lifelong-practical', code: null, units: 2 },
    }),
    record('r-4', {
      day: '2025-03-31',
      title: '手帳の単位',
      origin: 'opening',
      certifiedNumber: '',
      note: '紙の手帳の12ページから',
      credit: { scheme: 'cme', category: null, code: null, units: 31.5 },
    }),
    record('r-6', { day: '2026-05-08', title: '受付の練習', test: true }),
    record('r-5', { day: '2026-05-01', title: '二重に入力した講演会', origin: 'elsewhere', way: 'lecture', annulled: true }),
  ],
  progress: [
    {
      scheme: 'cme',
      goal: 'cme-certificate',
      from: '2024-04-01',
      until: '2027-03-31',
      fulfilled: false,
      demands: [
        {
          id: 'units-and-codes',
          category: null,
          code: null,
          wanted: 60,
          have: 48.5,
          missing: 11.5,
          source: 'https://www1.med.or.jp/cme/about/gaiyou.html',
        },
      ],
    },
    {
      scheme: 'occupational-health',
      goal: 'occupational-renewal',
      from: '2024-10-01',
      until: '2029-09-30',
      fulfilled: false,
      demands: [
        { id: 'units', category: null, code: null, wanted: 20, have: 12, missing: 8, source: 'https://kanadoc.com/' },
        { id: 'units-of-category', category: 'lifelong-renewal', code: null, wanted: 1, have: 2, missing: 0, source: 'https://kanadoc.com/' },
        { id: 'units-of-category', category: 'lifelong-practical', code: null, wanted: 1, have: 2, missing: 0, source: 'https://kanadoc.com/' },
        { id: 'units-of-category', category: 'lifelong-specialist', code: null, wanted: 1, have: 0, missing: 1, source: 'https://kanadoc.com/' },
        { id: 'daily-cap', category: null, code: null, wanted: 0, have: 0, missing: 0, source: null },
      ],
    },
    {
      scheme: 'family-doctor',
      goal: 'family-doctor-certificate',
      from: '2024-04-01',
      until: null,
      fulfilled: true,
      demands: [{ id: 'units', category: 'applied', code: null, wanted: 10, have: 10, missing: 0, source: 'https://www.mie.med.or.jp/' }],
    },
  ],
  certificates: [
    { scheme: 'cme', goal: 'cme-certificate', since: '2024-04-01', until: '2027-03-31' },
    { scheme: 'occupational-health', goal: 'occupational-renewal', since: '2024-10-01', until: '2029-09-30' },
  ],
  owner: { registration: '123456', name: '神楽坂　三十四' },
  newestImport: { at: '2026-10-12T01:00:00.000Z', from: '受講証明書.pdf' },
};

/** A certificate of attendance that a test card signed. */
export const certificate: NonNullable<CreditsImport['certificate']> = {
  number: '1A2B-3C4D-5E6F',
  seminar: '第1回 地域医療連携研修会',
  registration: '123456',
  name: '神楽坂　三十四',
  signature: { standing: 'test', signer: '市谷　一郎', at: '2026-10-12T01:00:00.000Z' },
};
