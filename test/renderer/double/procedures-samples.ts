import type { AssociationView, MemberView, ProcedureItem, ProcedurePlan } from '../../../main/api/schema/procedures.ts';
import { PLAIN_RULES } from '../../../main/membership/tiers/rules.ts';
import { withdrawalWarnings } from '../../../main/membership/procedures/warnings.ts';

const association = (code: string, name: string, tier: number, above: string | null): AssociationView => ({
  ...{ code, name, tier, above },
  masteredBy: 'hub',
  rules: PLAIN_RULES,
});
/** 小樽市 and those above it; 小樽市 wants a document of whoever joins. */
export const chain: readonly AssociationView[] = [
  {
    ...association('otaru', '小樽市医師会', 3, 'hokkaido'),
    rules: { ...PLAIN_RULES, attachments: [{ id: 'licence', label: '医師免許証の写し', for: ['join'] }] },
  },
  association('hokkaido', '北海道医師会', 2, 'jma'),
  association('jma', '日本医師会', 1, null),
];
export const elsewhere: readonly AssociationView[] = [association('hakodate', '函館市医師会', 3, 'hokkaido'), ...chain.slice(1)];

/** All that the hub knows. */
export const everywhere: readonly AssociationView[] = [...chain, elsewhere[0]!];
/** An association with those above it. */
export function chainFrom(code: string): AssociationView[] {
  const from = everywhere.find((each) => each.code === code);
  return from ? [from, ...(from.above === null ? [] : chainFrom(from.above))] : [];
}

const step = (code: string, position: number, state: ProcedureItem['steps'][number]['state'], note = '') => ({
  ...{ association: code, position, state, note },
  part: 'decides' as const,
  decidedAt: state === 'waiting' ? null : '2026-11-20T01:00:00.000Z',
});
const common = { pattern: null, closedAt: null, own: false, byProxy: true, corrected: 0 } as const;

/** One that is 小樽市's turn, one that was corrected and is its own, and a certificate that is ready. */
export const procedures: readonly ProcedureItem[] = [
  {
    ...common,
    id: '0b7a5a52-3f0e-4a57-9a34-11c1a37a3b01',
    registration: '123456',
    kind: 'join',
    state: 'pending',
    request: {
      kind: 'join',
      affiliation: '青柳皮膚科医院',
      classes: [
        { association: 'otaru', class: 'A1' },
        { association: 'hokkaido', class: 'A1' },
      ],
      attachments: [{ association: 'otaru', id: 'licence', sha256: 'ab'.repeat(32) }],
    },
    person: { name: '日医　太郎', kana: 'ニチイ　タロウ' },
    askedAt: '2026-11-28T01:30:00.000Z',
    steps: [step('otaru', 1, 'waiting'), step('hokkaido', 2, 'waiting')],
    turn: 'otaru',
  },
  {
    ...common,
    id: '0b7a5a52-3f0e-4a57-9a34-11c1a37a3b02',
    registration: '234567',
    kind: 'withdraw',
    state: 'pending',
    request: {
      kind: 'withdraw',
      affiliation: '小樽中央病院',
      associations: ['jma'],
      wishedOn: '2027-03-31',
      reason: 'other',
      note: '海外へ移るため',
      warned: ['benefits', 'certain'],
    },
    person: { name: '日医　花子' },
    pattern: 'national-only',
    own: true,
    corrected: 1,
    askedAt: '2026-11-18T01:30:00.000Z',
    steps: [step('otaru', 1, 'approved', '本人に電話で確認しました。'), step('hokkaido', 2, 'waiting'), step('jma', 3, 'waiting')],
    turn: 'hokkaido',
  },
  {
    ...common,
    id: '0b7a5a52-3f0e-4a57-9a34-11c1a37a3b03',
    registration: '345678',
    kind: 'certificate',
    state: 'effective',
    request: { kind: 'certificate', affiliation: '小樽中央病院', association: 'otaru' },
    person: { name: '日医　次郎' },
    askedAt: '2026-11-10T01:30:00.000Z',
    steps: [step('otaru', 1, 'approved')],
    turn: null,
  },
];

export const member: MemberView = {
  registration: '234567',
  fields: { name: '日医　花子', kana: 'ニチイ　ハナコ' },
  rows: [
    {
      ...{ association: 'otaru', affiliation: '小樽中央病院', class: 'A1', nationalClass: 'A1', state: 'active', joinedOn: '2001-04-01' },
      ...{ leftOn: null, cause: null, reliefs: [{ id: 'age', label: '高齢会員' }] },
    },
  ],
  consented: false,
};

type Row = MemberView['rows'][number];
const row = (code: string, affiliation: string, part: Partial<Row> = {}): Row => ({
  ...{ association: code, affiliation, class: 'A1', nationalClass: 'A1', state: 'active', joinedOn: '1979-04-01' },
  ...{ leftOn: null, cause: null, reliefs: [] },
  ...part,
});
/** A member as she sees herself at her own desk: two workplaces, one of them soon left, and one left long ago. */
export const self: MemberView = {
  registration: '234567',
  fields: { name: '日医　花子', kana: 'ニチイ　ハナコ', formerName: '港　花子', formerKana: 'ミナト　ハナコ', birthDate: '1951-05-05' },
  rows: [
    row('jma', '小樽中央病院'),
    row('otaru', '小樽中央病院', { reliefs: [{ id: 'age', label: '高齢会員' }] }),
    row('hokkaido', '小樽中央病院'),
    row('hakodate', '函館の森クリニック', { class: 'B', leftOn: '2027-03-31', cause: 'retired' }),
    row('hakodate', '港診療所', { state: 'ended', leftOn: '2003-03-31', cause: 'moved' }),
  ],
  consented: true,
};
/** Hers: one that waits and that she can still change, one that her association asked for, and a certificate that is ready. */
export const ownProcedures: readonly ProcedureItem[] = [
  { ...procedures[2]!, id: '0b7a5a52-3f0e-4a57-9a34-11c1a37a3c01', registration: '234567', byProxy: false, closedAt: '2026-11-12T01:30:00.000Z' },
  { ...procedures[1]!, id: '0b7a5a52-3f0e-4a57-9a34-11c1a37a3c02', byProxy: false },
  {
    ...common,
    id: '0b7a5a52-3f0e-4a57-9a34-11c1a37a3c03',
    registration: '234567',
    kind: 'change-facility',
    state: 'refused',
    request: { kind: 'change-facility', affiliation: '港診療所', to: '小樽中央病院', reason: '', attachments: [] },
    person: { name: '日医　花子' },
    askedAt: '2003-03-01T01:30:00.000Z',
    closedAt: '2003-03-05T01:30:00.000Z',
    steps: [step('otaru', 1, 'refused', '書類が足りません。')],
    turn: null,
  },
];

export const plan: ProcedurePlan = {
  steps: chain.map(({ code }, index) => ({ association: code, position: index + 1, part: 'decides' })),
  intents: chain.slice(1).map(({ code }) => ({ intent: 'end', association: code })),
  pattern: null,
  warnings: withdrawalWarnings([{ tier: 1 }]).map(({ id, ja, en, benefits }) => ({ id, ja, en, benefits: [...benefits] })),
};
