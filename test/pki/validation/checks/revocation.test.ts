import { describe, expect, it } from 'vitest';
import type { Certificate } from '../../../../pki/certificate/certificate.ts';
import type { FetchedRevocation, VerificationOptions } from '../../../../pki/trust.ts';
import { judgeSigner } from '../../../../pki/validation/assess-signer.ts';
import { conclude } from '../../../../pki/validation/conclude.ts';
import { NO_VALIDATION_DATA } from '../../../../pki/validation/evidence.ts';
import { crlNumber, type Entry, invalidityDate } from '../../../support/certificates.ts';
import { type Chain, type ChainSpec, days, evidenceOf, hours, hpkiChain, NOW, trusting } from '../../../support/hpki-chain.ts';

interface Case {
  readonly chain?: ChainSpec;
  /** Lists come from the verifier in place of the document. */
  readonly given?: true;
  readonly options?: (chain: Chain) => Partial<VerificationOptions>;
  readonly proved?: Date;
  readonly provedAt?: Date;
}

async function check({ chain: spec, given, options: change, proved, provedAt }: Case) {
  const chain = hpkiChain(spec);
  const evidence = evidenceOf(chain);
  const embedded = given ? { ...NO_VALIDATION_DATA, certificates: evidence.embedded.certificates } : evidence.embedded;
  const options = trusting(chain, change?.(chain) ?? {});
  const times = { signature: proved ?? null, provedAt: () => provedAt ?? options.at };
  const { checks } = await judgeSigner({ ...evidence, embedded }, times, options);
  const { status, detail, params } = checks.find(({ id }) => id === 'revocation')!;
  return { status, detail, params, ...conclude(checks) };
}

const entry = (change: Partial<Entry>): ChainSpec => ({
  holderCrl: { thisUpdate: hours(40), nextUpdate: hours(136), entries: [{ serial: 0x1234, date: hours(30), ...change }] },
});
const later = (): Partial<VerificationOptions> => ({ at: hours(48) });
const freshAuthority: ChainSpec = { authorityCrl: { thisUpdate: hours(40), nextUpdate: hours(136) } };
const PASSED = { status: 'passed', conclusion: 'TOTAL-PASSED' };

describe('a revocation after the proved time does not matter', () => {
  it.each(['keyCompromise', 'superseded', 'cessationOfOperation', 'certificateHold'] as const)('for the reason %s', async (reason) => {
    expect(await check({ chain: entry({ reason }), proved: NOW, options: later })).toMatchObject(PASSED);
  });

  it.each<[string, Case, object]>([
    [
      'unless the key was invalid before',
      { chain: entry({ extensions: [invalidityDate(hours(-1))] }), proved: NOW },
      { status: 'failed', subIndication: 'REVOKED' },
    ],
    ['unless it was at that very time', { chain: entry({ date: NOW }), proved: NOW }, { status: 'failed', subIndication: 'REVOKED' }],
    ['also where the key became invalid after the proved time', { chain: entry({ extensions: [invalidityDate(hours(1))] }), proved: NOW }, PASSED],
    ['and does without one', { chain: entry({}) }, { status: 'failed', conclusion: 'INDETERMINATE', subIndication: 'REVOKED_NO_POE' }],
  ])('%s', async (_case, input, answer) => expect(await check({ ...input, options: later })).toMatchObject(answer));
});

describe('a list signed with an algorithm that is no longer trusted', () => {
  const chain: ChainSpec = { holderCrl: { hash: 'sha1' } };
  it.each<[string, Case, object]>([
    ['says nothing', { chain }, { status: 'indeterminate', subIndication: 'TRY_LATER', params: { why: 'algorithm-not-trusted' } }],
    ['counts where it is proved to have existed while it was', { chain, provedAt: new Date('2013-01-01T00:00:00Z') }, PASSED],
  ])('%s', async (_case, input, answer) => expect(await check(input)).toMatchObject(answer));
});

describe('a certificate on hold', () => {
  const held = (until: Date): ChainSpec => ({
    holderCrl: { thisUpdate: hours(-10), nextUpdate: until, entries: [{ serial: 0x1234, date: hours(-20), reason: 'certificateHold' }] },
  });

  it('may be released yet', async () => {
    expect(await check({ chain: held(hours(86)) })).toMatchObject({ status: 'failed', conclusion: 'INDETERMINATE', subIndication: 'TRY_LATER' });
  });

  it.each([
    ['at the proved time was not good, though it was released later', hours(-1), { status: 'failed', subIndication: 'REVOKED' }],
    ['before the proved time was good again', hours(6), { ...PASSED, status: 'passed' }],
  ])('%s', async (_case, proved, answer) => {
    const released = hpkiChain({ holderCrl: { thisUpdate: hours(5), nextUpdate: hours(101) } }).holderCrl;
    const input = { chain: { ...held(hours(86)), authorityCrl: { thisUpdate: hours(-8), nextUpdate: hours(88) } }, proved };
    expect(await check({ ...input, options: () => ({ at: hours(10), crls: [released] }) })).toMatchObject(answer);
  });
});

describe('the policy that leaves no hour uncovered', () => {
  const strict = (at: Date) => (): Partial<VerificationOptions> => ({ at, revocationPolicy: 'issued-after' });
  const fresh: ChainSpec = { ...freshAuthority, holderCrl: { thisUpdate: hours(40), nextUpdate: hours(136) } };

  it('passes with lists made after the proved time', async () => {
    expect(await check({ chain: fresh, proved: NOW, options: strict(hours(48)) })).toMatchObject({ ...PASSED, params: { hoursNotCovered: 0 } });
  });

  it.each<[string, Case, string]>([
    ['a list made before the proved time', { chain: freshAuthority, proved: NOW, options: strict(hours(48)) }, 'data issued later will satisfy it'],
    [
      'a list on the issuer made before',
      { chain: { holderCrl: fresh.holderCrl! }, proved: NOW, options: strict(hours(48)) },
      'data issued later will satisfy it',
    ],
    ['no proved time', { options: strict(NOW) }, 'only a time stamp'],
  ])('waits with %s', async (_case, input, words) => {
    const answer = await check(input);
    expect(answer).toMatchObject({
      status: 'indeterminate',
      conclusion: 'INDETERMINATE',
      subIndication: 'TRY_LATER',
      params: { why: 'not-issued-after' },
    });
    expect(answer.detail).toContain(words);
  });

  it('is not the policy unless asked for', async () => {
    expect(await check({ chain: freshAuthority, proved: NOW, options: () => ({ at: hours(48) }) })).toMatchObject(PASSED);
  });
});

describe('a list of an issuer that has expired since', () => {
  const expired: Case = { chain: { authority: { to: days(30) } }, proved: NOW, options: () => ({ at: days(40) }) };

  it('proves nothing by itself', async () => {
    expect(await check(expired)).toMatchObject({
      status: 'indeterminate',
      conclusion: 'INDETERMINATE',
      subIndication: 'REVOCATION_OUT_OF_BOUNDS_NO_POE',
    });
  });

  it('counts when it is proved to have existed before', async () => {
    expect(await check({ ...expired, provedAt: days(20) })).toMatchObject(PASSED);
  });
});

describe('where the evidence came from', () => {
  const numbered: ChainSpec = { holderCrl: { extensions: [crlNumber(1470)] } };
  const told = { evidence: 'crl', asOf: hours(-10).toISOString(), hoursNotCovered: 10, crlNumber: '1470' };
  const lists = (chain: Chain): readonly Uint8Array[] => [chain.holderCrl, chain.authorityCrl];
  const fetched = (chain: Chain, failures: FetchedRevocation['failures'] = []): FetchedRevocation => ({
    crls: lists(chain),
    ocspResponses: [],
    failures,
    origins: new Map([[chain.holderCrl, { kind: 'fetched', place: 'http://pki.example/sign.crl', fetchedAt: NOW.toISOString() }]]),
  });

  it.each<[string, Case, object]>([
    ['the document', { chain: numbered }, { ...told, origin: 'document' }],
    ['the verifier', { chain: numbered, given: true, options: (chain) => ({ crls: lists(chain) }) }, { ...told, origin: 'given' }],
    [
      'a folder of the verifier',
      {
        chain: numbered,
        given: true,
        options: (chain) => ({ crls: lists(chain), origins: new Map([[chain.holderCrl, { kind: 'folder', place: 'sign.crl' }]]) }),
      },
      { ...told, origin: 'folder', place: 'sign.crl' },
    ],
    [
      'its address',
      { chain: numbered, given: true, options: (chain) => ({ revocationSource: { dataFor: async () => fetched(chain) } }) },
      { ...told, origin: 'fetched', place: 'http://pki.example/sign.crl', fetchedAt: NOW.toISOString() },
    ],
  ])('%s is told', async (_case, input, params) => expect(await check(input)).toMatchObject({ ...PASSED, params }));

  const FAILURE = { code: 'HOST_NOT_ALLOWED', place: 'http://evil.example/', note: '' };

  it.each<[string, boolean, string]>([
    ['beside what suffices', true, 'passed'],
    ['where nothing suffices', false, 'indeterminate'],
  ])('what could not be fetched is told %s', async (_case, suffices, status) => {
    const source = (chain: Chain) => ({ dataFor: async () => ({ ...fetched(chain, [FAILURE]), ...(suffices ? {} : { crls: [] }) }) });
    const answer = await check({ given: true, options: (chain) => ({ revocationSource: source(chain) }) });
    expect([answer.status, answer.params?.['failures'], answer.detail.includes('HOST_NOT_ALLOWED http://evil.example/')]).toEqual([
      status,
      'HOST_NOT_ALLOWED http://evil.example/',
      true,
    ]);
  });

  it.each<[string, boolean, number[]]>([
    ['for a path that reached an anchor', true, [2]],
    ['for no other', false, []],
  ])('is asked for %s', async (_case, anchored, asked) => {
    const paths: number[] = [];
    const dataFor = async (path: readonly Certificate[]) => {
      paths.push(path.length);
      return { crls: [], ocspResponses: [], failures: [] };
    };
    const source = { dataFor };
    await check({ options: (chain) => ({ revocationSource: source, anchors: anchored ? [chain.anchor] : [] }) });
    expect(paths).toEqual(asked);
  });
});
