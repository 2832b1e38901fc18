import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eReferral } from '../../../../main/letters/fhir/build.ts';
import { check, RULES } from '../../../../main/letters/fhir/check.ts';
import type { Json } from '../../../../main/letters/fhir/json.ts';
import { formOf } from '../../../../main/letters/fhir/read.ts';
import { attachedFile, completeForm } from '../../../support/letters.ts';
import { withCorpus } from '../../../support/shared-data.ts';

// biome-ignore lint/suspicious/noExplicitAny: JSON of a document, in which single places are broken
type Loose = any;
const AT = '2026-11-30T05:00:00.123Z';
const IDENTIFIER = '1312345678^2026^00000001';
const files = [attachedFile('心電図.pdf', 'application/pdf', '%PDF-')].map(({ bytes: _, ...file }) => file);
const bundle = (form = completeForm()): Loose => structuredClone(eReferral({ form, attachments: files, identifier: IDENTIFIER, at: AT }));
const composition = (document: Loose): Loose => document.entry[0].resource;
const section = (document: Loose, code: string): Loose => composition(document).section.find((one: Loose) => one.code.coding[0].code === code);
const inner = (document: Loose): Loose[] => section(document, '300').section;

/** One fault for each rule, and nothing else changed. */
const FAULTS: Readonly<Record<keyof typeof RULES, (document: Loose) => void>> = {
  'bundle-profile': (document) => document.meta.profile.pop(),
  'bundle-last-updated': (document) => delete document.meta.lastUpdated,
  'bundle-type': (document) => Object.assign(document, { type: 'collection' }),
  'bundle-identifier': (document) => Object.assign(document.identifier, { system: 'urn:other' }),
  'bundle-timestamp': (document) => Object.assign(document, { timestamp: '2026-11-30T14:00:00' }),
  'composition-first': (document) => document.entry.push(document.entry.shift()),
  'composition-once': (document) => document.entry.push({ fullUrl: 'urn:uuid:1', resource: { resourceType: 'Composition' } }),
  'patient-once': (document) => document.entry.push({ fullUrl: 'urn:uuid:1', resource: { resourceType: 'Patient' } }),
  'practitioner-least': (document) => {
    for (const { resource } of document.entry) if (resource.resourceType === 'Practitioner') resource.resourceType = 'PractitionerRole';
  },
  'organization-count': (document) => {
    for (const number of [1, 2, 3]) document.entry.push({ fullUrl: `urn:uuid:${number}`, resource: { resourceType: 'Organization' } });
  },
  'full-url-unique': (document) => document.entry.push({ fullUrl: document.entry[0].fullUrl, resource: { resourceType: 'Basic' } }),
  'references-resolve': (document) => section(document, '210').entry.push({ reference: 'urn:uuid:nowhere' }),
  'composition-version': (document) => Object.assign(composition(document), { extension: [] }),
  'composition-identifier': (document) => Object.assign(composition(document).identifier, { value: '123^2026^1' }),
  'composition-status': (document) => Object.assign(composition(document), { status: 'preliminary' }),
  'composition-type': (document) => Object.assign(composition(document).type.coding[0], { code: '18842-5' }),
  'composition-category': (document) => Object.assign(composition(document).category[0].coding[0], { code: 'INPATIENT' }),
  'composition-subject': (document) => Object.assign(composition(document), { subject: composition(document).custodian }),
  'composition-date': (document) => Object.assign(composition(document), { date: '2026-11-30' }),
  'composition-author': (document) => composition(document).author.shift(),
  'composition-title': (document) => Object.assign(composition(document), { title: '紹介状' }),
  'composition-custodian': (document) => delete composition(document).custodian,
  'composition-event': (document) => Object.assign(composition(document).event[0].code[0], { text: '発行' }),
  'section-code': (document) => Object.assign(section(document, '220').code.coding[0], { system: 'urn:other' }),
  'section-title': (document) => delete section(document, '220').title,
  'section-text-status': (document) => Object.assign(section(document, '220').text, { status: 'generated' }),
  'section-content': (document) => delete section(document, '220').text,
  'sections-top': (document) => composition(document).section.push(section(document, '220')),
  'sections-structured-or-reference': (document) =>
    composition(document).section.push({
      ...structuredClone(section(document, '220')),
      code: { coding: [{ ...section(document, '220').code.coding[0], code: '200' }] },
    }),
  'sections-inner': (document) => inner(document).shift(),
  'sender-party': (document) => section(document, '920').entry.pop(),
  'addressee-party': (document) => section(document, '910').entry.shift(),
};
/** Rules that a fault of another one breaks with it, since they speak of the same thing. */
const TOGETHER: Readonly<Record<string, readonly string[]>> = {
  'practitioner-least': ['composition-author', 'sender-party'],
  'section-code': ['sections-top'],
};

it('a letter of this desk keeps every rule', () => {
  expect(check(bundle())).toEqual([]);
  expect(bundle().timestamp).toBe('2026-11-30T14:00:00.123+09:00');
  expect(bundle().signature).toBeUndefined();
});

it('so does one in which only what is needed stands', () => {
  const form = completeForm({ history: '', course: '', treatment: '', prescription: '', remarks: '' });
  expect(
    check(eReferral({ form: { ...form, addressee: { ...form.addressee, doctor: '' } }, attachments: [], identifier: IDENTIFIER, at: AT })),
  ).toEqual([]);
});

it.each(Object.keys(RULES))('%s: one fault breaks it, and no other rule', (rule) => {
  const document = bundle();
  FAULTS[rule]!(document);
  const broken = new Set(check(document).map((problem) => problem.rule));
  expect([...broken].filter((other) => !TOGETHER[rule]?.includes(other))).toEqual([rule]);
});

it('says of anything what is wrong, and throws at nothing', () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => void check({ resourceType: 'Bundle', entry: value } as Json)));
  expect(check(null)).toEqual([{ rule: 'bundle', place: 'resourceType' }]);
});

describe('reading back', () => {
  const line = fc.string({ unit: 'grapheme', maxLength: 40 }).map((text) => text.replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\ufffe\uffff]/gu, ''));
  const lines = fc.array(line, { maxLength: 4 }).map((all) => all.join('\n'));

  it('gives what was written, whatever the words are', () => {
    const words = fc.record({
      diagnosis: lines,
      purpose: lines,
      history: lines,
      course: lines,
      treatment: lines,
      prescription: lines,
      remarks: lines,
    });
    fc.assert(
      fc.property(words, (texts) => {
        const form = completeForm(texts);
        expect(formOf(eReferral({ form, attachments: files, identifier: IDENTIFIER, at: AT }))).toEqual(form);
      }),
    );
  });
});

withCorpus('fhir', (folder) => {
  it.each(['Bundle-Bundle-CLINS-Referral-Example-01.json', 'Bundle-Bundle-CLINS-Referral-NoEntry-Example-01.json'])(
    '%s keeps every rule and is read',
    (name) => {
      const document = JSON.parse(readFileSync(join(folder, name), 'utf8')) as Json;
      expect(check(document)).toEqual([]);
      expect(formOf(document)).toMatchObject({ purpose: '腹痛精査お願いします。', patient: { sex: 'female' }, setting: 'outpatient' });
    },
  );
});
