import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { stampFont } from '../../../../pki/pades/stamp/font.ts';
import { signPades } from '../../../../pki/pades/sign.ts';
import type { LetterForm } from '../../../../main/api/schema/letters.ts';
import { findingsOf } from '../../../../main/letters/form/findings.ts';
import { letterPdf, lookAt } from '../../../../main/letters/pdf/letter-pdf.ts';
import { INK, type Mark, text } from '../../../../main/print/ink.ts';
import { pdfFile } from '../../../../main/print/pdf-file.ts';
import { A4 } from '../../../../main/print/sheet.ts';
import { typesetter } from '../../../../main/print/typeset.ts';
import { COLORANTS, srgbProfile } from '../../../../main/print/srgb-profile.ts';
import { attachedFile, completeForm } from '../../../support/letters.ts';
import { type LevelsWorld, levelsWorld } from '../../../support/levels.ts';
import { describeWith } from '../../../support/needs.ts';
import { folderWith } from '../../../support/openssl.ts';
import { archived, CLAUSES, missedClauses } from '../../../support/pdfa.ts';
import { pdfsig } from '../../../support/pdfsig.ts';
import { ask, pagesOf, POPPLER } from '../../print/poppler.ts';

const AT = '2026-11-30T05:00:00Z';
const FILES = [
  attachedFile('心電図.pdf', 'application/pdf', '%PDF-1.4 picture of a heart'),
  attachedFile('CT.dcm', 'application/dicom', 'DICM'),
  attachedFile('a.csv', 'text/csv', '1,2\n'),
];
const paper = (form: LetterForm = completeForm(), attachments: typeof FILES = []) => ({
  form,
  attachments,
  identifier: '1312345678^2026^00000001',
  at: AT,
});
const bare = (text: string): string => text.replace(/\s+/gu, '');
const LONG = Array.from({ length: 120 }, (_, index) => `${index + 1}日目 体温36.5度、血圧128/74。食事を摂られ、歩行も安定しています。`).join('\n');

/** Change of bytes that keeps the length, so that offsets stay. */
function swapped(bytes: Uint8Array, from: string, to: string): Uint8Array {
  if (from.length !== to.length) throw new RangeError(`${from} and ${to} differ in length`);
  const text = Buffer.from(bytes).toString('latin1');
  if (!text.includes(from)) throw new RangeError(`nothing of ${from}`);
  return new Uint8Array(Buffer.from(text.replaceAll(from, to), 'latin1'));
}
const appended = (bytes: Uint8Array, text: string): Uint8Array => new Uint8Array(Buffer.concat([bytes, Buffer.from(text, 'latin1')]));

describe('as PDF/A (ISO 19005-2 and -3)', () => {
  let plain: Uint8Array;
  let attached: Uint8Array;
  let stamped: Uint8Array;
  let world: LevelsWorld;
  beforeAll(async () => {
    plain = await letterPdf(paper());
    attached = await letterPdf(paper(completeForm(), FILES));
    world = await levelsWorld(new Date('2020-11-20T03:00:00Z'));
    stamped = await signPades({ source: plain, signer: world.signer, signingTime: world.clock.now, stamp: {} });
  });

  it('keeps every clause, without and with attachments, on one page and on several', async () => {
    expect(await missedClauses(plain)).toEqual([]);
    expect(await missedClauses(attached)).toEqual([]);
    expect(await missedClauses(await letterPdf(paper(completeForm({ course: LONG }))))).toEqual([]);
    expect(Buffer.from(plain).toString('latin1')).toContain('<pdfaid:part>2<');
    expect(Buffer.from(attached).toString('latin1')).toContain('<pdfaid:part>3<');
  });

  /** The preferences of the viewer, which a PDF/A may have, under another name: the catalog then has what it must not have. */
  const catalogWith = (key: string) => () => swapped(plain, '/ViewerPreferences', key.padEnd('/ViewerPreferences'.length));
  const withinThem = (entries: string, bytes = plain) => swapped(bytes, '/DisplayDocTitle true', entries.padEnd('/DisplayDocTitle true'.length));
  /** A page on which this is drawn. */
  const drawing = (content: string) => async () => {
    const type = typesetter(await stampFont());
    const line = type.line('甲');
    const mark: Mark = (font) => text(line, 60, 60, { size: 9, colour: INK })(font);
    const imprint = { title: 'x', language: 'ja', producer: 'HPKI Desk', at: AT, archive: 2 } as const;
    return pdfFile({ sheet: A4, pages: [[mark, () => content]], type, imprint });
  };

  /** One fault each; the clause that names it is missed. */
  const FAULTS: readonly (readonly [clause: string, fault: () => Uint8Array | Promise<Uint8Array>])[] = [
    ['6.1.2', () => swapped(plain, '%PDF-1.7\n%\xe2\xe3\xcf\xd3', '%PDF-1.7\n%abcd')],
    ['6.1.3 file identifier', () => swapped(plain, '/ID [', '/IX [')],
    ['6.1.3 not encrypted', () => appended(plain, '% trailer /Encrypt 9 0 R /ID [<00> <00>]\n')],
    ['6.1.3 nothing behind', () => appended(plain, '\n%more\n')],
    ['6.1.4', () => appended(plain, '\nxref 0 1\n')],
    ['6.1.6', () => swapped(plain, '/Lang <feff006a0061>', '/Lang <feff006a006> ')],
    ['6.1.7.1 streams', () => appended(plain, '\n9 0 obj\n<</Length 3>>\nstream\nabcdef\nendstream')],
    ['6.1.7.1 no data', () => swapped(plain, '/Subtype /XML', '/FFilter /XML')],
    ['6.1.7.2', () => swapped(plain, '/FlateDecode', '/LZWDecode  ')],
    ['6.1.9', () => swapped(plain, ' obj\n', ' obj ')],
    ['6.1.12', catalogWith('/Perms')],
    ['6.1.13 names', () => appended(plain, `/${'a'.repeat(128)}`)],
    ['6.1.13 graphics', drawing(`${'q '.repeat(30)}${'Q '.repeat(30)}`)],
    ['6.2.2', () => swapped(plain, '/Resources', '/Resourcex')],
    ['6.2.3 one output intent', () => swapped(plain, 'GTS_PDFA1', 'GTS_PDFX1')],
    ['6.2.3 its profile', () => swapped(plain, '/DestOutputProfile', '/DestOutputProfilx')],
    ['6.2.4.3', drawing('0 0 0 1 k')],
    ['6.2.5', catalogWith('/TR2')],
    ['6.2.8', () => withinThem('/Subtype/Image/OPI 1')],
    ['6.2.9', catalogWith('/Ref')],
    ['6.2.10', catalogWith('/SMask')],
    ['6.2.11.3.2', () => swapped(plain, '/CIDToGIDMap', '/CIDToGIDMax')],
    ['6.2.11.4.1', () => swapped(plain, '/FontFile2', '/FontFile9')],
    ['6.2.11.7.2', () => swapped(plain, '/ToUnicode', '/ToUnicodx')],
    ['6.2.11.8', drawing('BT /F0 9 Tf [<0000>] TJ ET')],
    ['6.3.2', () => swapped(stamped, '/F 132', '/F 130')],
    ['6.3.3', () => swapped(stamped, '/AP <<', '/AX <<')],
    ['6.4.1', () => withinThem('/NeedAppearances true', catalogWith('/AcroForm')())],
    ['6.4.2', () => withinThem('/XFA true', catalogWith('/AcroForm')())],
    ['6.5.1', () => withinThem('/Type /Action /S /URI')],
    ['6.5.2', catalogWith('/OpenAction')],
    ['6.6.2.1', () => swapped(plain, '/Metadata', '/Metadatx')],
    ['6.6.3', () => swapped(plain, '<pdf:Producer>HPKI', '<pdf:Producer>HPKX')],
    ['6.6.4', () => swapped(plain, '<pdfaid:conformance>B', '<pdfaid:conformance>Q')],
    ['6.8', () => swapped(attached, '<pdfaid:part>3', '<pdfaid:part>2')],
    ['6.8', () => swapped(attached, '/AFRelationship', '/AFRelationshix')],
    ['6.8', () => swapped(attached, '/ModDate', '/MoxDate')],
    ['6.8', () => swapped(attached, '/AF [', '/AX [')],
    ['6.9', catalogWith('/OCProperties')],
    ['6.10', () => swapped(plain, '/Resources', '/PresSteps')],
  ];
  it.each(FAULTS)('%s is missed by a single fault', async (clause, fault) => {
    const [, kept] = Object.entries(CLAUSES).find(([known]) => known === clause || known.startsWith(`${clause} `) || known.startsWith(clause))!;
    expect(kept(await archived(await fault()))).toBe(false);
  });
  it('every clause has such a fault', () => {
    expect(Object.keys(CLAUSES).filter((clause) => !FAULTS.some(([known]) => clause.startsWith(known)))).toEqual([]);
  });

  describeWith(['pdfsig'], 'after signing', () => {
    it.each(['B', 'LTA'] as const)('level %s, with a stamp and without: keeps every clause, and pdfsig accepts it', async (level) => {
      for (const source of [plain, attached]) {
        for (const stamp of [undefined, {}]) {
          const raise = level === 'B' ? {} : world.order(level);
          const signed = await signPades({ source, signer: world.signer, signingTime: world.clock.now, ...raise, ...(stamp && { stamp }) });
          expect(await missedClauses(signed)).toEqual([]);
          expect(pdfsig(`${folderWith({ 'signed.pdf': signed })}/signed.pdf`)[0]).toMatchObject({ valid: true, form: 'ETSI.CAdES.detached' });
        }
      }
    });
  });
});

describe('the colours', () => {
  it('are those of sRGB as everybody publishes them for D50', () => {
    // Adapted colorants of sRGB (ICC, "sRGB" profiles of version 4), to four places.
    const published = [
      [0.4361, 0.2225, 0.0139],
      [0.3851, 0.7169, 0.0971],
      [0.1431, 0.0606, 0.7141],
    ];
    COLORANTS.forEach((colorant, index) => {
      for (const [at, value] of colorant.entries()) expect(value).toBeCloseTo(published[index]![at]!, 3);
    });
    expect(srgbProfile().length % 4).toBe(0);
  });
});

describeWith(POPPLER, 'what the paper says', () => {
  it('is every field, in the order of the form', async () => {
    const form = completeForm();
    const [whole = ''] = pagesOf(await letterPdf(paper(form)));
    // The foot of the page is drawn first.
    const page = whole.slice(whole.indexOf('診療情報提供書'));
    const order = [
      form.addressee.institution,
      form.addressee.doctor,
      form.sender.address,
      form.sender.institution,
      form.sender.telephone,
      form.sender.doctor,
    ];
    const texts = [form.diagnosis, form.purpose, form.history, form.course, form.treatment, form.prescription, form.remarks];
    const places = [...order, form.patient.name, form.patient.address, form.patient.telephone, ...texts].map((text) => page.indexOf(bare(text)));
    expect(places.every((place) => place >= 0)).toBe(true);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(page).toContain('令和8年11月30日');
    expect(page).toContain('昭和33年3月9日（68歳）');
  });

  it('goes on over pages that each say whose they are', async () => {
    const pages = pagesOf(await letterPdf(paper(completeForm({ course: LONG }))));
    expect(pages.length).toBeGreaterThan(2);
    expect(bare(pages.map((page) => page.replace(/.*?（続き）/s, '')).join(''))).toContain('120日目');
    for (const [index, page] of pages.entries()) {
      expect(page).toContain(`${index + 1}/${pages.length}`);
      if (index > 0) expect(page).toContain('診療情報提供書（続紙）患者氏名検証一郎');
    }
  });

  it('has the attachments within, byte for byte', async () => {
    const names = ask('pdfdetach', await letterPdf(paper(completeForm(), FILES)), '-list');
    for (const { name } of FILES) expect(names).toContain(name);
  });

  it('is the text that was typed, whatever the font can show', async () => {
    const { font } = await stampFont();
    const shared = new Map<number, number>();
    for (const point of font.characterSet) shared.set(font.glyphForCodePoint(point).id, (shared.get(font.glyphForCodePoint(point).id) ?? 0) + 1);
    // A glyph that stands for two letters reads back as one of them; combining letters, and those of scripts that join, are set one by one.
    const alone = font.characterSet.filter((point) => {
      const letter = String.fromCodePoint(point);
      return shared.get(font.glyphForCodePoint(point).id) === 1 && /[\p{L}\p{N}\p{P}]/u.test(letter) && !/\p{M}/u.test(letter);
    });
    const letters = fc.array(fc.constantFrom(...alone), { minLength: 1, maxLength: 60 }).map((points) => String.fromCodePoint(...points));
    await fc.assert(
      fc.asyncProperty(letters, async (text) => {
        const [page = ''] = pagesOf(await letterPdf(paper(completeForm({ diagnosis: text }))));
        expect(page.normalize('NFKC')).toContain(bare(text).normalize('NFKC'));
      }),
      { numRuns: 15 },
    );
  });
});

describe('letters that the font lacks', () => {
  const form = completeForm({ course: '経過は良好です😀' });

  it('are named before signing, by field', async () => {
    expect(await findingsOf(form)).toEqual([{ code: 'unprintable', field: 'course', blocks: true, detail: '😀 (U+1F600)' }]);
    await expect(letterPdf(paper(form))).rejects.toMatchObject({ code: 'REFERRAL_LETTERS_MISSING', detail: { letters: '😀' } });
  });

  it('are shown as 〓 while the letter is written', async () => {
    expect((await lookAt(paper(form))).missing).toEqual(['😀']);
  });
});

it('equal letters are equal files', async () => {
  expect(await letterPdf(paper())).toEqual(await letterPdf(paper()));
});

describe('findings', () => {
  const complete = completeForm();
  it.each<readonly [string, Partial<LetterForm>, string]>([
    ['no addressee', { addressee: { ...complete.addressee, institution: '' } }, 'addressee.institution'],
    ['no day', { date: '' }, 'date'],
    ['no doctor', { sender: { ...complete.sender, doctor: ' ' } }, 'sender.doctor'],
    ['no address of the sender', { sender: { ...complete.sender, address: '' } }, 'sender.address'],
    ['no name', { patient: { ...complete.patient, name: '' } }, 'patient.name'],
    ['no sex', { patient: { ...complete.patient, sex: '' } }, 'patient.sex'],
    ['no day of birth', { patient: { ...complete.patient, birthDate: '' } }, 'patient.birthDate'],
    ['born after the letter', { patient: { ...complete.patient, birthDate: '2026-12-01' } }, 'patient.birthDate'],
    ['no diagnosis', { diagnosis: '\n' }, 'diagnosis'],
    ['no purpose', { purpose: '' }, 'purpose'],
    ['outside, without address', { addresseeOutside: true, patient: { ...complete.patient, address: '' } }, 'patient.address'],
    ['outside, without telephone', { addresseeOutside: true, patient: { ...complete.patient, telephone: '' } }, 'patient.telephone'],
  ])('%s', async (_what, part, field) => {
    expect(await findingsOf(completeForm(part))).toMatchObject([{ field, blocks: true }]);
  });

  it('a complete letter has none; a reply needs no purpose; without a number there is no FHIR document, which blocks nothing', async () => {
    expect(await findingsOf(complete)).toEqual([]);
    expect(await findingsOf(completeForm({ kind: 'reply', purpose: '' }))).toEqual([]);
    expect(await findingsOf(completeForm({ sender: { ...complete.sender, institutionNumber: '' } }))).toMatchObject([{ blocks: false }]);
  });
});
