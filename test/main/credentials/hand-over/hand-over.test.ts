import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readCard } from '../../../../card/hpki/read-card.ts';
import type { VirtualCard } from '../../../../card/virtual/virtual-card.ts';
import { parseCertificate } from '../../../../pki/certificate/certificate.ts';
import { type HandOver, type HandOverParts, openHandOver } from '../../../../main/credentials/hand-over/hand-over.ts';
import { openRevocationWatch } from '../../../../main/credentials/revocation/track.ts';
import { loadTrust, type Trust } from '../../../../main/verification/trust.ts';
import { cardOf, nonce, objectIn, READER } from '../../../support/authority-desk.ts';
import { PreparedPerson, type TypedAnswer } from '../../../support/pin-prompts.ts';
import { type Flow, openFlow, refusalOf } from '../../support/credential-flow.ts';

const NAME = '検証　太郎';
const AT_DESK = ['issue-notice', 'licence-original', 'identity-document'];

let flow: Flow;
const answers: TypedAnswer[] = [];
let asked = 0;
beforeAll(async () => {
  flow = await openFlow({
    holder: {
      ask: (request) => {
        asked += 1;
        return new PreparedPerson(answers.shift() ?? null).ask(request);
      },
    },
  });
});
afterEach(() => {
  answers.length = 0;
  asked = 0;
});
afterAll(() => flow[Symbol.asyncDispose]());

async function put(card: VirtualCard): Promise<void> {
  flow.desk.readers.insert(READER, card);
  await flow.desk.application.cards.settled();
}
async function away(): Promise<void> {
  flow.desk.readers.remove(READER);
  await flow.desk.application.cards.settled();
}
async function withCardOn<T>(card: VirtualCard, work: () => Promise<T>): Promise<T> {
  await put(card);
  try {
    return await work();
  } finally {
    await away();
  }
}

/** The desk's way of handing over, with something else about it. */
function handOverWith(changed: Partial<HandOverParts> & { readonly trusting?: (trust: Trust) => Trust }): HandOver {
  const { application, authority } = flow.desk;
  const trust = async () =>
    (changed.trusting ?? ((given: Trust) => given))(await loadTrust(application.store.folder, true, application.demonstration.trust));
  const parts = { ...authority.parts, trust };
  const nothing: HandOverParts = {
    ...parts,
    watch: openRevocationWatch(parts),
    async shown(reader) {
      await using session = await flow.desk.readers.open(reader);
      return await readCard(session);
    },
    testMode: () => true,
    staffReader: () => null,
    provePossession: async () => {},
  };
  return openHandOver({ ...nothing, ...changed });
}
/** Everything that a hand-over writes. */
async function kept(holder: number) {
  const { db } = flow.store;
  const of = (table: 'credential_object' | 'credential_event' | 'credential_letter' | 'credential_evidence') =>
    db.selectFrom(table).selectAll().where('holder', '=', holder).execute();
  return [await of('credential_object'), await of('credential_event'), await of('credential_letter'), await of('credential_evidence')];
}

interface Fault {
  readonly finding: string;
  readonly stops: boolean;
  /** The card, where the fault is its own. */
  readonly card?: () => Promise<VirtualCard>;
  readonly desk?: () => HandOver;
  /** Before it is read. */
  readonly before?: (order: string) => Promise<unknown>;
}

const wrongSignature = (der: Uint8Array): Uint8Array => {
  const other = Buffer.from(der);
  other[other.length - 1] = other[other.length - 1]! ^ 1;
  return other;
};

const FAULTS: readonly Fault[] = [
  { finding: 'order-not-ready', stops: true, before: (order) => flow.take(order, 'return-to-centre') },
  {
    finding: 'holder-ended',
    stops: true,
    before: async (order) => {
      const { holder } = await flow.row(order);
      const { application, page } = await flow.apply({ procedure: 'second-certificate', holder });
      const { objects } = await flow.approve(application, page);
      const beside = objects.find(({ facts }) => facts['usage'] === 'second')!.id;
      await flow.seats.operator.issueCertificate(beside, await flow.desk.makeCertificate(NAME), '照合済み');
      const death = await flow.apply({ procedure: 'death', holder });
      await flow.approve(death.application, death.page);
    },
  },
  { finding: 'staff-reader', stops: true, desk: () => handOverWith({ staffReader: () => READER }) },
  {
    finding: 'certificate-missing',
    stops: true,
    card: async () => {
      const { signature } = await flow.desk.issue(NAME);
      return cardOf(NAME, { signature });
    },
  },
  {
    finding: 'bound-already',
    stops: true,
    card: async () => {
      const card = await flow.desk.makeCard(NAME);
      const { order } = await flow.atDesk();
      await withCardOn(card, async () => complete(flow.authority.handOver, order));
      return card;
    },
  },
  {
    finding: 'path-wrong',
    stops: true,
    card: async () => {
      const { signature, authentication } = await flow.desk.issue(NAME);
      return cardOf(NAME, { signature: { ...signature, certificate: wrongSignature(signature.certificate) }, authentication });
    },
  },
  {
    finding: 'revoked',
    stops: true,
    card: async () => {
      const { signature, authentication } = await flow.desk.issue(NAME);
      await flow.desk.application.demonstration.revoke!({ serial: parseCertificate(authentication.certificate).serial, reason: 'keyCompromise' });
      return cardOf(NAME, { signature, authentication });
    },
  },
  { finding: 'expired', stops: true, card: async () => cardOf(NAME, await flow.desk.issue(NAME, new Date('2021-11-01T00:00:00Z'))) },
  { finding: 'test-card', stops: true, desk: () => handOverWith({ testMode: () => false }) },
  {
    finding: 'two-holders',
    stops: true,
    card: async () => {
      const [one, other] = [await flow.desk.issue(NAME), await flow.desk.issue('別人　次郎')];
      return cardOf(NAME, { signature: one.signature, authentication: other.authentication });
    },
  },
  { finding: 'path-not-provable', stops: false, desk: () => handOverWith({ trusting: (trust) => ({ ...trust, anchors: [], crls: [] }) }) },
  { finding: 'revocation-unknown', stops: false, desk: () => handOverWith({ trusting: (trust) => ({ ...trust, crls: [] }) }) },
  { finding: 'name-differs', stops: false, card: () => flow.desk.makeCard('別人　次郎') },
];

async function complete(desk: HandOver, order: string, changed: Partial<Parameters<HandOver['complete']>[1]> = {}) {
  const { certificates } = await desk.read(flow.seats.clerk.acting, order, READER);
  const seen = certificates.map(({ sha256 }) => sha256);
  return desk.complete(flow.seats.clerk.acting, {
    nonce: nonce(),
    order,
    reader: READER,
    seen,
    evidence: AT_DESK,
    possession: 'not-tested',
    reason: '',
    ...changed,
  });
}

describe('what speaks against handing a card over', () => {
  it('is nothing where nothing is wrong; in test mode that is told', async () => {
    const { order } = await flow.atDesk();
    await withCardOn(await flow.desk.makeCard(NAME), async () => {
      const { findings, certificates } = await flow.authority.handOver.read(flow.seats.clerk.acting, order, READER);
      expect(findings).toEqual([{ id: 'test-mode', stops: false }]);
      expect(certificates.map(({ usage, path, revoked, test, nameKanji }) => ({ usage, path, revoked, test, nameKanji }))).toEqual([
        { usage: 'signature', path: 'proved', revoked: false, test: true, nameKanji: NAME },
        { usage: 'authentication', path: 'proved', revoked: false, test: true, nameKanji: NAME },
      ]);
    });
  });

  it.each(FAULTS)('$finding (stops: $stops)', async ({ finding, stops, card, desk, before }) => {
    const { order, holder } = await flow.atDesk();
    await before?.(order);
    const made = await (card ?? (() => flow.desk.makeCard(NAME)))();
    await withCardOn(made, async () => {
      const handOver = desk?.() ?? flow.authority.handOver;
      const { findings } = await handOver.read(flow.seats.clerk.acting, order, READER);
      // The fault, and what must follow from it where nobody can be believed any more.
      const follows: Readonly<Record<string, readonly string[]>> = {
        'path-wrong': ['revocation-unknown'],
        'path-not-provable': ['revocation-unknown'],
        expired: ['revocation-unknown'],
        'two-holders': ['name-differs'],
      };
      const told = findings.map(({ id }) => id).filter((id) => id !== 'test-mode');
      expect(told).toContain(finding);
      expect(told.filter((id) => id !== finding && !follows[finding]?.includes(id))).toEqual([]);
      expect(findings.find(({ id }) => id === finding)!.stops).toBe(stops);
      const rows = await kept(holder);
      expect(await refusalOf(complete(handOver, order))).toBe(stops ? 'HAND_OVER_STOPPED' : 'TRANSITION_REFUSED reason');
      expect(await kept(holder)).toEqual(rows);
      if (stops) return;
      await complete(handOver, order, { reason: '旧姓のため' });
      expect((await flow.row(order)).state).toBe('handed-over');
      const handed = (await flow.events(holder)).find(({ transition }) => transition === 'hand-over')!;
      expect(JSON.parse(handed.facts)).toMatchObject({ findings: findings.map(({ id }) => id).join(' ') });
    });
  });

  it.each<[what: string, ends: boolean]>([
    ['before the card was applied for: who applies anew is examined anew', false],
    ['since', true],
  ])('a licence that ended %s', async (_what, ends) => {
    const { holder, card } = await flow.withCard();
    const end = () => flow.take(card, 'revoke-licence');
    if (!ends) await end();
    const { application, page } = await flow.apply({ procedure: ends ? 'renewal' : 'new-issue', holder });
    const order = objectIn(await flow.approve(application, page), 'order').id;
    await flow.bringToDesk(order);
    if (ends) await end();
    await withCardOn(await flow.desk.makeCard(NAME), async () => {
      expect(await refusalOf(complete(flow.authority.handOver, order))).toBe(ends ? 'HAND_OVER_STOPPED' : null);
    });
  });

  it('names what stopped it', async () => {
    const { order } = await flow.atDesk();
    await withCardOn(cardOf(NAME, { signature: (await flow.desk.issue(NAME)).signature }), async () => {
      await expect(complete(flow.authority.handOver, order)).rejects.toMatchObject({ detail: { findings: 'certificate-missing' } });
    });
  });
});

describe('the card on the reader', () => {
  it('that was changed since the clerk looked is not handed over', async () => {
    const { order, holder } = await flow.atDesk();
    const first = await flow.desk.makeCard(NAME);
    await put(first);
    const { certificates } = await flow.authority.handOver.read(flow.seats.clerk.acting, order, READER);
    const seen = certificates.map(({ sha256 }) => sha256);
    await away();
    const rows = await kept(holder);
    await withCardOn(await flow.desk.makeCard(NAME), async () => {
      expect(await refusalOf(complete(flow.authority.handOver, order, { seen }))).toBe('HAND_OVER_CARD_CHANGED');
      expect(await refusalOf(complete(flow.authority.handOver, order, { seen: seen.slice(1) }))).toBe('HAND_OVER_CARD_CHANGED');
    });
    expect(await refusalOf(complete(flow.authority.handOver, order, { seen }))).toBe('CARD_ABSENT');
    expect(await kept(holder)).toEqual(rows);
    await withCardOn(first, async () => expect(await refusalOf(complete(flow.authority.handOver, order, { seen }))).toBeNull());
  });

  it.each(AT_DESK)('is not handed over without %s', async (lacking) => {
    const { order, holder } = await flow.atDesk();
    const rows = await kept(holder);
    await withCardOn(await flow.desk.makeCard(NAME), async () => {
      const evidence = AT_DESK.filter((kind) => kind !== lacking);
      expect(await refusalOf(complete(flow.authority.handOver, order, { evidence }))).toBe(`TRANSITION_REFUSED evidence ${lacking}`);
    });
    expect(await kept(holder)).toEqual(rows);
  });

  it('binds what it says: issuer, serial number, dates, all read', async () => {
    const { order, holder } = await flow.atDesk();
    const { signature, authentication } = await flow.desk.issue(NAME);
    const page = await withCardOn(cardOf(NAME, { signature, authentication }), async () => {
      await complete(flow.authority.handOver, order);
      return flow.seats.clerk.page(holder);
    });
    for (const [usage, { certificate }] of Object.entries({ signature, authentication })) {
      const { issuer, serial, sha256 } = parseCertificate(certificate);
      expect(page.objects.find(({ facts }) => facts['usage'] === usage)).toMatchObject({ state: 'active', facts: { issuer, serial, sha256 } });
    }
    expect(objectIn(page, 'card').expires).toBe(page.objects.find(({ kind }) => kind === 'certificate')!.expires);
  });
});

describe('the proof of possession', () => {
  const receipt = async (holder: number) => {
    const row = await flow.store.db
      .selectFrom('credential_letter')
      .selectAll()
      .where('holder', '=', holder)
      .where('template', '=', 'receipt')
      .executeTakeFirstOrThrow();
    const { person } = await flow.authority.parts.holders.get(flow.store.db, holder);
    return (await flow.store.persons.open(flow.store.db, person, row.sealed, 'credential letter')) as {
      facts: Record<string, unknown>;
      lists: Record<string, string[]>;
    };
  };
  const triesOf = (card: VirtualCard) => card.image.applications.map(({ kind, tries }) => `${kind} ${tries}`);

  it.each<['asked' | 'not-tested', string, boolean, number]>([
    ['asked', 'proved', true, 1],
    ['not-tested', 'not-tested', false, 0],
  ])('%s: told as %s for ever', async (possession, told, onReceipt, questions) => {
    const { order, holder } = await flow.atDesk();
    const card = await flow.desk.makeCard(NAME);
    answers.push('1234');
    await withCardOn(card, () => complete(flow.authority.handOver, order, { possession }));
    expect(JSON.parse((await flow.row(order)).facts)).toMatchObject({ possession: told });
    const { facts, lists } = await receipt(holder);
    expect([facts['possession'], facts['cardNumber'], lists['evidence']]).toEqual([
      onReceipt,
      expect.stringMatching(/^MADE-/),
      [...AT_DESK, 'card-read'],
    ]);
    expect(lists['usages']).toEqual(['signature', 'authentication']);
    expect([asked, triesOf(card)]).toEqual([questions, ['signature 15', 'authentication 15']]);
  });

  it.each<[what: string, typed: readonly TypedAnswer[], refusal: string, tries: number]>([
    ['a cancellation', [null], 'PIN_CANCELLED', 15],
    ['a wrong PIN and then a cancellation', ['9999', null], 'PIN_CANCELLED', 14],
    ['two wrong PINs and then a cancellation', ['9999', '8888', null], 'PIN_CANCELLED', 13],
  ])('with %s everything is as it was, and the tries that are gone are those that were typed', async (_what, typed, refusal, tries) => {
    const { order, holder } = await flow.atDesk();
    const card = await flow.desk.makeCard(NAME);
    const rows = await kept(holder);
    answers.push(...typed);
    await withCardOn(card, async () => {
      expect(await refusalOf(complete(flow.authority.handOver, order, { possession: 'asked' }))).toBe(refusal);
      expect(await kept(holder)).toEqual(rows);
      expect(triesOf(card)).toEqual(['signature 15', `authentication ${tries}`]);
      answers.push('1234');
      expect(await refusalOf(complete(flow.authority.handOver, order, { possession: 'asked' }))).toBeNull();
    });
    expect(triesOf(card)).toEqual(['signature 15', 'authentication 15']);
  });

  it('writes no PIN anywhere', async () => {
    const { order, holder } = await flow.atDesk();
    const card = await flow.desk.makeCard(NAME);
    answers.push('1234');
    await withCardOn(card, () => complete(flow.authority.handOver, order, { possession: 'asked' }));
    const texts = (await kept(holder)).flat().map((row) => JSON.stringify(row));
    expect(texts.filter((text) => text.includes('"1234"'))).toEqual([]);
    expect((await flow.authority.parts.audit.list(null, 20)).filter(({ facts }) => Object.values(facts).includes('1234'))).toEqual([]);
  });
});

describe('the same hand-over', () => {
  it('asked for again with the same nonce is done once, also at once', async () => {
    const { order, holder } = await flow.atDesk();
    await withCardOn(await flow.desk.makeCard(NAME), async () => {
      const { certificates } = await flow.authority.handOver.read(flow.seats.clerk.acting, order, READER);
      const seen = certificates.map(({ sha256 }) => sha256);
      const again = { nonce: nonce(), order, reader: READER, seen, evidence: AT_DESK, possession: 'not-tested' as const, reason: '' };
      const answered = await Promise.all(
        [0, 4, 8, 16].map(async (turns) => {
          for (let left = turns; left > 0; left -= 1) await flow.store.db.selectFrom('setting').select('name').executeTakeFirst();
          return flow.authority.handOver.complete(flow.seats.clerk.acting, again);
        }),
      );
      expect(answered).toEqual([holder, holder, holder, holder]);
      expect(await flow.authority.handOver.complete(flow.seats.clerk.acting, again)).toBe(holder);
    });
    expect((await flow.events(holder)).filter(({ transition }) => transition === 'hand-over')).toHaveLength(1);
    expect(
      await flow.authority.handOver.complete(flow.seats.clerk.acting, {
        nonce: (await flow.events(holder)).find(({ transition }) => transition === 'hand-over')!.nonce,
        order,
        reader: READER,
        seen: ['x'],
        evidence: [],
        possession: 'asked',
        reason: '',
      }),
    ).toBe(holder);
  });
});
