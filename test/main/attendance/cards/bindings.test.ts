import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { parseCertificate } from '../../../../pki/certificate/certificate.ts';
import { certificateIdentifiers } from '../../../../pki/cms/certificate-identifiers.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { days, hours } from '../../../support/hpki-chain.ts';
import { basicConstraints } from '../../../support/certificates.ts';
import { ATR, bindingDesk, BY, type CardSpec, doctorCard } from '../../support/bound-cards.ts';

let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder();
});

/** The same certificate, not signed by its issuer. */
const forgedFrom = (der: Uint8Array): Uint8Array => der.with(der.length - 1, der.at(-1)! ^ 1);

describe('a bound card', () => {
  it('is found by the first block of its certificate, with what was judged', async () => {
    await using desk = await bindingDesk(folder);
    const person = await desk.newPerson();
    const { card, block, certificate, holderCrl, authorityCrl } = doctorCard();
    desk.trust.crls.push(holderCrl, authorityCrl);
    const bound = await desk.bindings.bind(card, person, BY);
    const { issuer, serial, subject, notBefore, notAfter } = parseCertificate(card.der);
    expect(bound).toEqual({
      certificate,
      der: card.der,
      person,
      atr: ATR,
      way: card.way,
      issuer,
      issuerName: certificateIdentifiers(card.der).issuer,
      serial,
      subject,
      notBefore,
      notAfter,
      holder: expect.any(String),
      pathState: 'proved',
      role: 'doctor',
      roles: ['Medical Doctor'],
      test: false,
      revoked: null,
      replacedBy: null,
      boundAt: '2026-06-01T03:00:00.000Z',
      by: BY,
    });
    expect([desk.bindings.find(block), desk.bindings.withCertificate(card.der), ...desk.bindings.ofPerson(person)]).toEqual([bound, bound, bound]);
    expect(await desk.recorded()).toEqual([{ certificate, person, test: false, path: 'proved', role: 'doctor', replaces: null, by: BY }]);
  });

  it('is found again after a restart, as it was', async () => {
    const { card, block } = doctorCard();
    const before = await (async () => {
      await using desk = await bindingDesk(folder);
      return await desk.bindings.bind(card, await desk.newPerson(), BY);
    })();
    await using desk = await bindingDesk(folder);
    const found = desk.bindings.find(block)!;
    expect({ ...found, der: Uint8Array.from(found.der), issuerName: Uint8Array.from(found.issuerName) }).toEqual({
      ...before,
      issuerName: Uint8Array.from(before.issuerName),
    });
    expect(desk.bindings.ways().order(ATR)).toEqual([card.way]);
  });

  it('is not found by a block that differs in any byte, or is not the whole block', async () => {
    await using desk = await bindingDesk(folder);
    const { card, block } = doctorCard();
    await desk.bindings.bind(card, await desk.newPerson(), BY);
    for (let index = 0; index < block.length; index += 1) expect(desk.bindings.find(block.with(index, block[index]! ^ 1))).toBeNull();
    expect([block.slice(0, 255), block.slice(0, 0), card.der.slice(0, 257), card.der].map((bytes) => desk.bindings.find(bytes))).toEqual([
      null,
      null,
      null,
      null,
    ]);
    expect(desk.bindings.withCertificate(doctorCard({ serial: 5 }).card.der)).toBeNull();
  });

  it('leaves nothing that says who it is in clear on the disk', async () => {
    await using desk = await bindingDesk(folder);
    const { card } = doctorCard({ name: 'SINGULAR NAME', identifier: 'SINGULAR-ID' });
    await desk.bindings.bind(card, await desk.newPerson(), 'SINGULAR STAFF');
    const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
    const texts = await Promise.all(files.map(async ({ parentPath, name }) => (await readFile(join(parentPath, name))).toString('latin1')));
    const secrets = [
      'SINGULAR',
      Buffer.from('SINGULAR NAME').toString('base64').slice(0, 12),
      Buffer.from(card.der.slice(200, 260)).toString('latin1'),
    ];
    expect(texts.flatMap((text) => secrets.filter((secret) => text.includes(secret)))).toEqual([]);
  });
});

describe('binding', () => {
  it('refuses a card of somebody else and changes nothing', async () => {
    await using desk = await bindingDesk(folder);
    const [first, second] = [await desk.newPerson(), await desk.newPerson()];
    const { card, block, certificate } = doctorCard();
    const bound = await desk.bindings.bind(card, first, BY);
    await expect(desk.bindings.bind(card, second, BY)).rejects.toMatchObject({ code: 'CARD_ALREADY_BOUND', detail: { certificate } });
    expect([desk.bindings.find(block), desk.bindings.ofPerson(second), (await desk.recorded()).length]).toEqual([bound, [], 1]);
  });

  it('of a card that is the person’s already leaves it as it is, and learns how it is read in another reader', async () => {
    await using desk = await bindingDesk(folder);
    const person = await desk.newPerson();
    const { card } = doctorCard();
    const bound = await desk.bindings.bind(card, person, BY);
    expect(await desk.bindings.bind({ ...card, atr: '3B00', way: { file: 0x18, form: 'short-id' } }, person, 'somebody')).toEqual(bound);
    expect([(await desk.recorded()).length, desk.bindings.ways().order('3B00')]).toEqual([1, [{ file: 0x18, form: 'short-id' }]]);
  });

  it('of one card twice at the same moment binds it once', async () => {
    await using desk = await bindingDesk(folder);
    const [first, second] = [await desk.newPerson(), await desk.newPerson()];
    const { card } = doctorCard();
    const results = await Promise.allSettled([first, second].map((person) => desk.bindings.bind(card, person, BY)));
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  });

  it('refuses a person who is not there, and bytes that are no certificate', async () => {
    await using desk = await bindingDesk(folder);
    const { card } = doctorCard();
    await expect(desk.bindings.bind(card, 'nobody', BY)).rejects.toMatchObject({ code: 'PERSON_UNKNOWN' });
    await expect(desk.bindings.bind({ ...card, der: Uint8Array.of(0x30, 0) }, await desk.newPerson(), BY)).rejects.toMatchObject({
      code: 'CERTIFICATE_UNREADABLE',
    });
    expect(desk.bindings.withCertificate(card.der)).toBeNull();
  });

  it('of a person who was deleted is forgotten, and the card can be bound anew', async () => {
    const { card, block } = doctorCard();
    await using desk = await bindingDesk(folder);
    const [first, second] = [await desk.newPerson(), await desk.newPerson()];
    await desk.bindings.bind(card, first, BY);
    await desk.store.persons.destroy(desk.store.db, first);
    desk.bindings.forget(first);
    expect([desk.bindings.find(block), desk.bindings.ofPerson(first)]).toEqual([null, []]);
    expect(await desk.bindings.rejudge()).toEqual([]);
    expect(await desk.bindings.bind(card, second, BY)).toMatchObject({ person: second });
    expect(desk.bindings.find(block)).toMatchObject({ person: second });
  });

  it('of a person who was deleted is not read at the next start', async () => {
    const { card, block } = doctorCard();
    {
      await using desk = await bindingDesk(folder);
      const person = await desk.newPerson();
      await desk.bindings.bind(card, person, BY);
      await desk.store.persons.destroy(desk.store.db, person);
    }
    await using desk = await bindingDesk(folder);
    expect(desk.bindings.find(block)).toBeNull();
  });

  it('whose row was damaged does not keep the desk from opening, and can be made again', async () => {
    const { card, block } = doctorCard();
    let person: string;
    {
      await using desk = await bindingDesk(folder);
      person = await desk.newPerson();
      await desk.bindings.bind(card, person, BY);
      await desk.store.db
        .updateTable('card_binding')
        .set({ sealed: Buffer.alloc(50, 1) })
        .execute();
    }
    await using desk = await bindingDesk(folder);
    expect(desk.bindings.find(block)).toBeNull();
    await desk.bindings.bind(card, person, BY);
    expect(desk.bindings.find(block)).toMatchObject({ person });
  });
});

it.each<[string, CardSpec, object]>([
  ['proved', {}, { pathState: 'proved', role: 'doctor', test: false }],
  ['expired, which is for whoever knows the time', { to: -1 }, { pathState: 'proved', notAfter: days(-1) }],
  [
    'of an issuer that is not at hand',
    { authorityName: [['CN', 'elsewhere']], authority: { issuer: [['CN', 'nowhere']] } },
    { pathState: 'not-provable' },
  ],
  ['of an issuer that is no authority', { authorityConstraints: basicConstraints(false) }, { pathState: 'wrong' }],
  ['without a role', { roles: [] }, { role: 'not-stated', roles: [] }],
  ['of a pharmacist', { roles: [{ text: 'Pharmacist' }] }, { role: 'other', roles: ['Pharmacist'] }],
  ['of the test policy', { policy: '1.2.392.100495.1.5.1.2.0.1' }, { test: true }],
  ['with a subject that is not complete', { identifier: null }, { holder: null }],
])('a card is judged when it is bound: %s', async (_case, spec, answer) => {
  await using desk = await bindingDesk(folder);
  expect(await desk.bindings.bind(doctorCard(spec).card, await desk.newPerson(), BY)).toMatchObject(answer);
});

describe('a renewed card', () => {
  const OLD: CardSpec = { serial: 1, from: -1800, to: 20 };
  const NEW: CardSpec = { serial: 2, from: -5 };

  it('is recognised by issuer and subject, and replaces the older one once it is bound', async () => {
    await using desk = await bindingDesk(folder);
    const person = await desk.newPerson();
    const [older, newer] = [doctorCard(OLD), doctorCard(NEW)];
    await desk.bindings.bind(older.card, person, BY);
    expect(desk.bindings.sameSubject(newer.card.der)).toMatchObject({ person, certificate: older.certificate });
    expect(desk.bindings.sameSubject(older.card.der)).toBeNull();
    await desk.bindings.bind(newer.card, person, BY);
    expect([older, newer].map(({ block }) => desk.bindings.find(block)?.replacedBy)).toEqual([newer.certificate, null]);
    expect((await desk.recorded()).map(({ replaces }) => replaces)).toEqual([null, older.certificate]);
  });

  it('replaces the older one in whatever order they were bound, also after a restart', async () => {
    const [older, newer] = [doctorCard(OLD), doctorCard(NEW)];
    {
      await using desk = await bindingDesk(folder);
      const person = await desk.newPerson();
      await desk.bindings.bind(newer.card, person, BY);
      await desk.bindings.bind(older.card, person, BY);
    }
    await using desk = await bindingDesk(folder);
    expect([older, newer].map(({ block }) => desk.bindings.find(block)?.replacedBy)).toEqual([newer.certificate, null]);
  });

  it('the newest of three replaces both', async () => {
    await using desk = await bindingDesk(folder);
    const person = await desk.newPerson();
    const cards = [OLD, NEW, { serial: 3, from: -1 }].map(doctorCard);
    for (const { card } of cards) await desk.bindings.bind(card, person, BY);
    expect(cards.map(({ block }) => desk.bindings.find(block)?.replacedBy)).toEqual([cards[2]!.certificate, cards[2]!.certificate, null]);
    expect(desk.bindings.sameSubject(doctorCard({ serial: 4 }).card.der)?.certificate).toBe(cards[2]!.certificate);
  });

  it.each<[string, CardSpec]>([
    ['another serialNumber', { ...NEW, identifier: 'EX000002' }],
    ['no serialNumber', { ...NEW, identifier: null }],
    ['another name', { ...NEW, name: 'Taro Example' }],
    [
      'an issuer of another organisation',
      {
        ...NEW,
        authorityName: [
          ['C', 'JP'],
          ['O', 'Another'],
          ['CN', 'AuthCA'],
        ],
      },
    ],
    [
      'an issuer without organisation',
      {
        ...NEW,
        authorityName: [
          ['C', 'JP'],
          ['CN', 'AuthCA'],
        ],
      },
    ],
  ])('is not taken for one with %s', async (_case, spec) => {
    await using desk = await bindingDesk(folder);
    const person = await desk.newPerson();
    await desk.bindings.bind(doctorCard(OLD).card, person, BY);
    expect(desk.bindings.sameSubject(doctorCard(spec).card.der)).toBeNull();
    await desk.bindings.bind(doctorCard(spec).card, person, BY);
    expect(desk.bindings.ofPerson(person).map(({ replacedBy }) => replacedBy)).toEqual([null, null]);
  });

  it.each<[string, CardSpec]>([
    [
      'of another authority of the same organisation',
      {
        ...NEW,
        authorityName: [
          ['C', 'JP'],
          ['O', 'Example'],
          ['CN', 'AuthCA3'],
        ],
      },
    ],
    ['written in other letter case', { ...NEW, name: 'HANAKO  EXAMPLE' }],
  ])('is recognised %s', async (_case, spec) => {
    await using desk = await bindingDesk(folder);
    await desk.bindings.bind(doctorCard(OLD).card, await desk.newPerson(), BY);
    expect(desk.bindings.sameSubject(doctorCard(spec).card.der)).not.toBeNull();
  });

  it('of somebody else with the same subject replaces nothing', async () => {
    await using desk = await bindingDesk(folder);
    const [older, newer] = [doctorCard(OLD), doctorCard(NEW)];
    await desk.bindings.bind(older.card, await desk.newPerson(), BY);
    await desk.bindings.bind(newer.card, await desk.newPerson(), BY);
    expect([older, newer].map(({ block }) => desk.bindings.find(block)?.replacedBy)).toEqual([null, null]);
  });

  it('of a forged issuer replaces nothing', async () => {
    await using desk = await bindingDesk(folder);
    const person = await desk.newPerson();
    const [older, newer] = [doctorCard(OLD), doctorCard(NEW)];
    const forged = forgedFrom(newer.card.der);
    await desk.bindings.bind(older.card, person, BY);
    expect(await desk.bindings.bind({ ...newer.card, der: forged }, person, BY)).toMatchObject({ replacedBy: null, pathState: 'wrong' });
    expect(desk.bindings.find(older.block)).toMatchObject({ replacedBy: null });
  });
});

describe('judging anew', () => {
  const REVOKED = { entries: [{ serial: 0x1234, date: days(-2) }] };
  const HELD = { entries: [{ serial: 0x1234, date: days(-2), reason: 'certificateHold' as const }] };

  it('tells which cards have changed, once', async () => {
    await using desk = await bindingDesk(folder);
    const { card, block, certificate, holderCrl, authorityCrl } = doctorCard({ holderCrl: REVOKED });
    await desk.bindings.bind(card, await desk.newPerson(), BY);
    await desk.bindings.bind(doctorCard({ serial: 7, identifier: 'EX7' }).card, await desk.newPerson(), BY);
    expect(await desk.bindings.rejudge()).toEqual([]);
    desk.trust.crls = [holderCrl, authorityCrl];
    const revoked = { at: days(-2).toISOString(), hold: false };
    expect(await desk.bindings.rejudge()).toEqual([expect.objectContaining({ certificate, revoked })]);
    expect([desk.bindings.find(block)?.revoked, await desk.bindings.rejudge()]).toEqual([revoked, []]);
  });

  it('is kept over a restart, and a revocation stays when its list is no longer at hand', async () => {
    const { card, block, holderCrl, authorityCrl } = doctorCard({ holderCrl: REVOKED });
    {
      await using desk = await bindingDesk(folder);
      await desk.bindings.bind(card, await desk.newPerson(), BY);
      desk.trust.crls = [holderCrl, authorityCrl];
      await desk.bindings.rejudge();
    }
    await using desk = await bindingDesk(folder);
    expect(await desk.bindings.rejudge()).toEqual([]);
    expect(desk.bindings.find(block)).toMatchObject({ revoked: { at: days(-2).toISOString(), hold: false } });
  });

  it('ends a hold that a newer list no longer shows', async () => {
    await using desk = await bindingDesk(folder);
    const held = doctorCard({ holderCrl: HELD });
    desk.trust.crls = [held.holderCrl, held.authorityCrl];
    expect(await desk.bindings.bind(held.card, await desk.newPerson(), BY)).toMatchObject({ revoked: { hold: true } });
    const released = doctorCard({ holderCrl: { thisUpdate: hours(-1), nextUpdate: hours(90) } });
    desk.trust.crls = [released.holderCrl, released.authorityCrl];
    expect(await desk.bindings.rejudge()).toEqual([expect.objectContaining({ revoked: null })]);
  });

  it('proves a path once its root counts, by the issuers that the card brought along', async () => {
    await using desk = await bindingDesk(folder);
    const { anchors } = desk.trust;
    desk.trust.anchors = [];
    const { card, block } = doctorCard();
    expect(await desk.bindings.bind(card, await desk.newPerson(), BY)).toMatchObject({ pathState: 'not-provable' });
    desk.trust.anchors = anchors;
    await desk.bindings.rejudge();
    expect(desk.bindings.find(block)).toMatchObject({ pathState: 'proved' });
  });

  it('finds a forged card that no issuer at hand could deny before, and what it replaced is in use again', async () => {
    await using desk = await bindingDesk(folder);
    const person = await desk.newPerson();
    const older = doctorCard({ serial: 1, from: -900 });
    const newer = doctorCard({ serial: 2, from: -5 });
    const forged = forgedFrom(newer.card.der);
    const { anchors } = desk.trust;
    desk.trust.anchors = [];
    await desk.bindings.bind(older.card, person, BY);
    await desk.bindings.bind({ ...newer.card, der: forged }, person, BY);
    expect(desk.bindings.find(older.block)?.replacedBy).toBe(parseCertificate(forged).sha256);
    desk.trust.anchors = anchors;
    const changed = new Map((await desk.bindings.rejudge()).map(({ certificate, pathState, replacedBy }) => [certificate, [pathState, replacedBy]]));
    expect(changed).toEqual(
      new Map([
        [older.certificate, ['proved', null]],
        [parseCertificate(forged).sha256, ['wrong', null]],
      ]),
    );
    expect(desk.bindings.find(older.block)?.replacedBy).toBeNull();
  });
});

describe('taking a binding back', () => {
  const until = '2026-06-01T03:00:00.000Z';

  it('makes the card nobody’s, for good, and is recorded once', async () => {
    const { card, certificate } = doctorCard();
    await (async () => {
      await using desk = await bindingDesk(folder);
      const [person, other] = [await desk.newPerson(), await desk.newPerson()];
      await desk.bindings.bind(card, person, BY);
      const release = { certificate, person, until, by: BY };
      expect([await desk.bindings.release(release), await desk.bindings.release(release)]).toEqual([true, false]);
      expect([desk.bindings.withCertificate(card.der), desk.bindings.ofPerson(person)]).toEqual([null, []]);
      const released = (await desk.audit.list(null, 100)).filter(({ action }) => action === 'card.released');
      expect(released.map(({ facts }) => facts)).toEqual([{ person, certificate, by: BY }]);
      expect((await desk.bindings.bind(card, other, BY)).person).toBe(other);
      await desk.bindings.release({ ...release, person: other });
    })();
    await using desk = await bindingDesk(folder);
    expect(desk.bindings.withCertificate(card.der)).toBeNull();
  });

  it.each([
    ['of somebody else', { person: 'nobody' }],
    ['of another card', { certificate: 'AB'.repeat(32) }],
    ['that was made later', { until: '2026-06-01T02:59:59.999Z' }],
  ])('leaves one %s', async (_what, more) => {
    await using desk = await bindingDesk(folder);
    const person = await desk.newPerson();
    const { card, certificate } = doctorCard();
    await desk.bindings.bind(card, person, BY);
    expect(await desk.bindings.release({ certificate, person, until, by: BY, ...more })).toBe(false);
    expect(desk.bindings.withCertificate(card.der)?.person).toBe(person);
  });

  it('puts the card in use again that it had replaced', async () => {
    await using desk = await bindingDesk(folder);
    const person = await desk.newPerson();
    const [old, renewed] = [doctorCard(), doctorCard({ serial: 0x5678, from: -10 })];
    await desk.bindings.bind(old.card, person, BY);
    await desk.bindings.bind(renewed.card, person, BY);
    expect(desk.bindings.withCertificate(old.card.der)?.replacedBy).toBe(renewed.certificate);
    await desk.bindings.release({ certificate: renewed.certificate, person, until, by: BY });
    expect(desk.bindings.withCertificate(old.card.der)?.replacedBy).toBeNull();
  });

  it('is known after a restart: no row of another station brings the binding back, a later one does', async () => {
    const { card, certificate } = doctorCard();
    const person = await (async () => {
      await using desk = await bindingDesk(folder);
      const held = await desk.newPerson();
      expect(await desk.bindings.release({ certificate, person: held, until, by: BY })).toBe(false);
      return held;
    })();
    await using desk = await bindingDesk(folder);
    const row = (boundAt: string, of = person) => ({ ...card, person: of, boundAt, by: BY });
    expect(await desk.bindings.adopt([row(until)])).toEqual({ added: 0, conflicting: [], refused: 1 });
    expect(await desk.bindings.adopt([row('2026-06-01T03:00:00.001Z')])).toEqual({ added: 1, conflicting: [], refused: 0 });
  });

  it('concerns that person alone', async () => {
    await using desk = await bindingDesk(folder);
    const { card, certificate } = doctorCard();
    const [person, other] = [await desk.newPerson(), await desk.newPerson()];
    await desk.bindings.release({ certificate, person, until, by: BY });
    expect(await desk.bindings.adopt([{ ...card, person: other, boundAt: until, by: BY }])).toMatchObject({ added: 1, refused: 0 });
  });

  it.each([
    ['before that of the desk where it was taken back', '2026-06-01T03:04:59.999Z', '2026-06-01T03:05:00.000Z'],
    ['after it', '2026-06-01T02:59:59.998Z', until],
  ])('does not concern a binding made later by a clock %s', async (_case, named, boundAt) => {
    await using desk = await bindingDesk(folder);
    const { card, certificate } = doctorCard();
    const person = await desk.newPerson();
    const release = { certificate, person, until: named, by: BY };
    await desk.bindings.release(release);
    expect(await desk.bindings.bind(card, person, BY)).toMatchObject({ boundAt });
    expect(await desk.bindings.release(release)).toBe(false);
    expect(desk.bindings.withCertificate(card.der)).toMatchObject({ person, boundAt });
  });
});
