import fc from 'fast-check';
import { expect, it } from 'vitest';
import { certificatePair, PAIR_POINTS, pairVerdict, type PairPoint, type PairState } from '../../../main/cards/certificate-pair.ts';
import { parseCertificate } from '../../../pki/certificate/certificate.ts';
import { directoryNames } from '../../support/alternative-names.ts';
import { TEST_POLICY } from '../../support/hpki-chain.ts';
import { type CardSpec, days, HOLDER, specifiedCard } from '../support/hpki-card.ts';

function pairOf(spec: CardSpec): readonly PairPoint[] {
  const { chains } = specifiedCard(spec);
  return certificatePair(
    spec.signature === null ? null : parseCertificate(chains.signature.holder),
    spec.authentication === null ? null : parseCertificate(chains.authentication.holder),
  );
}
const unlike = (points: readonly PairPoint[]) => points.filter(({ state }) => state !== 'agrees').map(({ id, state }) => `${id} ${state}`);

const KANJI = { holderExtensions: [directoryNames('検証　花子')] };
const NO_KANJI = 'name-kanji not-stated';

it.each<[string, CardSpec, readonly string[], string]>([
  ['nothing', {}, [NO_KANJI], 'agree'],
  [
    'a space more in a name, and its case',
    {
      authentication: {
        holder: {
          subject: [
            ['C', 'JP'],
            ['CN', 'HANAKO  example'],
            ['serialNumber', 'EX000001'],
          ],
        },
      },
    },
    [NO_KANJI],
    'agree',
  ],
  [
    'the holder',
    {
      authentication: {
        holder: {
          subject: [
            ['C', 'JP'],
            ['CN', 'Jiro Other'],
            ['serialNumber', 'EX000001'],
          ],
        },
      },
    },
    ['holder differs', NO_KANJI],
    'two-holders',
  ],
  [
    'the identifier',
    {
      authentication: {
        holder: {
          subject: [
            ['C', 'JP'],
            ['CN', 'Hanako Example'],
            ['serialNumber', 'EX000002'],
          ],
        },
      },
    },
    [NO_KANJI, 'identifier differs'],
    'two-holders',
  ],
  ['an identifier on one side', { authentication: { holder: { subject: HOLDER.slice(0, 2) } } }, [NO_KANJI, 'identifier one-sided'], 'one-sided'],
  ['the role', { authentication: { roles: [{ text: 'Dentist' }] } }, [NO_KANJI, 'role differs'], 'two-holders'],
  ['a role on one side', { authentication: { roles: [] } }, [NO_KANJI, 'role one-sided'], 'one-sided'],
  ['kanji on both sides, alike', { signature: KANJI, authentication: KANJI }, [], 'agree'],
  ['the kanji', { signature: KANJI, authentication: { holderExtensions: [directoryNames('検証　次郎')] } }, ['name-kanji differs'], 'two-holders'],
  ['kanji on one side', { signature: KANJI }, ['name-kanji one-sided'], 'one-sided'],
  [
    'the issuing organisation',
    {
      authentication: {
        authorityName: [
          ['C', 'JP'],
          ['O', 'Another'],
          ['CN', 'AuthCA'],
        ],
      },
    },
    [NO_KANJI, 'issuer differs'],
    'two-holders',
  ],
  ['the beginning', { authentication: { holder: { from: days(-200) } } }, [NO_KANJI, 'not-before differs'], 'dates'],
  ['the end', { authentication: { holder: { to: days(700) } } }, [NO_KANJI, 'not-after differs'], 'dates'],
  ['that one is of a test card', { authentication: { policy: '1.2.392.100495.1.5.1.2.0.1' } }, [NO_KANJI, 'test differs'], 'two-holders'],
  ['both of a test card', { signature: { policy: TEST_POLICY }, authentication: { policy: '1.2.392.100495.1.5.1.2.0.1' } }, [NO_KANJI], 'agree'],
])('two certificates that differ in %s', (_what, spec, expected, verdict) => {
  const points = pairOf(spec);
  expect([unlike(points), pairVerdict(points)]).toEqual([expected, verdict]);
});

it.each([['signature'], ['authentication']] as const)('without the one for %s there is nothing to compare', (missing) => {
  const points = pairOf({ [missing]: null });
  expect(new Set(points.map(({ state }) => state))).toEqual(new Set(['one-certificate']));
  expect(pairVerdict(points)).toBe('one-certificate');
});

it('serial numbers of the certificates themselves are no point: two authorities give them', () => {
  expect(PAIR_POINTS).not.toContain('serial');
});

it('agrees only where every point agrees or is stated by neither', () => {
  const states: readonly PairState[] = ['agrees', 'differs', 'one-sided', 'not-stated', 'one-certificate'];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...states), { minLength: PAIR_POINTS.length, maxLength: PAIR_POINTS.length }), (drawn) => {
      const points = PAIR_POINTS.map((id, index) => ({ id, state: drawn[index]!, signature: null, authentication: null }));
      expect(pairVerdict(points) === 'agree').toBe(drawn.every((state) => state === 'agrees' || state === 'not-stated'));
    }),
  );
});
