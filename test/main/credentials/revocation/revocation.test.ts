import { compactVerify, importJWK } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { HolderPage } from '../../../../main/api/schema/credentials.ts';
import { objectIn } from '../../../support/authority-desk.ts';
import { type Flow, openFlow, refusalOf } from '../../support/credential-flow.ts';

let flow: Flow;
beforeAll(async () => {
  flow = await openFlow();
});
afterAll(() => flow[Symbol.asyncDispose]());

const operator = () => flow.seats.operator.acting;
const certificatesOf = ({ objects }: HolderPage) => objects.filter(({ kind }) => kind === 'certificate');
const rowFor = async (object: string) => (await flow.authority.revocations.list(operator())).find((row) => row.object === object);

/** A certificate of a card that was handed over. */
async function issued() {
  const { order, holder } = await flow.atDesk();
  const page = await flow.handOver(order);
  const [certificate] = certificatesOf(page);
  return { holder, card: objectIn(page, 'card').id, certificate: certificate!.id };
}

/** One whose revocation is asked for. */
async function requested() {
  const known = await issued();
  await flow.take(known.certificate, 'request-revocation');
  return { ...known, request: (await rowFor(known.certificate))!.request };
}

/** The authority revokes by itself. */
async function revokedElsewhere(certificate: string, reason = 'cessationOfOperation') {
  const { serial } = JSON.parse((await flow.row(certificate)).facts) as { serial: string };
  await flow.desk.application.demonstration.revoke!({ serial, reason });
}

/** Nothing stays open from one case to the next. */
beforeEach(async () => {
  for (const { request, state } of await flow.authority.revocations.list(operator())) {
    if (state.listedAt === null) await flow.authority.revocations.playAuthority(operator(), request).catch(() => {});
  }
  await flow.authority.revocations.track(operator());
});

describe('a request to the authority', () => {
  it('is a message of this desk, which names a certificate and nobody', async () => {
    const { holder, certificate, request } = await requested();
    const { name, message } = await flow.authority.revocations.request(operator(), request);
    expect(name).toMatch(/^revocation-request-[0-9a-f]{8}\.jws$/);
    const { payload, protectedHeader } = await compactVerify(message, await importJWK(flow.authority.key.jwk, 'EdDSA'));
    const claims = JSON.parse(Buffer.from(payload).toString('utf8')) as Record<string, string>;
    const { issuer, serial } = JSON.parse((await flow.row(certificate)).facts) as Record<string, string>;
    expect(protectedHeader).toMatchObject({ alg: 'EdDSA', typ: 'hpki-revocation-request' });
    expect(claims).toEqual({
      request,
      issuer,
      serial,
      reason: 'cessationOfOperation',
      requestedAt: claims['requestedAt'],
      deadline: claims['deadline'],
    });
    expect(Date.parse(claims['deadline']!) - Date.parse(claims['requestedAt']!)).toBe(24 * 3_600_000);
    const { registration, name: person } = (await flow.seats.clerk.page(holder)).fields;
    for (const word of [registration, person, String(holder)]) expect(Object.values(claims).some((value) => value === word)).toBe(false);
    const [head, body, signature] = message.split('.');
    const forged = Buffer.from(JSON.stringify({ ...claims, serial: '00' })).toString('base64url');
    expect(body).not.toBe(forged);
    await expect(compactVerify([head, forged, signature].join('.'), await importJWK(flow.authority.key.jwk, 'EdDSA'))).rejects.toThrow();
  });

  it('counts as sent once somebody says so, and the answer is told', async () => {
    const { certificate, request } = await requested();
    expect((await rowFor(certificate))!.state).toMatchObject({ sentAt: null, answer: null, listedAt: null, late: false });
    await flow.authority.revocations.request(operator(), request);
    expect((await rowFor(certificate))!.state.sentAt).toBeNull();
    await flow.authority.revocations.sent(operator(), request);
    const { sentAt } = (await rowFor(certificate))!.state;
    expect(sentAt).not.toBeNull();
    await flow.authority.revocations.sent(operator(), request);
    expect((await rowFor(certificate))!.state.sentAt).toBe(sentAt);
    await flow.authority.revocations.answer(operator(), request, '受け付けました');
    expect((await rowFor(certificate))!.state).toMatchObject({ answer: '受け付けました', listedAt: null });
    expect((await flow.row(certificate)).state).toBe('revoke-requested');
  });

  it.each<[what: string, work: (id: string) => Promise<unknown>]>([
    ['written', (id) => flow.authority.revocations.request(operator(), id)],
    ['sent', (id) => flow.authority.revocations.sent(operator(), id)],
    ['answered', (id) => flow.authority.revocations.answer(operator(), id, 'x')],
    ['played', (id) => flow.authority.revocations.playAuthority(operator(), id)],
  ])('that is unknown is not %s', async (_what, work) => expect(await refusalOf(work('none'))).toBe('REVOCATION_UNKNOWN'));
});

describe('what the list shows', () => {
  it('is what counts: pending is never done', async () => {
    const { certificate, request } = await requested();
    expect(await flow.authority.revocations.track(operator())).toMatchObject({ asked: 1, listed: 0, unanswered: 0 });
    expect(await flow.row(certificate)).toMatchObject({ state: 'revoke-requested', queue: 'certificate-confirm-revocation' });
    await flow.authority.revocations.answer(operator(), request, '失効しました');
    await flow.authority.revocations.track(operator());
    expect((await flow.row(certificate)).state).toBe('revoke-requested');
    await flow.authority.revocations.playAuthority(operator(), request);
    expect((await flow.row(certificate)).state).toBe('revoke-requested');
    const tracked = await flow.authority.revocations.track(operator());
    expect(tracked).toMatchObject({ asked: 1, listed: 1, unanswered: 0 });
    expect(tracked.rows.find(({ object }) => object === certificate)!.state).toMatchObject({ listedAt: expect.any(String), late: false });
    expect(await flow.row(certificate)).toMatchObject({ state: 'revoked', queue: null });
    expect(await flow.authority.revocations.track(operator())).toMatchObject({ asked: 0, listed: 0 });
  });

  it('of another certificate confirms nothing', async () => {
    const { certificate } = await requested();
    const other = await issued();
    await revokedElsewhere(other.certificate);
    await flow.authority.revocations.track(operator());
    expect((await flow.row(certificate)).state).toBe('revoke-requested');
  });

  it('too late is told as late, and done all the same once it is there', async () => {
    const { certificate, request } = await requested();
    const before = flow.clock.at;
    flow.clock.at += 24 * 3_600_000 - 10_000;
    expect((await rowFor(certificate))!.state.late).toBe(false);
    flow.clock.at += 20_000;
    expect((await rowFor(certificate))!.state.late).toBe(true);
    await flow.authority.revocations.playAuthority(operator(), request);
    await flow.authority.revocations.track(operator());
    expect((await rowFor(certificate))!.state).toMatchObject({ late: false, listedAt: expect.any(String) });
    flow.clock.at = before;
  });

  it('is not to be had for a certificate that nobody has read: unanswered, and pending', async () => {
    const { holder } = await flow.withCard();
    const [certificate] = certificatesOf(await flow.seats.clerk.page(holder));
    await flow.take(certificate!.id, 'request-revocation');
    expect(await flow.authority.revocations.track(operator())).toMatchObject({ asked: 1, listed: 0, unanswered: 1 });
    expect((await flow.row(certificate!.id)).state).toBe('revoke-requested');
    await flow.store.db
      .updateTable('revocation_request')
      .set({ listed_at: new Date(0).toISOString() })
      .where('object', '=', certificate!.id)
      .execute();
  });

  it('is too old to say anything: unanswered, and pending', async () => {
    const { certificate } = await requested();
    const before = flow.clock.at;
    flow.clock.at += 30 * 86_400_000;
    expect(await flow.authority.revocations.track(operator())).toMatchObject({ asked: 1, listed: 0, unanswered: 1 });
    expect((await flow.row(certificate)).state).toBe('revoke-requested');
    flow.clock.at = before;
  });

  it('without a request of ours ends a certificate too, by the program', async () => {
    const { holder, certificate } = await issued();
    await revokedElsewhere(certificate);
    expect(await flow.authority.revocations.track(operator())).toMatchObject({ asked: 0, listed: 1 });
    expect((await flow.row(certificate)).state).toBe('revoked');
    expect((await flow.events(holder)).at(-1)).toMatchObject({ transition: 'find-revoked', by: 'program', event: 'cert.revoked' });
    expect(await flow.authority.revocations.track(operator())).toMatchObject({ asked: 0, listed: 0 });
  });

  it('as held only ends nothing: a hold may end', async () => {
    const { certificate } = await issued();
    await revokedElsewhere(certificate, 'certificateHold');
    await flow.authority.revocations.track(operator());
    expect((await flow.row(certificate)).state).toBe('active');
  });

  it('is taken once, however many look at the same time', async () => {
    const { holder, request, certificate } = await requested();
    await flow.authority.revocations.playAuthority(operator(), request);
    await Promise.all([1, 2, 3].map(() => flow.authority.revocations.track(operator())));
    expect(
      (await flow.events(holder)).filter(({ object, transition }) => object === certificate && transition === 'confirm-revocation'),
    ).toHaveLength(1);
  });
});

describe('a refused request', () => {
  it('leaves the certificate as it was, to be asked for again', async () => {
    const { certificate } = await requested();
    await flow.take(certificate, 'refuse-revocation', { reason: '書式の誤り' });
    expect((await flow.row(certificate)).state).toBe('active');
    expect((await flow.row(certificate)).queue).toBe('certificate-request-revocation');
    const refused = async () =>
      (await flow.authority.revocations.list(operator())).filter(({ object }) => object === certificate).map(({ state }) => state.refused);
    expect(await refused()).toEqual([true]);
    await flow.take(certificate, 'request-revocation');
    expect((await refused()).toSorted()).toEqual([false, true]);
    expect((await flow.row(certificate)).state).toBe('revoke-requested');
  });
});

describe('a certificate that is on no card', () => {
  /** One that an approved application asks for. */
  async function asked() {
    const { holder } = await flow.withCard();
    const { application, page } = await flow.apply({ procedure: 'second-certificate', holder });
    const approved = await flow.approve(application, page);
    return { holder, application, object: approved.objects.find(({ facts }) => facts['usage'] === 'second')!.id };
  }
  const issue = (object: string, file: Uint8Array) => flow.seats.operator.issueCertificate(object, file, '照合済み');
  const pem = (der: Uint8Array) =>
    Buffer.from(`-----BEGIN CERTIFICATE-----\n${Buffer.from(der).toString('base64').replaceAll(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`);

  it.each<[form: string, write: (der: Uint8Array) => Uint8Array]>([
    ['DER', (der) => der],
    ['PEM', pem],
    ['PEM with words around', (der) => Buffer.concat([Buffer.from('Subject: CN=x\r\n'), pem(der), Buffer.from('\r\n')])],
  ])('is taken from %s, and nothing of it is typed', async (_form, write) => {
    const { object, application } = await asked();
    const der = await flow.desk.makeCertificate('検証　太郎');
    const page = await issue(object, write(der));
    const { issuer, serial, sha256 } = flow.view(page, object).facts;
    expect(flow.view(page, object)).toMatchObject({ state: 'active', expires: expect.stringMatching(/^20\d\d-/), facts: { test: true } });
    expect([typeof issuer, typeof serial, typeof sha256]).toEqual(['string', 'string', 'string']);
    expect(flow.view(page, application).queue).toBe('application-complete');
    expect((await flow.seats.clerk.search(String(serial), 5)).map(({ holder }) => holder)).toEqual([page.holder]);
    // The same again is the same.
    expect(flow.view(await issue(object, write(der)), object).facts['sha256']).toBe(sha256);
    expect(await refusalOf(issue(object, await flow.desk.makeCertificate('検証　太郎')))).toBe('HAND_OVER_STOPPED');
  });

  it.each<[what: string, file: () => Promise<Uint8Array>, code: string]>([
    ['nothing', async () => new Uint8Array(), 'CERTIFICATE_UNREADABLE'],
    ['anything else', async () => Buffer.from('hello'), 'CERTIFICATE_UNREADABLE'],
    ['a PEM of anything else', async () => Buffer.from('-----BEGIN CERTIFICATE-----\naGVsbG8=\n-----END CERTIFICATE-----'), 'CERTIFICATE_UNREADABLE'],
    ['a part of one', async () => (await flow.desk.makeCertificate('x')).subarray(0, 200), 'CERTIFICATE_UNREADABLE'],
    [
      'one with another name within',
      async () => {
        const der = Buffer.from(await flow.desk.makeCertificate('x'));
        der[der.length - 1] = der[der.length - 1]! ^ 1;
        return der;
      },
      'HAND_OVER_STOPPED',
    ],
  ])('is not taken from %s', async (_what, file, code) => {
    const { object } = await asked();
    const before = await flow.row(object);
    expect(await refusalOf(issue(object, await file()))).toBe(code);
    expect(await flow.row(object)).toEqual(before);
  });

  it('is not one of somebody else, nor one that is revoked', async () => {
    const [one, other, third] = [await asked(), await asked(), await asked()];
    const der = await flow.desk.makeCertificate('検証　太郎');
    await issue(one.object, der);
    expect(await refusalOf(issue(other.object, der))).toBe('CARD_ALREADY_BOUND');
    const { parseCertificate } = await import('../../../../pki/certificate/certificate.ts');
    const revoked = await flow.desk.makeCertificate('検証　太郎');
    await flow.desk.application.demonstration.revoke!({ serial: parseCertificate(revoked).serial, reason: 'keyCompromise' }).catch(() => {});
    expect([null, 'HAND_OVER_STOPPED']).toContain(await refusalOf(issue(third.object, revoked)));
  });

  it('is of no object but such a one', async () => {
    const known = await issued();
    const der = await flow.desk.makeCertificate('検証　太郎');
    for (const object of [known.certificate, known.card, 'T99-0000001'])
      expect([object, await refusalOf(issue(object, der))]).toEqual([object, 'CREDENTIAL_UNKNOWN']);
  });
});
