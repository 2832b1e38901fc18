import { describe, expect, it } from 'vitest';
import { objectIdentifier, sequence } from '../../../pki/asn1/encode.ts';
import { OCSP } from '../../../pki/revocation/ocsp/object-identifiers.ts';
import { parseOcspResponse } from '../../../pki/revocation/ocsp/response.ts';
import { extension, uri } from '../../support/certificates.ts';
import { nonceExtension, ocspResponse } from '../../support/ocsp.ts';
import { bodyOf, web } from '../../support/web.ts';
import { holderAt, issuer, keys } from '../support/lists.ts';
import { codes, world } from '../support/revocation-desk.ts';

describe('a responder, where a certificate names no list', () => {
  async function responder(repeat: boolean) {
    const { open, clock, network } = await world();
    const server = await web(async (request, response) => {
      const body = await bodyOf(request);
      const nonce = body.subarray(body.length - 32);
      const answers = [{ certificate: holder, issuer, thisUpdate: clock.now(), nextUpdate: new Date(clock.now().getTime() + 3_600_000 * 5) }];
      response.end(ocspResponse({ key: keys.issuer, producedAt: clock.now(), answers, extensions: repeat ? [nonceExtension(nonce)] : [] }));
    });
    const access = extension('1.3.6.1.5.5.7.1.1', sequence(sequence(objectIdentifier(OCSP.accessMethod), uri(`${server.origin}/ocsp`))));
    const holder = holderAt('ldap://directory.invalid/', access);
    Object.assign(network, { allowedHosts: [server.host] });
    const revocation = open();
    return { server, clock, network, revocation, ask: () => revocation.source('verification').dataFor([holder], clock.now(), issuer) };
  }

  it('is asked, and its answer kept while it holds', async () => {
    const { server, clock, ask } = await responder(true);
    const { ocspResponses, failures } = await ask();
    expect([ocspResponses.map((der) => parseOcspResponse(der).answers[0]?.said.status), failures]).toEqual([['good'], []]);
    clock.pass(4);
    await ask();
    expect(server.seen.map(({ method, headers }) => [method, headers['content-type']])).toEqual([['POST', 'application/ocsp-request']]);
    clock.pass(2);
    expect([(await ask()).ocspResponses.length, server.seen.length]).toEqual([1, 2]);
  });

  it('must repeat our nonce, unless the settings say otherwise, and then that is told', async () => {
    const { network, clock, ask } = await responder(false);
    const strict = await ask();
    expect([strict.ocspResponses, codes(strict)]).toEqual([[], ['OCSP_NONCE_WRONG']]);
    Object.assign(network, { ocspWithoutNonce: true });
    clock.pass(1);
    const tolerant = await ask();
    expect([tolerant.ocspResponses.length, codes(tolerant)]).toEqual([1, ['OCSP_WITHOUT_NONCE']]);
  });
});
