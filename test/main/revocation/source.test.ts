import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { networkClient } from '../../../main/network/client.ts';
import { openRevocationCache } from '../../../main/revocation/cache.ts';
import { revocationFetcher } from '../../../main/revocation/fetcher.ts';
import { PUBLISHED_HOSTS, PUBLISHED_LISTS } from '../../../main/revocation/published.ts';
import { mannerOf, revocationSource } from '../../../main/revocation/source.ts';
import { DEFAULT_SETTINGS } from '../../../main/settings/settings.ts';
import { isAmong } from '../../../pki/network/hosts.ts';
import { proxy } from '../../support/web.ts';
import { holderAt, hours, issuer, list } from '../support/lists.ts';
import { codes, world } from '../support/revocation-desk.ts';

describe('a list that a certificate names', () => {
  it('is fetched once, kept, and told with its address and when it was fetched', async () => {
    const { from, open, ask } = await world();
    const der = list();
    from.publish(der);
    const first = await ask(open());
    expect(first).toMatchObject({ crls: [der], ocspResponses: [], failures: [] });
    expect([...first.origins!.values()]).toEqual([{ kind: 'fetched', place: from.address, fetchedAt: '2026-06-15T12:00:00.000Z' }]);
    const again = await ask(open());
    expect(again.crls).toEqual([der]);
    expect([...again.origins!.values()]).toEqual([{ kind: 'cache', place: from.address, fetchedAt: '2026-06-15T12:00:00.000Z' }]);
    expect(from.seen.length).toBe(1);
  });

  it('is asked for anew when it is a day old, by its mark, and no more often than each hour', async () => {
    const { from, clock, open, ask } = await world();
    const revocation = open();
    from.publish(list(), '"a"');
    const asked = async (pass: number) => {
      clock.pass(pass);
      await ask(revocation);
      return from.seen.length;
    };
    expect([await asked(0), await asked(1), await asked(12), await asked(1.5), await asked(0.5), await asked(1)]).toEqual([1, 1, 1, 2, 2, 3]);
    expect(from.seen.map(({ headers }) => headers['if-none-match'])).toEqual([undefined, '"a"', '"a"']);
    const { places } = await revocation.view();
    expect(places.find(({ address }) => address === from.address)).toMatchObject({
      state: 'current',
      fetchedAt: clock.now().toISOString(),
      entries: 0,
    });
  });

  it('gives way to a newer one', async () => {
    const { from, clock, open, ask } = await world();
    const revocation = open();
    from.publish(list(), '"a"');
    await ask(revocation);
    clock.pass(25);
    const newer = list(14);
    from.publish(newer, '"b"');
    expect((await ask(revocation)).crls).toEqual([newer]);
    expect((await ask(open())).crls).toEqual([newer]);
  });

  it('is looked for each hour where only one issued later counts', async () => {
    const { from, clock, open, ask } = await world({}, 'issued-after');
    const revocation = open();
    from.publish(list());
    await ask(revocation);
    clock.pass(1.1);
    await ask(revocation);
    expect(from.seen.length).toBe(2);
  });

  it('is asked for by one, whoever wants it meanwhile', async () => {
    const { from, open, ask } = await world();
    const revocation = open();
    from.publish(list());
    const answers = await Promise.all(Array.from({ length: 20 }, () => ask(revocation)));
    expect([from.seen.length, new Set(answers.flatMap(({ crls }) => crls)).size]).toEqual([1, 1]);
  });

  it('is fetched through the proxy of the settings', async () => {
    const { from, open, network, clock } = await world();
    from.publish(list());
    const between = await proxy(from);
    Object.assign(network, { proxy: { mode: 'url', url: between.origin }, allowedHosts: ['crl.example.invalid'] });
    const { crls } = await open()
      .source('verification')
      .dataFor([holderAt('http://crl.example.invalid/list.crl')], clock.now(), issuer);
    expect([crls.length, between.seen.map(({ path }) => path)]).toEqual([1, ['http://crl.example.invalid/list.crl']]);
  });
});

describe('without network', () => {
  it('what was fetched serves, the failure is told, and nothing is tried again for a while', async () => {
    const { from, clock, open, ask } = await world();
    const revocation = open();
    const der = list();
    from.publish(der);
    await ask(revocation);
    await from.close();
    clock.pass(30);
    const answer = await ask(revocation);
    expect([answer.crls, codes(answer)]).toEqual([[der], ['NETWORK_REFUSED']]);
    expect(answer.failures[0]?.note).toContain('what was fetched on 2026-06-15T12:00:00.000Z serves');
    clock.pass(100);
    const later = await ask(open());
    expect([later.crls, codes(later)]).toEqual([[der], ['NETWORK_REFUSED']]);
    const { places } = await revocation.view();
    expect(places.find(({ address }) => address === from.address)).toMatchObject({
      state: 'outdated',
      ageHours: 140,
      lastFailure: { code: 'NETWORK_REFUSED', at: '2026-06-16T18:00:00.000Z' },
    });
  });

  it('a failure is remembered for minutes, not for ever', async () => {
    const { from, clock, open, ask } = await world();
    const revocation = open();
    const tries = async () => {
      await ask(revocation);
      return from.seen.length;
    };
    expect([await tries(), await tries()]).toEqual([1, 1]);
    clock.pass(0.1);
    from.publish(list());
    expect((await ask(revocation)).crls.length).toBe(1);
  });

  it('a server that hangs holds nobody up while what is kept holds', async () => {
    const { from, clock, folder, path } = await world();
    const fetcher = revocationFetcher(openRevocationCache(folder), clock.now);
    onTestFinished(() => fetcher[Symbol.asyncDispose]());
    const client = networkClient(() => ({ ...DEFAULT_SETTINGS.network, proxy: { mode: 'none', url: '' } }));
    const manner = { ...mannerOf('valid-at-time', 'verification'), patienceMs: { holding: 30, nothing: 5000 } };
    const source = revocationSource({
      fetcher,
      client,
      allows: (url) => url.host === from.host,
      issuers: [],
      manner,
      ocspWithoutNonce: false,
      now: clock.now,
    });
    from.publish(list());
    await source.dataFor(path, clock.now(), issuer);
    from.answer(() => {});
    clock.pass(30);
    const began = performance.now();
    const { crls, failures } = await source.dataFor(path, clock.now(), issuer);
    expect([crls.length, failures, performance.now() - began < 2000]).toEqual([1, [], true]);
  });

  it('fetching that is switched off asks nobody and says so, and works again when it is switched on', async () => {
    const { from, open, ask, network } = await world({ fetch: false });
    const revocation = open();
    from.publish(list());
    expect([codes(await ask(revocation)), from.seen.length]).toEqual([['NETWORK_OFF'], 0]);
    Object.assign(network, { fetch: true });
    expect((await ask(revocation)).crls.length).toBe(1);
  });
});

describe('the published places', () => {
  it.each(PUBLISHED_LISTS)('%s is on a published host', (address) => expect(isAmong(new URL(address), PUBLISHED_HOSTS)).toBe(true));
});

describe('what is kept', () => {
  it('is told with the published lists that were never had', async () => {
    const { from, open, ask } = await world();
    const revocation = open();
    from.publish(list(-10, { entries: [{ serial: 7, date: hours(-50) }] }));
    await ask(revocation);
    const { places, publishedHosts } = await revocation.view();
    expect(publishedHosts).toEqual(['cert.medis.or.jp', 'crl.pki.med.or.jp', 'hpki.mhlw.go.jp']);
    expect(places.map(({ state }) => state)).toEqual(['current', 'missing', 'missing', 'missing']);
    expect(places.find(({ address }) => address === from.address)).toEqual({
      address: from.address,
      kind: 'crl',
      issuer: 'CN=TEST Issuer,C=JP',
      thisUpdate: '2026-06-15T02:00:00.000Z',
      nextUpdate: '2026-06-19T02:00:00.000Z',
      fetchedAt: '2026-06-15T12:00:00.000Z',
      ageHours: 10,
      entries: 1,
      state: 'current',
      lastFailure: null,
    });
  });

  it('is fetched on demand however young, and proved by the key that proved it before', async () => {
    const { from, open, ask } = await world();
    from.publish(list());
    await ask(open());
    from.publish(list(-9));
    const { places } = await open().refresh([from.address]);
    expect(places.find(({ address }) => address === from.address)).toMatchObject({ thisUpdate: '2026-06-15T03:00:00.000Z', lastFailure: null });
  });

  it('that was damaged is set aside and fetched again', async () => {
    const { from, folder, open, ask } = await world();
    const der = list();
    from.publish(der, '"a"');
    await ask(open());
    const [name = ''] = await readdir(folder);
    const bytes = await readFile(join(folder, name));
    bytes[bytes.length - 30]! ^= 1;
    await writeFile(join(folder, name), bytes);
    expect((await ask(open())).crls).toEqual([der]);
    expect(from.seen.map(({ headers }) => headers['if-none-match'])).toEqual([undefined, undefined]);
    expect((await readdir(folder)).map((file) => file.replace(/.*\./, '')).sort()).toEqual(['crl', 'damaged']);
  });
});
