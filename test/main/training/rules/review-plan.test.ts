import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LocalRules, PlanFinding, SeminarPlan, SeminarSession } from '../../../../main/api/schema/training.ts';
import { NOTHING_SET } from '../../../../main/training/rules/local-rules.ts';
import { reviewPlan } from '../../../../main/training/rules/review-plan.ts';
import { CREDIT_RULES, SCHEMES } from '../../../../main/training/rules/tables.ts';
import { at, cme, credit, OPEN_POLICY, plan, session } from '../plans.ts';

type Told = readonly [id: string, weight: PlanFinding['weight'], session: string | null];
const told = (findings: readonly PlanFinding[]): Told[] => findings.map(({ id, weight, session: about }) => [id, weight, about]);
const one = (change: Partial<SeminarSession>): Partial<SeminarPlan> => ({ sessions: [session('s1', change)] });
const ended = (time: string) => ({ endsAt: at(time) });

const DANTAI = 'www1.med.or.jp/cme/about/jissi/dantai.html';
const BUNKAKAI = 'www1.med.or.jp/cme/about/jissi/bunkakai.html; fukuoka.med.or.jp/syogai_kanren.html';
const KANADOC = 'kanadoc.com; sangyo-doctors.gr.jp/Institution; wic-net.com 11168';
const SPORTS = 'med.or.jp/sportsdoctor/system/update/; nintei.med.or.jp';
const FAMILY = 'mie.med.or.jp (nkakari); osaka.med.or.jp (primary-care); kyoto.med.or.jp';

describe('a plan in which all is well', () => {
  it('is told nothing', () => {
    expect(reviewPlan(plan())).toEqual([]);
  });
});

describe('a plan that contradicts itself', () => {
  it.each<[string, Partial<SeminarPlan>, Told]>([
    ['a session that ends when it starts', one(ended('10:00')), ['session-ends-before-start', 'wrong', 's1']],
    ['a session that ends before it starts', one(ended('09:59')), ['session-ends-before-start', 'wrong', 's1']],
    ['a session of more than a day', one({ endsAt: at('10:01', '2026-11-21'), credits: [] }), ['session-too-long', 'wrong', 's1']],
    ['a year mistyped', one({ startsAt: at('10:00', '2206-11-20'), endsAt: at('11:00', '2206-11-20') }), ['time-out-of-bounds', 'wrong', 's1']],
    ['no time at all', one({ startsAt: 'ten' }), ['time-out-of-bounds', 'wrong', 's1']],
    ['a room that is not there', one({ room: 'c' }), ['room-unknown', 'wrong', 's1']],
    [
      'an id twice among rooms',
      {
        rooms: [
          { id: 'a', name: 'A' },
          { id: 'a', name: 'B' },
        ],
      },
      ['room-id-twice', 'wrong', null],
    ],
    [
      'an id twice among sessions',
      { sessions: [session('s1'), session('s1', { startsAt: at('11:00'), endsAt: at('12:00') })] },
      ['session-id-twice', 'wrong', 's1'],
    ],
    [
      'two numbers for one scheme',
      {
        certifiedNumbers: [
          { scheme: 'cme', number: '1' },
          { scheme: 'cme', number: '2' },
        ],
      },
      ['certified-number-twice', 'wrong', null],
    ],
    [
      'a number of a scheme that is none',
      {
        certifiedNumbers: [
          { scheme: 'cme', number: '1' },
          { scheme: 'x', number: '2' },
        ],
      },
      ['scheme-unknown', 'wrong', null],
    ],
    ['a scheme that is none', one({ credits: [credit('x', null, 1)] }), ['scheme-unknown', 'wrong', 's1']],
    ['a category that is none', one({ credits: [credit('occupational-health', 'basic', 1)] }), ['category-unknown', 'wrong', 's1']],
    ['no category where there are some', one({ credits: [credit('occupational-health', null, 1)] }), ['category-unknown', 'wrong', 's1']],
    ['a category where there are none', one({ credits: [credit('cme', 'basic', 1, '74')] }), ['category-unknown', 'wrong', 's1']],
  ])('%s', (_what, change, expected) => {
    expect(told(reviewPlan(plan(change)))).toEqual([expected]);
  });
});

describe('rules about the credits of one session', () => {
  it.each<[string, string | null, Partial<SeminarSession>, Told[]]>([
    ['1 hour is 1 unit', DANTAI, { credits: [cme('74', 1)] }, []],
    ['1 hour is not 1.5 units', DANTAI, { credits: [cme('74', 1.5)] }, [['units-beyond-minutes', 'wrong', 's1']]],
    ['59 minutes are not 1 unit', DANTAI, ended('10:59'), [['units-beyond-minutes', 'wrong', 's1']]],
    ['half an hour is half a unit', DANTAI, { ...ended('10:30'), credits: [cme('74', 0.5)] }, []],
    [
      'less than half an hour is none',
      DANTAI,
      { ...ended('10:29'), credits: [cme('74', 0.5)] },
      [
        ['units-beyond-minutes', 'wrong', 's1'],
        ['session-too-short', 'wrong', 's1'],
      ],
    ],
    ['units come in halves', DANTAI, { credits: [cme('74', 0.7)] }, [['units-not-in-steps', 'wrong', 's1']]],
    ['90 minutes may be split 0.5 + 1.0', BUNKAKAI, { ...ended('11:30'), credits: [cme('74', 0.5), cme('76', 1)] }, []],
    ['30 + 30 minutes do not buy two codes', BUNKAKAI, { credits: [cme('74', 0.5), cme('76', 0.5)] }, [['codes-in-short-talk', 'wrong', 's1']]],
    ['the same code twice is one code', BUNKAKAI, { credits: [cme('74', 0.5), cme('74', 0.5)] }, []],
    [
      'a talk is split over two codes at most',
      BUNKAKAI,
      { ...ended('11:30'), credits: [cme('74', 0.5), cme('76', 0.5), cme('8', 0.5)] },
      [['too-many-codes', 'unusual', 's1']],
    ],
    ['units need a code', BUNKAKAI, { credits: [cme(null, 1)] }, [['code-missing', 'unusual', 's1']]],
    ['there are 84 codes', 'www1.med.or.jp/cme/about/gaiyou.html (カリキュラム〈2016〉 2022年4月版: 84)', { credits: [cme('84', 1)] }, []],
    [
      'a code beyond them',
      'www1.med.or.jp/cme/about/gaiyou.html (カリキュラム〈2016〉 2022年4月版: 84)',
      { credits: [cme('85', 1)] },
      [['code-not-on-record', 'unusual', 's1']],
    ],
    [
      'a code that is no number',
      'www1.med.or.jp/cme/about/gaiyou.html (カリキュラム〈2016〉 2022年4月版: 84)',
      { credits: [cme('07', 1)] },
      [['code-not-on-record', 'unusual', 's1']],
    ],
    ['greetings give no units', DANTAI, { title: '開会のご挨拶' }, [['excluded-title', 'unusual', 's1']]],
    ['nor does what is written in wide letters', DANTAI, { title: 'Ｏｐｅｎｉｎｇ　Ｒｅｍａｒｋｓ' }, [['excluded-title', 'unusual', 's1']]],
    ['occupational: 1 hour is 1 unit', KANADOC, { credits: [credit('occupational-health', 'lifelong-renewal', 1)] }, []],
    [
      'occupational: two categories of one track add up',
      KANADOC,
      {
        credits: [credit('occupational-health', 'basic-second', 1), credit('occupational-health', 'basic-practical', 1)],
      },
      [['units-beyond-minutes', 'wrong', 's1']],
    ],
    [
      'occupational: basic and lifelong stand side by side',
      null,
      {
        credits: [credit('occupational-health', 'basic-second', 1), credit('occupational-health', 'lifelong-renewal', 1)],
      },
      [['tracks-side-by-side', 'unknown', 's1']],
    ],
    [
      'occupational: the step is not on record, so nothing is refused for it',
      null,
      { credits: [credit('occupational-health', 'lifelong-renewal', 0.7)] },
      [['step-unknown', 'unknown', 's1']],
    ],
    ['occupational: 前期 goes by subject', KANADOC, { credits: [credit('occupational-health', 'basic-first', 1, 'mental-health')] }, []],
    [
      'occupational: 前期 without a subject',
      KANADOC,
      { credits: [credit('occupational-health', 'basic-first', 1)] },
      [['code-missing', 'unusual', 's1']],
    ],
    [
      'occupational: a subject that is none',
      KANADOC,
      { credits: [credit('occupational-health', 'basic-first', 1, 'cooking')] },
      [['code-unknown', 'wrong', 's1']],
    ],
    ['sports: 60 minutes are a unit', SPORTS, { credits: [credit('sports', 'renewal', 1)] }, []],
    ['sports: 60 minutes are not two', SPORTS, { credits: [credit('sports', 'renewal', 2)] }, [['units-beyond-minutes', 'wrong', 's1']]],
    ['sports: topic 13 of the first part', 'nintei.med.or.jp', { credits: [credit('sports', 'basic-first', 1, '13')] }, []],
    [
      'sports: topic 13 of the second part',
      'nintei.med.or.jp',
      { credits: [credit('sports', 'basic-second', 1, '13')] },
      [['code-not-on-record', 'unusual', 's1']],
    ],
    ['family doctor: blocks 1 to 6', FAMILY, { credits: [credit('family-doctor', 'applied', 1, '7')] }, [['code-unknown', 'wrong', 's1']]],
    [
      'family doctor: 基本 is a certificate',
      'S000 (基本研修: 日医生涯教育認定証の取得); mie.med.or.jp (nkakari)',
      { credits: [credit('family-doctor', 'basic', 1)] },
      [['not-by-seminar', 'unusual', 's1']],
    ],
    [
      'report of functions: since 17 September 2025',
      'med.or.jp/doctor/cme/cmekakari/012210.html; ibaraki.med.or.jp/?p=57563',
      {
        startsAt: at('10:00', '2025-09-16'),
        endsAt: at('11:00', '2025-09-16'),
        credits: [credit('family-doctor-report', null, 1)],
      },
      [['scheme-not-in-force', 'unusual', 's1']],
    ],
    ['other schemes: taken as they are', null, { credits: [credit('other', null, 7.3, 'anything')] }, []],
  ])('%s (%s)', (_what, source, change, expected) => {
    const findings = reviewPlan(plan(one(change))).filter(({ session: about }) => about === 's1');
    expect(told(findings)).toEqual(expected);
    expect([...new Set(findings.map((finding) => finding.source))]).toEqual(expected.length === 0 ? [] : [source]);
  });
});

describe('rules about the whole plan', () => {
  const occupational = (id: string, from: string, to: string) =>
    session(id, { startsAt: at(from), endsAt: at(to), credits: [credit('occupational-health', 'lifelong-renewal', 2)] });
  const family = (id: string, hour: number, title: string) =>
    session(id, { title, startsAt: at(`${hour}:00`), endsAt: at(`${hour + 1}:00`), credits: [credit('family-doctor', 'applied', 1, '1')] });

  it.each<[string, Partial<SeminarPlan>, LocalRules, Told[]]>([
    ['a certified number that is missing', { certifiedNumbers: [] }, NOTHING_SET, [['certified-number-missing', 'unusual', null]]],
    ['a rehearsal needs none', { certifiedNumbers: [], practice: true }, NOTHING_SET, []],
    [
      'two sessions in one room at a time',
      { sessions: [session('s1'), session('s2', { startsAt: at('10:59'), endsAt: at('12:00') })] },
      NOTHING_SET,
      [['sessions-overlap', 'unusual', 's2']],
    ],
    ['one after the other', { sessions: [session('s1'), session('s2', { startsAt: at('11:00'), endsAt: at('12:00') })] }, NOTHING_SET, []],
    ['at a time in two rooms', { sessions: [session('s1'), session('s2', { room: 'b' })] }, NOTHING_SET, []],
    [
      'a title three times',
      { sessions: [10, 11, 12].map((hour) => family(`s${hour}`, hour, 'Dementia')) },
      NOTHING_SET,
      [
        ['same-title-too-often', 'unusual', 's10'],
        ['minutes-per-unit-unknown', 'unknown', null],
      ],
    ],
    [
      'a title twice',
      { sessions: [10, 11].map((hour) => family(`s${hour}`, hour, 'Dementia')) },
      NOTHING_SET,
      [['minutes-per-unit-unknown', 'unknown', null]],
    ],
    ['a daily cap that is not set', { sessions: [occupational('s1', '10:00', '12:00')] }, NOTHING_SET, [['daily-cap-unknown', 'unknown', null]]],
    ['within a daily cap that is set', { sessions: [occupational('s1', '10:00', '12:00')] }, { ...NOTHING_SET, occupationalDailyCap: 2 }, []],
    [
      'beyond a daily cap that is set',
      { sessions: [occupational('s1', '10:00', '12:00')] },
      { ...NOTHING_SET, occupationalDailyCap: 1.5 },
      [['over-daily-cap', 'unusual', null]],
    ],
    [
      'sessions five weeks apart',
      { sessions: [session('s1'), session('s2', { startsAt: at('10:00', '2026-12-25'), endsAt: at('11:00', '2026-12-25') })] },
      NOTHING_SET,
      [['sessions-far-apart', 'unusual', null]],
    ],
    ['no grace and no minimum', { policy: OPEN_POLICY }, NOTHING_SET, [['arrival-not-limited', 'unknown', null]]],
    ['no grace and a minimum', { policy: { ...OPEN_POLICY, minimumPresence: 45 } }, NOTHING_SET, []],
    [
      'a minimum that nobody can fulfil',
      { policy: { ...OPEN_POLICY, minimumPresence: 61 } },
      NOTHING_SET,
      [['presence-beyond-minutes', 'unusual', 's1']],
    ],
    ['a code on the list that the association entered', {}, { ...NOTHING_SET, cmeCodes: [{ code: '74', name: 'X' }] }, []],
    ['a code that is not on it', {}, { ...NOTHING_SET, cmeCodes: [{ code: '75', name: 'X' }] }, [['code-unknown', 'wrong', 's1']]],
  ])('%s', (_what, change, local, expected) => {
    const findings = reviewPlan(plan(change), local).filter(({ id, params }) => id !== 'certified-number-missing' || params.scheme === 'cme');
    expect(told(findings)).toEqual(expected);
  });
});

describe('the tables', () => {
  it('name a source for every rule, and a scheme that exists', () => {
    expect(CREDIT_RULES.filter(({ source }) => source === '')).toEqual([]);
    expect(CREDIT_RULES.filter(({ scheme }) => !SCHEMES.some(({ id }) => id === scheme))).toEqual([]);
  });

  it('property: whatever is refused is refused by a source, or contradicts itself', () => {
    const CONTRADICTIONS = new Set(['scheme-unknown', 'category-unknown', 'session-ends-before-start']);
    const anyCredit = fc.record({
      scheme: fc.constantFrom(...SCHEMES.map(({ id }) => id)),
      category: fc.constantFrom(null, 'basic-first', 'applied', 'renewal', 'lifelong-renewal'),
      code: fc.constantFrom(null, '1', '90', 'general'),
      units: fc.constantFrom(0.1, 0.5, 1, 3),
    });
    fc.assert(
      fc.property(fc.array(anyCredit, { maxLength: 3 }), fc.integer({ min: 0, max: 200 }), (credits, minutes) => {
        const endsAt = new Date(Date.parse(at('10:00')) + minutes * 60_000).toISOString();
        const refused = reviewPlan(plan({ sessions: [session('s1', { credits, endsAt })] })).filter(({ weight }) => weight === 'wrong');
        expect(refused.filter(({ id, source }) => !source && !CONTRADICTIONS.has(id))).toEqual([]);
      }),
    );
  });
});
