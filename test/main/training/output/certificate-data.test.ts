import { describe, expect, it } from 'vitest';
import { signPades } from '../../../../pki/pades/sign.ts';
import { stampFont } from '../../../../pki/pades/stamp/font.ts';
import { verifyPades } from '../../../../pki/pades/verify.ts';
import { MemorySource } from '../../../../pki/pdf/bytes/source.ts';
import { pdfCautions } from '../../../../pki/pdf/cautions.ts';
import { pdfFile } from '../../../../main/print/pdf-file.ts';
import { A4 } from '../../../../main/print/sheet.ts';
import { typesetter } from '../../../../main/print/typeset.ts';
import { type CertificateData, readCertificate } from '../../../../main/training/output/certificate-data.ts';
import { certificate, certificatesInOne } from '../../../../main/training/output/papers/certificate.ts';
import { authorityWithDoctor } from '../../../support/authority.ts';
import { appendRevision } from '../../../support/pdf.ts';
import { NOW, PEOPLE, PLAN, SCHEMES, SEMINAR, SETTLEMENT } from './samples.ts';

const order = (settlement = SETTLEMENT, now = NOW) => ({ seminar: SEMINAR, settlement, schemes: SCHEMES, language: 'ja', now }) as const;
const issued = async (...more: Parameters<typeof order>) => (await certificate(order(...more), PEOPLE[1]!)).bytes;

const DATA: CertificateData = {
  format: 'hpki-desk-credits/1',
  number: expect.stringMatching(/^[\dA-F]{4}-[\dA-F]{4}-[\dA-F]{4}$/),
  issuedAt: '2026-11-25T01:00:00.000Z',
  organiser: PLAN.organiser,
  seminar: {
    id: SEMINAR.id,
    title: PLAN.title,
    venue: PLAN.venue,
    startsAt: '2026-11-20T05:00:00.000Z',
    endsAt: '2026-11-20T07:40:00.000Z',
    certifiedNumbers: PLAN.certifiedNumbers,
  },
  settlement: { number: 1, at: SETTLEMENT.at, hash: SETTLEMENT.hash, rules: SETTLEMENT.rules },
  person: { registration: '123456', name: '神楽坂　三十四' },
  sessions: PLAN.sessions.map(({ id, title, speaker, startsAt, endsAt }, index) => ({
    id,
    title,
    speaker,
    startsAt,
    endsAt,
    credits: PEOPLE[1]!.sessions[index]!.credits,
  })),
};

/** A PDF with something else in the place of the data. */
async function forged(content: unknown, name = 'credits.json'): Promise<Uint8Array> {
  const bytes = Buffer.from(typeof content === 'string' ? content : JSON.stringify(content));
  const imprint = { title: '', language: 'ja', producer: '', at: NOW.toISOString() } as const;
  return pdfFile({
    sheet: A4,
    pages: [[]],
    type: typesetter(await stampFont()),
    imprint,
    attachments: [{ name, type: 'application/json', description: '', bytes }],
  });
}

describe('a certificate, for programs', () => {
  it('says what the paper says', async () => expect(readCertificate(await issued())).toEqual(DATA));

  it('says so too after something was appended, as a signature is', async () => {
    expect(readCertificate(appendRevision(await issued(), { 900: '<</Later true>>' }, { trailer: await trailer() }))).toEqual(DATA);
  });

  it('can be signed without a caution, and says the same afterwards', async () => {
    const { signer, options } = await authorityWithDoctor(NOW);
    const plain = await issued();
    expect(pdfCautions(new MemorySource(plain))).toEqual([]);
    const signed = await signPades({ source: plain, signer, signingTime: NOW, stamp: {} });
    expect(Buffer.compare(signed.subarray(0, plain.length), plain)).toBe(0);
    expect(readCertificate(signed)).toEqual(DATA);
    const { signatures } = await verifyPades({ name: 'certificate.pdf', bytes: signed }, options);
    expect(signatures.map(({ conclusion }) => conclusion)).toEqual(['TOTAL-PASSED']);
  });

  it('has the same number whenever it is issued, and another for a corrected result or another person', async () => {
    const number = (pdf: Uint8Array) => readCertificate(pdf).number;
    const first = number(await issued());
    expect(number(await issued(SETTLEMENT, new Date('2027-01-01T00:00:00Z')))).toBe(first);
    expect(number(await issued({ ...SETTLEMENT, number: 2, hash: 'cd'.repeat(32) }))).not.toBe(first);
    expect(number((await certificate(order(), PEOPLE[0]!)).bytes)).not.toBe(first);
  });
});

/** Entries that a further trailer repeats. */
async function trailer(): Promise<string> {
  return /trailer\s*<<(.*?)>>\s*startxref/s.exec(Buffer.from(await issued()).toString('latin1'))![1]!.replace(/\/Size \d+/, '');
}

describe('what is no certificate is refused', () => {
  const read = async () => readCertificate(await issued());
  const withSession = (data: CertificateData, change: object) => ({ ...data, sessions: [{ ...data.sessions[0], ...change }] });
  it.each<[string, () => Promise<Uint8Array>]>([
    ['no PDF', async () => Buffer.from('氏名,単位\n')],
    ['a PDF cut off', async () => (await issued()).subarray(0, 900)],
    ['a PDF without the attachment', async () => (await certificatesInOne(order(), [PEOPLE[1]!])).bytes],
    ['an attachment of another name', async () => forged(await read(), 'other.json')],
    ['no JSON', async () => forged('{')],
    ['another format', async () => forged({ ...(await read()), format: 'hpki-desk-credits/2' })],
    ['a field too many', async () => forged({ ...(await read()), note: 'x' })],
    ['a field too few', async () => forged({ ...(await read()), person: { registration: '123456' } })],
    [
      'a field too many further in',
      async () => forged(withSession(await read(), { credits: [{ scheme: 'cme', category: null, code: '12', units: 1, extra: 1 }] })),
    ],
    ['units below zero', async () => forged(withSession(await read(), { credits: [{ scheme: 'cme', category: null, code: '12', units: -1 }] }))],
    ['a registration number that is none', async () => forged({ ...(await read()), person: { registration: '12345678', name: 'x' } })],
    ['more than anybody attends', async () => forged({ ...(await read()), sessions: Array.from({ length: 101 }, () => DATA.sessions[0]) })],
    ['more than a certificate holds', async () => forged(' '.repeat(1 << 21))],
  ])('%s', async (_name, make) => {
    const pdf = await make();
    expect(() => readCertificate(pdf)).toThrow(expect.objectContaining({ code: 'ATTENDANCE_CERTIFICATE_UNREADABLE' }));
  });

  it('but what stood there before is taken', async () => expect(readCertificate(await forged(await read()))).toEqual(DATA));
});
