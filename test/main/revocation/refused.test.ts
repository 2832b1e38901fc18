import { rm } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { allowedHosts } from '../../../main/revocation/allowed-hosts.ts';
import { proxy, web } from '../../support/web.ts';
import { foreign, holderAt, issuer, list, number, type Publisher } from '../support/lists.ts';
import { codes, world } from '../support/revocation-desk.ts';

describe('never put in place of what is kept', () => {
  const cases: readonly (readonly [string, (from: Publisher) => void, string])[] = [
    ['an older list', (from) => from.publish(list(-20)), 'REVOCATION_LIST_OLDER'],
    ['a newer list of a lower number', (from) => from.publish(list(5, { extensions: [number(7)] })), 'REVOCATION_LIST_OLDER'],
    ...Object.entries(foreign).map(
      ([what, make]) => [`a list ${what}`, (from: Publisher) => from.publish(make()), 'REVOCATION_LIST_FOREIGN'] as const,
    ),
    ['rubbish', (from) => from.publish(Buffer.from('<html>Please log in</html>')), 'CRL_UNREADABLE'],
    ['a list cut off', (from) => from.publish(list(5).subarray(0, 100)), 'CRL_UNREADABLE'],
    ['an error page', (from) => from.answer((response) => void response.writeHead(503).end(list(5))), 'NETWORK_STATUS'],
    [
      'a redirect away',
      (from) => from.answer((response) => void response.writeHead(302, { location: 'http://evil.invalid/list.crl' }).end()),
      'HOST_NOT_ALLOWED',
    ],
    [
      'too much',
      (from) => from.answer((response) => void response.writeHead(200, { 'content-length': 40 * 1024 * 1024 }).write('0')),
      'NETWORK_TOO_LARGE',
    ],
    ['nothing at all', (from) => from.publish(new Uint8Array()), 'CRL_UNREADABLE'],
  ];

  it.each(cases)('%s', async (_what, change, code) => {
    const { from, clock, open, ask } = await world();
    const revocation = open();
    const der = list();
    from.publish(der);
    await ask(revocation);
    clock.pass(30);
    change(from);
    const answer = await ask(revocation);
    expect([answer.crls, codes(answer)]).toEqual([[der], [code]]);
    expect((await ask(open())).crls).toEqual([der]);
  });

  it('nor brought back by another process whose cache was emptied', async () => {
    const { from, folder, clock, open, ask } = await world();
    const [here, there] = [open(), open()];
    const [older, newer] = [list(-30), list(-10)];
    from.publish(newer);
    await ask(here);
    await rm(folder, { recursive: true });
    from.publish(older);
    clock.pass(25);
    expect((await ask(there)).crls).toEqual([older]);
    expect((await ask(here)).crls).toEqual([newer]);
  });

  it('nor kept at first, when it is proved by no key of the path', async () => {
    const { from, clock, open, path } = await world();
    from.publish(list());
    const answer = await open()
      .source('verification')
      .dataFor(path, clock.now(), { subject: issuer.subject, spki: holderAt(from.address).spki });
    expect([answer.crls, codes(answer)]).toEqual([[], ['REVOCATION_LIST_FOREIGN']]);
  });
});

describe('what a document suggests beyond the allowed hosts', () => {
  it.each([
    ['another host', 'http://evil.invalid/list.crl'],
    ['another port', 'http://cert.medis.or.jp:8080/list.crl'],
    ['a host that only begins so', 'http://cert.medis.or.jp.evil.invalid/list.crl'],
    ['a user name', 'http://cert.medis.or.jp@evil.invalid/list.crl'],
  ])('is not asked: %s', async (_what, address) => {
    const { open, clock, network } = await world();
    const between = await proxy(await web((_request, response) => void response.end()));
    Object.assign(network, { proxy: { mode: 'url', url: between.origin } });
    const answer = await open()
      .source('verification')
      .dataFor([holderAt(address)], clock.now(), issuer);
    expect([codes(answer), answer.crls, between.seen]).toEqual([['HOST_NOT_ALLOWED'], [], []]);
  });

  it('is remembered by its host, the latest first, until a person allows it', async () => {
    const { open, clock, network, path } = await world();
    const revocation = open();
    const refused = async () => (await revocation.view()).refusedHosts;
    const wanted = ['a.invalid/list.crl', 'b.invalid:8080/list.crl', 'a.invalid/other.crl'].map((place) => holderAt(`http://${place}`));
    await revocation.source('verification').dataFor(path, clock.now(), issuer);
    expect(await refused()).toEqual([]);
    for (const holder of wanted) await revocation.source('verification').dataFor([holder], clock.now(), issuer);
    expect(await refused()).toEqual(['a.invalid', 'b.invalid:8080']);
    Object.assign(network, { allowedHosts: ['A.invalid'] });
    expect(await refused()).toEqual(['b.invalid:8080']);
  });

  it('is remembered too where a redirect leads there', async () => {
    const { from, open, ask } = await world();
    from.answer((response) => void response.writeHead(302, { location: 'http://evil.invalid/list.crl' }).end());
    const revocation = open();
    await ask(revocation);
    expect((await revocation.view()).refusedHosts).toEqual(['evil.invalid']);
  });

  it('is remembered up to a bound', () => {
    const hosts = allowedHosts();
    const seen = Array.from({ length: 40 }, (_, index) => `host-${index}.invalid`);
    for (const host of seen) expect(hosts.allows(new URL(`http://user:secret@${host}/list.crl`), [])).toBe(false);
    expect(hosts.refused([])).toEqual(seen.slice(-32).reverse());
  });

  it.each(['ldap://cert.medis.or.jp/cn=crl', 'file:///etc/hostname', 'ftp://cert.medis.or.jp/crl'])('is passed over: %s', async (address) => {
    const { open, clock } = await world();
    expect(
      await open()
        .source('verification')
        .dataFor([holderAt(address)], clock.now(), issuer),
    ).toMatchObject({ crls: [], failures: [] });
  });
});
