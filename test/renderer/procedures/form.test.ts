import { describe, expect, it } from 'vitest';
import type { AssociationView } from '../../../main/api/schema/procedures.ts';
import { PLAIN_RULES } from '../../../main/membership/tiers/rules.ts';
import {
  birthWrong,
  emptyForm,
  type Form,
  formOf,
  isIdentified,
  isReady,
  offeredOf,
  requestOf,
  wishedWrong,
} from '../../../renderer/procedures/form.ts';
import { consentedTo, documentsOf } from '../../../renderer/procedures/wanted-documents.ts';

const TODAY = '2026-11-30';
const HERE = '青柳皮膚科医院';
/** Each wants one document of its own with whatever has documents. */
const association = (code: string, tier: number, above: string | null): AssociationView => ({
  ...{ code, name: `${code}医師会`, tier, above, masteredBy: 'hub' },
  rules: { ...PLAIN_RULES, attachments: [{ id: 'cv', label: '履歴書', for: ['join', 'add', 'change-class', 'change-facility', 'transfer'] }] },
});
/** Codes are numbers, as those of the member system may be: 131 a city, 13 its prefecture, 1 the national association; 141 a city of 14. */
const CHAIN = [association('131', 3, '13'), association('13', 2, '1'), association('1', 1, null)];
const ELSEWHERE = [association('141', 3, '14'), association('14', 2, '1'), CHAIN[2]!];
const KNOWN = [...CHAIN, ...ELSEWHERE.slice(0, 2)];
const ALL = KNOWN.map(({ code, tier }) => ({ code, tier })).toSorted((a, b) => a.tier - b.tier);

const inClass = (...codes: readonly string[]) => codes.map((code) => ({ association: code, class: 'A1' }));
const file = (name: string, agreed = true) => ({ name, sha256: name.repeat(64).slice(0, 64), agreed });
const form = (kind: Form['kind'], part: Partial<Form> = {}): Form => ({ ...emptyForm(kind, HERE), affiliation: HERE, ...part });

describe('a form that corrects', () => {
  const attachments = [{ association: '141', id: 'cv', sha256: 'a'.repeat(64) }];
  const transfer = { kind: 'transfer', affiliation: HERE, to: '丙病院', classes: inClass('1', '14', '141'), reason: '', attachments } as const;

  it('a move starts from the lowest association that it names, whatever the order and the codes', () => {
    expect(formOf({ ...transfer, classes: [...transfer.classes], attachments: [...attachments] }, ALL)).toMatchObject({
      base: '141',
      classes: transfer.classes,
    });
  });

  it('a move to associations that nobody knows has none', () =>
    expect(formOf({ ...transfer, classes: inClass('999'), attachments: [] }, ALL).base).toBeNull());

  it('has the documents as they were, to be agreed to anew', () => {
    const again = formOf({ ...transfer, classes: [...transfer.classes], attachments: [...attachments] }, ALL);
    expect(again.files).toEqual({ '141/cv': { name: 'a'.repeat(16), sha256: 'a'.repeat(64), agreed: false } });
    const documents = documentsOf(again, KNOWN, []);
    expect(isReady(again, documents, TODAY)).toBe(false);
    expect(requestOf(again, '131', documents, [])).toMatchObject({ attachments: [] });
  });

  it('what was asked is what is sent, once the documents are there', () => {
    const request = {
      kind: 'join' as const,
      affiliation: HERE,
      classes: inClass('131'),
      attachments: [{ association: '131', id: 'cv', sha256: 'b'.repeat(64) }],
    };
    const again = formOf(request, ALL);
    const agreed = { ...again, files: { '131/cv': { ...again.files['131/cv']!, agreed: true } } };
    expect(requestOf(agreed, '131', documentsOf(agreed, KNOWN, []), [])).toEqual(request);
  });
});

describe('documents', () => {
  it.each<[what: string, form: Form, group: readonly string[], keys: readonly string[]]>([
    ['of whoever joins one association are those of that one', form('join', { classes: inClass('131') }), [], ['131/cv']],
    ['of whoever joins all are those of all', form('join', { classes: inClass('131', '13', '1') }), [], ['131/cv', '13/cv', '1/cv']],
    ['of whoever has chosen nothing are none', form('join'), [], []],
    ['of whoever adds are those of the added', form('add', { classes: inClass('1') }), ['131', '13'], ['1/cv']],
    ['of another class are those of its association', form('change-class', { classes: inClass('13') }), ['131', '13'], ['13/cv']],
    ['of another facility are those of the group', form('change-facility', { to: '丙病院' }), ['131', '13'], ['131/cv', '13/cv']],
    [
      'of a move are those of the new place and of the lowest that is left',
      form('transfer', { classes: inClass('141', '14', '1') }),
      ['131', '13', '1'],
      ['131/cv', '1/cv', '141/cv', '14/cv'],
    ],
    [
      'of a move that keeps the city ask the prefecture that is left',
      form('transfer', { classes: inClass('131') }),
      ['131', '13', '1'],
      ['131/cv', '13/cv'],
    ],
    ['of a move without a new place are none', form('transfer'), ['131', '13'], []],
    ['of whoever leaves are none', form('withdraw', { leave: ['131'] }), ['131'], []],
  ])('%s', (_what, given, group, keys) => expect(documentsOf(given, KNOWN, group).map(({ key }) => key)).toEqual(keys));

  it('go along where they are wanted and agreed to, and nothing else does', () => {
    const chosen = form('join', { classes: inClass('131', '13'), files: { '131/cv': file('a'), '13/cv': file('b', false), '141/cv': file('c') } });
    const documents = documentsOf(chosen, KNOWN, []);
    expect(requestOf(chosen, '131', documents, [])).toMatchObject({ attachments: [{ association: '131', id: 'cv', sha256: 'a'.repeat(64) }] });
    expect(consentedTo(chosen, documents)).toEqual(['131/cv']);
  });

  it('chosen for another place stay behind when the place is changed', () => {
    const moved = form('transfer', { to: '丙病院', base: '131', classes: inClass('131'), files: { '141/cv': file('c'), '131/cv': file('a') } });
    expect(consentedTo(moved, documentsOf(moved, KNOWN, []))).toEqual(['131/cv']);
  });
});

describe('associations that a person is offered', () => {
  it.each<[kind: Form['kind'], group: readonly string[], codes: readonly string[]]>([
    ['join', [], ['131', '13', '1']],
    ['add', ['131'], ['13', '1']],
    ['add', ['131', '13', '1'], []],
    ['change-class', ['131', '1'], ['131', '1']],
    ['withdraw', ['131', '13'], ['131', '13']],
    ['withdraw', [], []],
    ['certificate', ['131'], ['131', '13', '1']],
  ])('%s, of a group in %j: %j', (kind, group, codes) => expect(offeredOf(kind, CHAIN, group).map(({ code }) => code)).toEqual(codes));
});

describe('whether a form is filled in', () => {
  const ready = (given: Form, group: readonly string[] = []) => isReady(given, documentsOf(given, KNOWN, group), TODAY);
  const files = { '131/cv': file('a') };
  const leaving = form('withdraw', { leave: ['1'], wishedOn: '2027-03-31' });

  it.each<[what: string, form: Form, ready: boolean]>([
    ['whoever joins the city needs no document of the prefecture', form('join', { classes: inClass('131'), files }), true],
    ['whoever joins the prefecture too needs it', form('join', { classes: inClass('131', '13'), files }), false],
    ['a document that nobody agreed to', form('join', { classes: inClass('131'), files: { '131/cv': file('a', false) } }), false],
    ['no workplace', form('join', { affiliation: ' ', classes: inClass('131'), files }), false],
    ['no class', form('join', { files }), false],
    ['a move without the document of the new place', form('transfer', { to: '丙病院', base: '141', classes: inClass('141'), files }), false],
    ['a move with it', form('transfer', { to: '丙病院', base: '141', classes: inClass('141'), files: { '141/cv': file('c') } }), true],
    ['a withdrawal', leaving, true],
    ['a withdrawal on no day', { ...leaving, wishedOn: '' }, false],
    ['a withdrawal on a day that nobody means', { ...leaving, wishedOn: '2036-12-01' }, false],
    ['a withdrawal for something else, unsaid', { ...leaving, cause: 'other' }, false],
    ['a withdrawal for something else, said at length', { ...leaving, cause: 'other', note: '字'.repeat(51) }, false],
    ['a withdrawal for something else', { ...leaving, cause: 'other', note: '字'.repeat(50) }, true],
  ])('%s', (_what, given, expected) => expect(ready(given)).toBe(expected));
});

it.each([
  ['', false],
  ['1899-12-31', true],
  ['1900-01-01', false],
  ['2036-11-30', false],
  ['2036-12-01', true],
  ['12026-11-30', true],
  ['190000-01-01', true],
])('a wished day %s is wrong: %s', (day, wrong) => expect(wishedWrong(day, TODAY)).toBe(wrong));

it.each([
  ['', false],
  ['1899-12-31', true],
  [TODAY, false],
  ['2026-12-01', true],
])('a birth date %s is wrong: %s', (day, wrong) => expect(birthWrong(day, TODAY)).toBe(wrong));

it.each([
  [{ name: '日医　太郎', birthDate: '1970-04-01' }, true],
  [{ name: '日医　太郎' }, false],
  [{ name: '　', birthDate: '1970-04-01' }, false],
  [{ name: '日医　太郎', birthDate: '2170-04-01' }, false],
])('%o tells who somebody is: %s', (person, identified) => expect(isIdentified(person, TODAY)).toBe(identified));
