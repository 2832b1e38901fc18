import { describe, expect, it } from 'vitest';
import { createVirtualCardImage } from '../../../../card/virtual/create.ts';
import { VirtualCard } from '../../../../card/virtual/virtual-card.ts';
import { acceptingOptions, authorityWithDoctor } from '../../../support/authority.ts';
import { PreparedPerson } from '../../../support/pin-prompts.ts';
import { SoftwareAuthenticator } from '../../../support/software-authenticator.ts';
import { approver, codeOf, examiner, STAFF_READER, type StaffWorld, staffWorld } from '../../support/staff-desk.ts';

const NOW = new Date('2026-06-01T03:00:00Z');
const PIN = '1234';
const { authority, pair } = await authorityWithDoctor(NOW);
const FACE = { nameKanji: '検証　太郎', nameRomaji: 'Taro Kensho', registration: '000000', role: 'Medical Doctor' };
const cardOfPair = () => new VirtualCard(createVirtualCardImage({ profile: 'jma', interface: 'contact', face: FACE, ...pair, pin: PIN }));
const MINUTES = 60_000;

describe('a further key of one’s own, after one that is there', () => {
  it('asks for the key of before, of this person alone, and then for the new one', async () => {
    const { desk, further, hand, twoApprovers, recorded } = await staffWorld();
    const { second, secondKey } = await twoApprovers();
    const [mine] = (await desk.list())[1]!.passkeys;
    await further(second.id, secondKey, new SoftwareAuthenticator());
    expect(hand.purposes.at(-1)).toBe('vouch');
    expect(hand.authentications.at(-1)!.allowCredentials!.map(({ id }) => id)).toEqual([mine!.id]);
    expect(hand.registrations.at(-1)!.excludeCredentials!.map(({ id }) => id)).toEqual([mine!.id]);
    expect((await recorded()).at(-1)).toMatchObject({
      action: 'passkey-added',
      facts: { staff: second.id, vouchedBy: 'passkey', replacesSetUp: false },
    });
    const used = (await desk.list())[1]!.passkeys.map(({ name, usedAt }) => [name, usedAt !== null]);
    expect(Object.fromEntries(used)).toEqual({ 鍵: true, spare: false });
  });

  it.each<
    [string, (world: StaffWorld, keys: { readonly firstKey: SoftwareAuthenticator; readonly secondKey: SoftwareAuthenticator }) => unknown, string]
  >([
    ['no key', ({ hand }) => (hand.hand = null), 'cancelled'],
    ['the key of whoever found the seat', ({ hand }, { firstKey }) => (hand.hand = firstKey), 'unknown'],
    ['a copy of the key', (_world, { secondKey }) => secondKey.setCounter(0), 'counter-back'],
    ['nobody’s finger', ({ hand }) => (hand.change = { userVerified: false }), 'not-verified'],
  ])('%s gives none, and the log says so', async (_what, happens, reason) => {
    const world = await staffWorld();
    const keys = await world.twoApprovers();
    const { second } = keys;
    await world.signInWith(keys.secondKey);
    await world.signInWith(keys.secondKey);
    const before = await world.desk.list();
    const asked = world.hand.registrations.length;
    happens(world, keys);
    world.hand.made = new SoftwareAuthenticator();
    expect(await codeOf(world.desk.addPasskey(second.id, 'mine', second))).toBe(`PASSKEY_REFUSED ${reason}`);
    expect(world.hand.registrations).toHaveLength(asked);
    expect(await world.desk.list()).toEqual(before);
    expect((await world.recorded()).at(-1)).toMatchObject({ action: 'refused', facts: { means: 'passkey', reason } });
  });

  it.each<[number, string | null]>([
    [2 * MINUTES, null],
    [2 * MINUTES + 1, 'PASSKEY_REFUSED too-late'],
  ])('%d ms after the key of before: %s', async (passed, code) => {
    const { clock, further, hand, twoApprovers } = await staffWorld();
    const { second, secondKey } = await twoApprovers();
    const asked = hand.registrations.length;
    hand.whileAsked = () => {
      if (hand.authentications.length > 0 && hand.registrations.length > asked) clock.at = new Date(clock.at.getTime() + passed);
    };
    expect(await codeOf(further(second.id, secondKey, new SoftwareAuthenticator()))).toBe(code);
  });

  it('is not had by taking the keys away first', async () => {
    const { desk, further, hand, twoApprovers, signInWith } = await staffWorld();
    const { first, second } = await twoApprovers();
    const { id } = await desk.add(examiner('三番'), first, second);
    const key = new SoftwareAuthenticator();
    hand.hand = key;
    const added = await desk.addPasskey(id, '鍵', first);
    await desk.confirmPasskey(added.id, first, second);
    await signInWith(key);
    await desk.removePasskey(added.id, { id });
    expect(await codeOf(further(id, new SoftwareAuthenticator(), new SoftwareAuthenticator()))).toBe('PASSKEY_REFUSED none-before');
  });

  it('by card: whoever signed in with one gives its PIN again', async () => {
    const person = new PreparedPerson(PIN, PIN, PIN, '9999');
    const made = await staffWorld({ person });
    made.trust.present = acceptingOptions(authority, NOW);
    const { second, secondKey, firstKey } = await made.twoApprovers();
    await made.signInWith(firstKey);
    await made.desk.nameReader(STAFF_READER);
    made.readers.insert(STAFF_READER, cardOfPair());
    await made.cards.live.settled();
    made.hand.hand = null;
    expect(await codeOf(made.desk.addCard(second))).toBe('PASSKEY_REFUSED cancelled');
    expect(person.requests).toEqual([]);
    made.hand.hand = secondKey;
    await made.desk.addCard(second);
    await made.desk.signInWithCard();
    made.hand.hand = new SoftwareAuthenticator();
    const asked = made.hand.authentications.length;
    await made.desk.addPasskey(second.id, 'spare', second);
    expect(made.hand.authentications).toHaveLength(asked);
    expect((await made.recorded()).at(-1)).toMatchObject({ action: 'passkey-added', facts: { vouchedBy: 'card' } });
    expect(await codeOf(made.desk.addPasskey(second.id, 'another', second))).toBe('PIN_WRONG');
    expect(person.requests).toHaveLength(4);
  });
});

describe('a key that one person made in another’s name in the set-up phase', () => {
  /** A first approver, and a second one with a key that the first one registered. */
  async function setUp() {
    const world = await staffWorld();
    const [firstKey, handed] = [new SoftwareAuthenticator(), new SoftwareAuthenticator()];
    world.hand.hand = firstKey;
    const first = { id: (await world.desk.add(approver('一番 花子'), null, null)).id };
    world.clock.at = new Date(world.clock.at.getTime() + 1_000);
    const second = { id: (await world.desk.add(approver('二番 次郎'), first, null)).id };
    world.hand.hand = handed;
    await world.desk.addPasskey(second.id, '渡した鍵', first);
    return { ...world, first, second, firstKey, handed };
  }

  it('signs in, for nothing but a key of one’s own, which takes its place', async () => {
    const { desk, hand, handed, second, further, signInWith } = await setUp();
    hand.hand = handed;
    expect(await desk.signIn()).toMatchObject({ state: 'signed-in', ownKeyNeeded: true, staff: { id: second.id } });
    expect(await codeOf(Promise.resolve().then(() => desk.acting()))).toBe('STAFF_OWN_KEY_NEEDED');
    expect(desk.acting('own-key-needed')).toMatchObject({ id: second.id });
    expect(await codeOf(desk.nameReader('x'))).toBe('STAFF_OWN_KEY_NEEDED');
    const own = new SoftwareAuthenticator();
    await further(second.id, handed, own, '自分の鍵');
    expect(desk.session).toMatchObject({ state: 'signed-in', ownKeyNeeded: false });
    expect(desk.acting()).toMatchObject({ id: second.id });
    expect((await desk.list())[1]!.passkeys).toMatchObject([{ name: '自分の鍵' }]);
    expect(await codeOf(signInWith(handed))).toBe('PASSKEY_REFUSED unknown');
    expect(await signInWith(own)).toMatchObject({ id: second.id });
  });

  it('does not keep the device that holds it from making the new one', async () => {
    const { desk, hand, handed, second } = await setUp();
    hand.hand = handed;
    await desk.addPasskey(second.id, '自分の鍵', second);
    expect(hand.registrations.at(-1)!.excludeCredentials).toEqual([]);
  });

  it('is no matter once two decide: a second person has confirmed it', async () => {
    const { desk, hand, twoApprovers, signInWith } = await staffWorld();
    const { first, second } = await twoApprovers();
    const third = await desk.add(examiner('三番'), first, second);
    hand.hand = new SoftwareAuthenticator();
    const key = hand.hand;
    await desk.confirmPasskey((await desk.addPasskey(third.id, '鍵', first)).id, first, second);
    expect(await signInWith(key)).toMatchObject({ id: third.id });
  });

  it('as a token is replaced by its holder, once', async () => {
    const { desk } = await staffWorld({ passkeys: false });
    const first = await desk.add(approver('一番'), null, null);
    const second = await desk.add(approver('二番'), first, null);
    const given = await desk.makeToken(second.id, 5, first);
    expect(await codeOf(desk.byToken(given))).toBe('STAFF_OWN_KEY_NEEDED');
    const acting = await desk.byToken(given, 'provisional');
    const own = await desk.makeToken(second.id, 5, acting);
    expect(await desk.byToken(own)).toMatchObject({ id: second.id });
    expect(await codeOf(desk.byToken(given, 'provisional'))).toBe('STAFF_TOKEN_WRONG');
    // The first one has nothing to sign in with, so that nobody could be a second person.
    expect(await codeOf(desk.makeToken(second.id, 5, acting))).toBeNull();
  });

  it('as a token ends too when its holder registers a passkey', async () => {
    const { desk, hand, further } = await staffWorld();
    hand.hand = new SoftwareAuthenticator();
    const first = await desk.add(approver('一番'), null, null);
    const clerk = await desk.add(examiner('二番'), first, null);
    const given = await desk.makeToken(clerk.id, 5, first);
    const handed = new SoftwareAuthenticator();
    hand.hand = handed;
    await desk.addPasskey(clerk.id, '渡した鍵', first);
    await further(clerk.id, handed, new SoftwareAuthenticator());
    expect(await codeOf(desk.byToken(given, 'provisional'))).toBe('STAFF_TOKEN_WRONG');
  });
});

it.each<[number, string | null]>([
  [2 * MINUTES, null],
  [2 * MINUTES + 1, 'PASSKEY_REFUSED too-late'],
])('a card whose PIN is typed %d ms after the key of before: %s', async (passed, code) => {
  const person = new PreparedPerson(PIN);
  const { desk, clock, cards, readers, twoApprovers, signInWith } = await staffWorld({ person });
  const { second, secondKey } = await twoApprovers();
  await signInWith(secondKey);
  await desk.nameReader(STAFF_READER);
  readers.insert(STAFF_READER, cardOfPair());
  await cards.live.settled();
  person.whileTyping = () => {
    clock.at = new Date(clock.at.getTime() + passed);
  };
  expect(await codeOf(desk.addCard(second))).toBe(code);
  expect((await desk.list())[1]!.card).toBe(code === null);
});

describe('a card as what an approver signs in with', () => {
  /** A first approver, and a second one whose card is on the reader, and who holds the key of the set-up phase still. */
  async function carded(proved: boolean) {
    const world = await staffWorld({ person: new PreparedPerson(PIN, PIN) });
    const { desk, hand, readers } = world;
    if (proved) world.trust.present = acceptingOptions(authority, NOW);
    const [firstKey, handed] = [new SoftwareAuthenticator(), new SoftwareAuthenticator()];
    hand.hand = firstKey;
    const first = await desk.add(approver('一番'), null, null);
    world.clock.at = new Date(world.clock.at.getTime() + 1_000);
    const second = await desk.add(approver('二番'), first, null);
    hand.hand = handed;
    const { id: key } = await desk.addPasskey(second.id, '渡した鍵', first);
    await world.signInWith(firstKey);
    await desk.nameReader(STAFF_READER);
    readers.insert(STAFF_READER, cardOfPair());
    await world.cards.live.settled();
    hand.hand = handed;
    await desk.addCard(second);
    return { ...world, first, second, key };
  }

  it('does not count before it was proved once, and replaces no key', async () => {
    const { desk, second, key, trust } = await carded(false);
    expect((await desk.list())[1]).toMatchObject({ card: true, passkeys: [{ id: key }] });
    trust.present = acceptingOptions(authority, NOW);
    await desk.signInWithCard();
    expect((await desk.removePasskey(key, second)).passkeys).toEqual([]);
  });

  it('counts when it is proved, in place of the key of the set-up phase; that its certificate has ended does not bring that phase back', async () => {
    const { desk, first, clock } = await carded(true);
    expect((await desk.list())[1]).toMatchObject({ card: true, passkeys: [] });
    expect(await codeOf(desk.add(examiner('三番'), first, null))).toBe('SECOND_PERSON_NEEDED');
    clock.at = new Date('2032-06-01T03:00:00Z');
    expect(await codeOf(desk.add(examiner('三番'), first, null))).toBe('SECOND_PERSON_NEEDED');
  });
});
