import { expect, it } from 'vitest';
import { fitnessOf } from '../../../../main/cards/fitness/fitness.ts';
import { worst } from '../../../../main/cards/fitness/points.ts';
import { hasWords } from '../../../../main/words/words.ts';
import type { Trust } from '../../../../main/verification/trust.ts';
import { productionTrust } from '../../../../pki/trust-store/production-trust.ts';
import { keyUsage } from '../../../support/certificates.ts';
import { hours, NOW, TEST_POLICY } from '../../../support/hpki-chain.ts';
import { type CardSpec, days, specifiedCard } from '../../support/hpki-card.ts';

async function fitnessBy(spec: CardSpec = {}, change: Partial<Trust> = {}) {
  const { card, trust } = specifiedCard(spec);
  return fitnessOf(card, { ...trust, ...change }, NOW);
}

const TEST_CARD: CardSpec = { signature: { policy: TEST_POLICY }, authentication: { policy: '1.2.392.100495.1.5.1.2.0.1' } };
const REVOKED: CardSpec = { authentication: { holderCrl: { entries: [{ serial: 0x4321, date: days(-3) }] } } };
const HELD: CardSpec = { authentication: { holderCrl: { entries: [{ serial: 0x4321, date: days(-3), reason: 'certificateHold' }] } } };
const until = (to: Date): CardSpec => ({ signature: { holder: { to } }, authentication: { holder: { to } } });

it('a card without fault is good in every point', async () => {
  const { verdict, points } = await fitnessBy();
  expect([verdict, points.map(({ id, verdict: own, state, form }) => `${id} ${own} ${state} ${form}`)]).toEqual([
    'good',
    [
      'applications good both null',
      'validity good long null',
      'chain good complete null',
      'revocation good good null',
      'profile good fits null',
      'pair good agree null',
      'pin-signature good enough null',
      'pin-authentication good enough null',
    ],
  ]);
});

it.each<[string, CardSpec, Partial<Trust>, string, readonly string[]]>([
  [
    'one application only',
    { authentication: null },
    {},
    'attention',
    ['applications attention no-authentication', 'pair unknown one-certificate', 'pin-authentication unknown no-application'],
  ],
  [
    'the other one only',
    { signature: null },
    {},
    'attention',
    ['applications attention no-signature', 'pair unknown one-certificate', 'pin-signature unknown no-application'],
  ],
  [
    'a certificate that cannot be read',
    { unread: 'signature' },
    {},
    'bad',
    ['applications bad unreadable-signature reissue', 'pair unknown one-certificate'],
  ],
  ['120 days left', until(days(120)), {}, 'attention', ['validity attention soon']],
  ['121 days left', until(days(121)), {}, 'good', []],
  ['expired', until(hours(-1)), {}, 'bad', ['validity bad expired']],
  ['one of them expired', { authentication: { holder: { to: hours(-1) } } }, {}, 'bad', ['validity bad expired', 'pair attention dates']],
  [
    'of tomorrow',
    { signature: { holder: { from: hours(24) } }, authentication: { holder: { from: hours(24) } } },
    {},
    'bad',
    ['validity bad not-yet'],
  ],
  ['a root that is not pinned', {}, productionTrust(), 'unknown', ['chain unknown incomplete', 'revocation unknown unknown']],
  ['no list', {}, { crls: [] }, 'unknown', ['revocation unknown unknown']],
  ['revoked', REVOKED, {}, 'bad', ['revocation bad revoked reissue']],
  ['on hold', HELD, {}, 'bad', ['revocation bad on-hold']],
  ['another usage', { signature: { usage: keyUsage('digitalSignature') } }, {}, 'bad', ['profile bad unfit']],
  ['no role for authentication', { authentication: { roles: [] } }, {}, 'attention', ['pair attention one-sided']],
  ['a test card outside test mode', TEST_CARD, {}, 'bad', ['profile bad test-card']],
  ['two holders', { authentication: { roles: [{ text: 'Dentist' }] } }, {}, 'bad', ['pair bad two-holders']],
  ['a locked PIN', { tries: { signature: 0 } }, {}, 'bad', ['pin-signature bad locked pin-unlock']],
  ['two tries left', { tries: { authentication: 2 } }, {}, 'attention', ['pin-authentication attention few pin-disclosure']],
  ['three tries left', { tries: { authentication: 3 } }, {}, 'good', []],
  ['a card that does not tell', { tries: { signature: null } }, {}, 'unknown', ['pin-signature unknown not-told']],
])('%s', async (_case, spec, change, verdict, wrong) => {
  const found = await fitnessBy(spec, change);
  const unlike = found.points.filter((point) => point.verdict !== 'good');
  expect([found.verdict, unlike.map(({ id, verdict: own, state, form }) => [id, own, state, form].filter(Boolean).join(' '))]).toEqual([
    verdict,
    wrong,
  ]);
  const unsaid = found.points.flatMap(({ id, state }) =>
    (['ja', 'en'] as const).filter(
      (language) => !hasWords(language, `fitness.points.${id}.states.${state}`) || !hasWords(language, `fitness.points.${id}.heading`),
    ),
  );
  expect(unsaid).toEqual([]);
});

it('a test card in test mode is good, by the root that it carries', async () => {
  const spec: CardSpec = {
    signature: { policy: TEST_POLICY, testRoot: true },
    authentication: { policy: '1.2.392.100495.1.5.1.2.0.1', testRoot: true },
  };
  const { verdict, test } = await fitnessBy(spec, { acceptTestCards: true, anchors: [] });
  expect([verdict, test]).toEqual(['good', true]);
});

it('the way to renewal is counted back from the first end, each fact with its source', async () => {
  const { renewal } = await fitnessBy(until(new Date('2030-05-30T14:59:59Z')));
  expect([renewal.ends, renewal.applyBy]).toEqual(['2030-05-30', '2030-01-30']);
  const unsaid = renewal.facts.filter(({ id, source, asOf }) => !hasWords('ja', `fitness.facts.${id}`) || source === '' || asOf === '');
  expect(unsaid).toEqual([]);
  expect(renewal.facts.find(({ id }) => id === 'renewal-fee-other')?.params).toEqual({ yen: 5500 });
});

it.each([
  [[], 'unknown'],
  [['good', 'good'], 'good'],
  [['good', 'unknown'], 'unknown'],
  [['unknown', 'attention'], 'attention'],
  [['attention', 'bad', 'unknown'], 'bad'],
] as const)('worst of %j is %s', (verdicts, expected) => expect(worst(verdicts)).toBe(expected));
