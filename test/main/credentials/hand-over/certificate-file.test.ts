import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseCertificate } from '../../../../pki/certificate/certificate.ts';
import { signerIdentity } from '../../../../pki/hpki/signer-identity.ts';
import { forgetHolder } from '../../../../main/credentials/records/forget-holder.ts';
import { makeStatusList } from '../../../../main/credentials/status-list/make.ts';
import { importRegistry } from '../../../../main/credentials/transfer/import-registry.ts';
import { type Flow, openFlow, refusalOf } from '../../support/credential-flow.ts';
import { registryCsv } from '../../support/registry-csv.ts';

const NAME = '検証　太郎';

let flow: Flow;
beforeAll(async () => {
  flow = await openFlow();
});
afterAll(() => flow[Symbol.asyncDispose]());

/** Somebody taken over from elsewhere with what the other system told of both certificates. */
async function takenOver(told: 'numbers' | 'nothing') {
  const { signature, authentication } = await flow.desk.issue(NAME);
  const [signs, proves] = [parseCertificate(signature.certificate), parseCertificate(authentication.certificate)];
  const known = told === 'numbers';
  const fields = flow.newFields({ name: NAME });
  const card = {
    serial: `FILE-${fields.registration}`,
    expires: '2027-06-30',
    issuer: known ? signs.issuer : '',
    signatureSerial: known ? signs.serial : '',
    authenticationSerial: known ? proves.serial : '',
  };
  const csv = registryCsv([{ fields, association: '文京区医師会', member: true, card }]);
  await importRegistry(flow.authority.parts, flow.seats.operator.acting, csv, true);
  const { id: holder } = await flow.store.db.selectFrom('credential_holder').select('id').orderBy('id', 'desc').executeTakeFirstOrThrow();
  const page = await flow.seats.operator.page(holder);
  const certificate = page.objects.find(({ facts }) => facts['usage'] === 'authentication')!.id;
  return { holder, certificate, own: authentication.certificate, other: signature.certificate };
}
const learn = (object: string, file: Uint8Array, reason = '') => flow.seats.operator.issueCertificate(object, file, reason);
const unnamed = async () => (await makeStatusList(flow.authority.parts, flow.authority.key, flow.seats.operator.acting)).unnamed;

describe('a certificate that was taken over with its card', () => {
  it.each(['numbers', 'nothing'] as const)('of which %s was told is known, listed and tracked once its file was read', async (told) => {
    const { holder, certificate, own } = await takenOver(told);
    const before = await unnamed();
    expect(await refusalOf(flow.take(certificate, 'request-revocation'))).toBe('TRANSITION_REFUSED condition certificate-known');
    const { serial, sha256 } = parseCertificate(own);
    expect(flow.view(await learn(certificate, own), certificate)).toMatchObject({ state: 'active', facts: { serial, sha256 } });
    expect((await flow.events(holder)).at(-1)).toMatchObject({ object: certificate, transition: 'learn', state: 'active' });
    expect(await unnamed()).toBe(before - 1);
    await flow.take(certificate, 'request-revocation');
    expect(await flow.authority.revocations.track(flow.seats.operator.acting)).toMatchObject({ unanswered: 0 });
  });

  it('is not learnt from another certificate: of another number, of another use, of another person, or unread by the wrong role', async () => {
    const [one, unknown] = [await takenOver('numbers'), await takenOver('nothing')];
    const strange = (await flow.desk.issue(NAME)).authentication.certificate;
    expect(await refusalOf(learn(one.certificate, strange))).toBe('HAND_OVER_STOPPED');
    expect(await refusalOf(learn(unknown.certificate, unknown.other))).toBe('HAND_OVER_STOPPED');
    expect(await refusalOf(learn(unknown.certificate, one.own))).toBe('CARD_ALREADY_BOUND');
    expect(await refusalOf(flow.seats.auditor.issueCertificate(one.certificate, one.own))).toMatch(/^STAFF_ROLE_NEEDED/);
    const named = (await flow.desk.issue('別人　次郎')).authentication.certificate;
    expect(await refusalOf(learn(unknown.certificate, named))).toBe('TRANSITION_REFUSED reason');
    expect(await refusalOf(learn(unknown.certificate, named, '旧姓のため'))).toBeNull();
  });
});

describe('a person who is deleted', () => {
  it('is found neither by the certificate, in the audit log, nor by its numbers', async () => {
    const { holder, certificate, own } = await takenOver('numbers');
    await learn(certificate, own);
    const { parts } = flow.authority;
    const { subject } = signerIdentity(parseCertificate(own));
    const read = await parts.audit
      .record({ action: 'card.read', facts: { reader: 'x' }, personal: { subject, facts: { holder: NAME } } })
      .then(() => parts.audit.list(null, 1));
    expect(JSON.stringify(read)).toContain(NAME);
    await flow.store.db.transaction().execute(async (tx) => forgetHolder(parts, tx, await parts.holders.get(tx, holder)));
    expect(await flow.store.persons.find(flow.store.db, subject)).toBeNull();
    expect(JSON.stringify(await parts.audit.list(null, 5))).not.toContain(NAME);
    const { facts } = await flow.row(certificate);
    expect(Object.keys(JSON.parse(facts)).filter((name) => ['serial', 'sha256', 'issuer', 'issuerName'].includes(name))).toEqual([]);
  });
});

describe('an approval', () => {
  it('needs the papers still to be there', async () => {
    const { application, page } = await flow.apply({ procedure: 'new-issue' });
    const whole = await flow.addPapers(application, page);
    let now = whole;
    while (flow.view(now, application).queue !== 'application-approve')
      now = await flow.take(application, flow.view(now, application).queue!.slice('application-'.length));
    const paper = flow.view(now, application).checklist.find(({ needed, evidence }) => needed && evidence)!.evidence!;
    await flow.seats.clerk.withdrawEvidence(paper.id);
    expect(await refusalOf(flow.take(application, 'approve'))).toBe('TRANSITION_REFUSED evidence checklist');
  });

  it('of a death begins without the notice that nobody showed', async () => {
    const { holder } = await flow.withCard();
    const { application, page } = await flow.apply({ procedure: 'death', holder });
    const items = flow.view(page, application).checklist.filter(({ evidence }) => evidence !== null);
    expect(items.map(({ item }) => item).filter((item) => item !== 'application-form')).toEqual([]);
  });

  it('that was withdrawn leaves no suspicion of a known PIN on the card', async () => {
    const { holder, card } = await flow.withCard();
    const { application, page } = await flow.apply({ procedure: 'loss', holder, facts: { pinKnown: true } });
    await flow.approve(application, page);
    expect(JSON.parse((await flow.row(card)).facts)).toMatchObject({ pinKnown: true });
    await flow.take(application, 'withdraw');
    expect(JSON.parse((await flow.row(card)).facts)['pinKnown'] ?? null).toBeNull();
  });
});
