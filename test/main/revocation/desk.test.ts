import { setTimeout } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { CRL_PLACES } from '../../../pki/test-authority/profiles.ts';
import { desk, insertAndRead, READER } from '../support/desk.ts';
import { proxy, web } from '../../support/web.ts';

/** A desk whose proxy knows the host that the demonstration card names. */
async function deskWithPublisher() {
  const program = await desk(['1234']);
  onTestFinished(() => program[Symbol.asyncDispose]());
  await program.client.demonstration.insert();
  await program.client.demonstration.remove();
  const lists = program.application.demonstration.trust!.crls;
  const server = await web((request, response) => {
    const index = Object.keys(CRL_PLACES).indexOf(request.url!.slice(1));
    response.end(lists[index]);
  });
  const between = await proxy(server);
  const { network } = await program.client.application.settings();
  await program.client.application.change({
    network: { ...network, proxy: { mode: 'url', url: between.origin }, allowedHosts: ['test-authority.invalid'] },
  });
  const places = async () => (await program.client.revocation.status()).places.filter(({ address }) => address.includes('test-authority'));
  return { program, server, places };
}

describe('the lists of a card', () => {
  it('are fetched when it is put into the reader, for the next signature', async () => {
    const { program, places, server } = await deskWithPublisher();
    expect(await places()).toEqual([]);
    await insertAndRead(program);
    while ((await places()).length < 2) await setTimeout(10);
    expect((await places()).map(({ address, state, lastFailure }) => [address, state, lastFailure])).toEqual([
      ['http://test-authority.invalid/sarl.crl', 'current', null],
      ['http://test-authority.invalid/sign.crl', 'current', null],
    ]);
    const asked = server.seen.length;
    expect((await program.client.signing.readiness({ reader: READER })).revocation.status).toBe('good');
    expect(server.seen.length).toBe(asked);
  });

  it('are fetched again on demand', async () => {
    const { program, places, server } = await deskWithPublisher();
    await insertAndRead(program);
    while ((await places()).length < 2) await setTimeout(10);
    const asked = server.seen.length;
    const { places: after } = await program.client.revocation.refresh({ address: 'http://test-authority.invalid/sign.crl' });
    expect(server.seen.length).toBe(asked + 1);
    expect(after.find(({ address }) => address.endsWith('/sign.crl'))).toMatchObject({
      kind: 'crl',
      state: 'current',
      entries: 0,
      lastFailure: null,
    });
  });

  it('from a host that is not allowed are not fetched, whoever asks', async () => {
    const { program, server } = await deskWithPublisher();
    const address = 'http://evil.invalid/list.crl';
    const { places } = await program.client.revocation.refresh({ address });
    expect(places.find((place) => place.address === address)).toMatchObject({ state: 'missing', lastFailure: { code: 'HOST_NOT_ALLOWED' } });
    expect(server.seen).toEqual([]);
  });

  it('a published list that cannot be had is told with what helps', async () => {
    const { program } = await deskWithPublisher();
    const { network } = await program.client.application.settings();
    await program.client.application.change({ network: { ...network, proxy: { mode: 'url', url: 'http://127.0.0.1:9' } } });
    const { places } = await program.client.revocation.refresh({});
    expect(places.map(({ state, lastFailure }) => [state, lastFailure?.code])).toEqual([
      ['missing', 'NETWORK_PROXY'],
      ['missing', 'NETWORK_PROXY'],
      ['missing', 'NETWORK_PROXY'],
    ]);
  });
});
