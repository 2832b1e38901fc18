import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checklistOf, isComplete, monthsBefore, type Paper } from '../../../../main/credentials/procedures/checklist.ts';
import { PROCEDURES, procedureOf } from '../../../../main/credentials/procedures/table.ts';

const paper = (item: string, dated: string | null = null, at = '2026-11-29T00:00:00.000Z'): Paper => ({
  id: `${item} ${at}`,
  item,
  dated,
  at,
  by: 'x',
  scan: false,
  note: '',
});
const listOf = (procedure: string, channel = 'paper', reason: string | null = null, papers: readonly Paper[] = [], receivedOn = '2026-11-29') =>
  checklistOf({ procedure: procedureOf(procedure), channel, reason, papers, receivedOn });

describe('what an application must bring', () => {
  it.each<[procedure: string, channel: string, reason: string | null, needed: string]>([
    ['new-issue', 'paper', null, 'application-form photo licence-copy resident-record identity-copy'],
    ['new-issue', 'web', null, 'application-form photo licence-copy resident-record identity-copy'],
    ['new-issue', 'myna-portal', null, 'application-form photo licence-copy'],
    ['renewal', 'paper', null, 'application-form photo licence-copy resident-record identity-copy'],
    ['renewal', 'myna-portal', null, 'application-form photo licence-copy'],
    ['reissue', 'paper', 'damage', 'application-form photo licence-copy resident-record identity-copy'],
    ['reissue', 'paper', 'name-change', 'application-form photo licence-copy resident-record identity-copy name-change-document'],
    ['reissue', 'web', 'loss', 'application-form photo licence-copy resident-record identity-copy loss-report'],
    ['reissue', 'web', 'became-member', 'application-form photo licence-copy resident-record identity-copy'],
    ['loss', 'telephone', null, 'loss-report'],
    ['discontinuation', 'paper', null, 'application-form card-enclosed'],
    ['pin-disclosure', 'paper', null, 'application-form card-copy'],
    ['pin-unlock', 'desk', null, 'application-form identity-copy'],
    ['contact-change', 'paper', null, 'application-form card-copy'],
    ['returned-card', 'desk', null, 'card-enclosed'],
    ['death', 'telephone', null, 'death-notice'],
    ['licence-revoked', 'paper', null, 'authority-notice'],
    ['suspension-from-business', 'paper', null, 'authority-notice'],
    ['hold', 'telephone', 'holder-wish', 'application-form'],
    ['resume', 'desk', null, 'application-form identity-copy'],
    ['second-certificate', 'web', null, 'application-form identity-copy'],
    ['second-certificate', 'myna-portal', null, 'application-form'],
  ])('%s by %s, reason %s: %s', (procedure, channel, reason, needed) => {
    const items = listOf(procedure, channel, reason);
    expect(
      items
        .filter((item) => item.needed)
        .map(({ item }) => item)
        .join(' '),
    ).toBe(needed);
    expect(items.every(({ state, evidence }) => state === 'missing' && evidence === null)).toBe(true);
    expect(isComplete(items)).toBe(false);
    const all = needed.split(' ').map((item) => paper(item, '2026-11-29'));
    expect(isComplete(listOf(procedure, channel, reason, all))).toBe(true);
    // Each of them is needed.
    for (const { item } of all)
      expect([
        item,
        isComplete(
          listOf(
            procedure,
            channel,
            reason,
            all.filter((each) => each.item !== item),
          ),
        ),
      ]).toEqual([item, false]);
  });

  it.each([
    ['new-issue', 'licence-copy-back'],
    ['contact-change', 'resident-record'],
  ])('%s: %s may be left out', (procedure, item) => {
    expect(listOf(procedure).find((each) => each.item === item)).toMatchObject({ needed: false, state: 'missing' });
  });

  it('names the form first wherever one comes with it', () => {
    const forms = new Set(['application-form', 'loss-report', 'card-enclosed', 'death-notice', 'authority-notice']);
    expect(PROCEDURES.filter(({ checklist }) => !forms.has(checklist[0]!.item))).toEqual([]);
  });
});

describe('how old a paper may be', () => {
  it.each<[receivedOn: string, dated: string | null, state: 'present' | 'expired', why: string]>([
    ['2026-11-29', '2026-05-29', 'present', 'six months to the day'],
    ['2026-11-29', '2026-05-28', 'expired', 'a day more'],
    ['2026-11-29', '2026-11-29', 'present', 'of that day'],
    ['2026-11-29', '2026-12-24', 'present', 'sent after the form'],
    ['2026-11-29', null, 'expired', 'nobody wrote when'],
    ['2026-08-31', '2026-02-28', 'present', 'the last of a short month'],
    ['2026-08-31', '2026-02-27', 'expired', 'the day before it'],
    ['2028-08-31', '2028-02-29', 'present', 'the 29th of a leap year'],
    ['2028-08-31', '2028-02-28', 'expired', 'the 28th of a leap year'],
    ['2027-03-31', '2026-09-30', 'present', 'into the year before'],
    ['2027-03-31', '2026-09-29', 'expired', 'a day more, into the year before'],
  ])('received on %s, dated %s: %s (%s)', (receivedOn, dated, state) => {
    for (const item of ['photo', 'resident-record']) {
      const found = listOf('new-issue', 'paper', null, [paper(item, dated)], receivedOn).find((each) => each.item === item);
      expect(found).toMatchObject({ state, months: 6, evidence: { dated } });
    }
  });

  it('says nothing of a paper that counts always', () => {
    expect(listOf('new-issue', 'paper', null, [paper('licence-copy', '1999-01-01')]).find(({ item }) => item === 'licence-copy')).toMatchObject({
      state: 'present',
      months: null,
    });
  });

  it.each<[papers: readonly Paper[], state: string]>([
    [[paper('photo', '2020-01-01', '2026-11-01T00:00:00.000Z'), paper('photo', '2026-11-01', '2026-11-02T00:00:00.000Z')], 'present'],
    [[paper('photo', '2026-11-01', '2026-11-02T00:00:00.000Z'), paper('photo', '2020-01-01', '2026-11-03T00:00:00.000Z')], 'expired'],
  ])('the newest one counts (%#)', (papers, state) => {
    expect(listOf('new-issue', 'paper', null, papers).find(({ item }) => item === 'photo')!.state).toBe(state);
  });

  const days = fc
    .date({ min: new Date('1990-01-01'), max: new Date('2090-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));
  it('months before: the same day of that month or its last one, and later days lie never earlier', () => {
    fc.assert(
      fc.property(days, days, fc.integer({ min: 0, max: 60 }), (a, b, months) => {
        const before = monthsBefore(a, months);
        const [year, month, date] = a.split('-').map(Number) as [number, number, number];
        const last = new Date(Date.UTC(year, month - months, 0));
        expect(before).toBe(`${last.toISOString().slice(0, 8)}${String(Math.min(date, last.getUTCDate())).padStart(2, '0')}`);
        const [earlier, later] = [a, b].toSorted() as [string, string];
        expect(monthsBefore(earlier, months) <= monthsBefore(later, months)).toBe(true);
      }),
    );
  });
});
