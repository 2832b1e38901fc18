import { describe, expect, it } from 'vitest';
import { createVirtualCardImage } from '../../../../card/virtual/create.ts';
import type { VirtualCardImage } from '../../../../card/virtual/image.ts';
import { VirtualCard } from '../../../../card/virtual/virtual-card.ts';
import { parseCertificate } from '../../../../pki/certificate/certificate.ts';
import type { IssuedPair } from '../../../../pki/test-authority/authority.ts';
import type { FetchedRevocation } from '../../../../pki/trust.ts';
import type { Trust } from '../../../../main/verification/trust.ts';
import { acceptingOptions, authorityWithDoctor, DOCTOR } from '../../../support/authority.ts';
import { cardStack } from '../../../support/card-stack.ts';
import { PreparedPerson, type TypedAnswer } from '../../../support/pin-prompts.ts';
import { codeOf, OTHER_READER, STAFF_READER, type StaffWorld, staffWorld } from '../../support/staff-desk.ts';

const NOW = new Date('2026-06-01T03:00:00Z');
const PIN = '1234';
const { authority, pair } = await authorityWithDoctor(NOW);
const otherPair = await authority.issueCertificates({ ...DOCTOR, nameKanji: '別人　次郎' }, NOW);
const TRUST: Trust = acceptingOptions(authority, NOW);

const imageOf = (issued: IssuedPair): VirtualCardImage =>
  createVirtualCardImage({
    profile: 'jma',
    interface: 'contact',
    face: { nameKanji: '検証　太郎', nameRomaji: 'Taro Kensho', registration: '000000', role: 'Medical Doctor' },
    ...issued,
    pin: PIN,
  });
const cardOf = (issued: IssuedPair): VirtualCard => new VirtualCard(imageOf(issued));
const sha256Of = (issued: IssuedPair): string => parseCertificate(issued.authentication.certificate).sha256;

async function put({ readers, cards }: StaffWorld, reader: string, card: VirtualCard): Promise<void> {
  readers.remove(reader);
  readers.insert(reader, card);
  const { insertion } = (await readers.snapshot()).readers.find(({ name }) => name === reader)!;
  for await (const view of cards.live.watch()) if (view.readers.some((shown) => shown.insertion === insertion && shown.state === 'hpki')) return;
}
async function sessionIs({ desk }: StaffWorld, state: string): Promise<void> {
  for await (const session of desk.watch()) if (session.state === state) return;
}

/** A desk at which the second approver has registered the own card, which lies on the reader named for staff. */
async function world(answers: readonly TypedAnswer[], card: VirtualCard = cardOf(pair)) {
  const person = new PreparedPerson(PIN, ...answers);
  const made = await staffWorld({ person });
  made.trust.present = TRUST;
  const { first, second, firstKey, secondKey } = await made.twoApprovers();
  await made.signInWith(secondKey);
  await made.desk.nameReader(STAFF_READER);
  await put(made, STAFF_READER, card);
  const view = await made.desk.addCard(second);
  await made.desk.signOut();
  return { ...made, person, first, second, firstKey, secondKey, view };
}
/** Requests for a PIN after that of the registration. */
const asked = ({ requests }: PreparedPerson) => requests.slice(1);
const last = async ({ recorded }: StaffWorld) => (await recorded()).at(-1);

describe('a card of staff', () => {
  it('is registered by its owner with the PIN, and signs in with the PIN', async () => {
    const made = await world([PIN]);
    expect(made.view.card).toBe(true);
    expect((await made.recorded()).find(({ action }) => action === 'card-added')).toMatchObject({
      facts: { staff: made.second.id, certificate: sha256Of(pair) },
    });
    const pages: (string | null)[] = [];
    made.person.whileTyping = () => pages.push(made.desk.session.page);
    const session = await made.desk.signInWithCard();
    expect(session).toMatchObject({ state: 'signed-in', by: 'card', staff: { id: made.second.id }, page: null });
    expect(made.desk.acting()).toMatchObject({ id: made.second.id, by: 'card' });
    expect(pages).toEqual(['/pin']);
    expect(made.person.requests).toMatchObject([
      { application: 'authentication', reader: STAFF_READER, uses: 1, reason: 'first' },
      { application: 'authentication', reader: STAFF_READER, uses: 1, reason: 'first' },
    ]);
    expect(made.person.wiped).toBe(true);
    expect(await last(made)).toMatchObject({ action: 'signed-in', facts: { staff: made.second.id, means: 'card', reader: STAFF_READER } });
  });

  it('ends the session when it is taken away', async () => {
    const made = await world([PIN]);
    await made.desk.signInWithCard();
    made.readers.remove(STAFF_READER);
    await sessionIs(made, 'none');
    expect(await codeOf(Promise.resolve().then(() => made.desk.acting()))).toBe('STAFF_SIGN_IN_NEEDED');
    // The record comes with it, in its turn.
    await made.desk.signOut();
    expect(await last(made)).toMatchObject({ action: 'signed-out', facts: { staff: made.second.id, means: 'card', because: 'card-removed' } });
  });

  it.each<[string, (made: StaffWorld) => unknown]>([
    ['put back at once', ({ readers }) => [readers.remove(STAFF_READER), readers.insert(STAFF_READER, cardOf(pair))]],
    ['taken away with its reader', ({ readers }) => readers.removeReader(STAFF_READER)],
    ['that the desk has taken back', async ({ desk }) => desk.removeCard(desk.acting().id, desk.acting())],
    ['taken away while the session is locked', async ({ readers, desk }) => [await desk.lock(), readers.remove(STAFF_READER)]],
  ])('%s ends the session too', async (_what, happens) => {
    const made = await world([PIN]);
    await made.desk.signInWithCard();
    await happens(made);
    await sessionIs(made, 'none');
  });

  it.each<[string, (made: StaffWorld) => unknown]>([
    ['another card put on and taken away', async (made) => [await put(made, OTHER_READER, cardOf(otherPair)), made.readers.remove(OTHER_READER)]],
    ['the other reader is unplugged', ({ readers }) => readers.removeReader(OTHER_READER)],
    ['the card is read again', ({ cards }) => cards.readAgain(STAFF_READER)],
  ])('stays in: %s', async (_what, happens) => {
    const made = await world([PIN]);
    await made.desk.signInWithCard();
    await happens(made);
    await made.cards.live.settled();
    await new Promise(setImmediate);
    expect(made.desk.session).toMatchObject({ state: 'signed-in', by: 'card' });
  });

  it('no longer matters once the same person goes on with a passkey', async () => {
    const made = await world([PIN]);
    await made.desk.signInWithCard();
    await made.signInWith(made.secondKey);
    made.readers.remove(STAFF_READER);
    await made.cards.live.settled();
    await new Promise(setImmediate);
    expect(made.desk.session).toMatchObject({ state: 'signed-in', by: 'passkey' });
  });
});

describe('is refused, and no PIN is asked', () => {
  it.each<[string, (made: StaffWorld) => unknown, string]>([
    ['a card of nobody', (made) => put(made, STAFF_READER, cardOf(otherPair)), 'STAFF_CARD_UNKNOWN'],
    ['a card of nobody that cannot be proved either', (made) => put(made, STAFF_READER, cardStack(NOW).make(1).card()), 'STAFF_CARD_UNKNOWN'],
    ['issuers that nothing proves', ({ trust }) => (trust.present = { ...TRUST, anchors: [] }), 'STAFF_CARD_NOT_PROVED not-provable'],
    ['revocation of which nothing is known', ({ trust }) => (trust.present = { ...TRUST, crls: [] }), 'STAFF_CARD_NOT_PROVED revocation-unknown'],
    ['a test card outside test mode', ({ trust }) => (trust.present = { ...TRUST, acceptTestCards: false }), 'STAFF_CARD_NOT_PROVED test-card'],
    ['a card of later', ({ clock }) => (clock.at = new Date('2026-05-30T03:00:00Z')), 'STAFF_CARD_NOT_PROVED expired'],
    ['a card that has expired', ({ clock }) => (clock.at = new Date('2032-06-01T03:00:00Z')), 'STAFF_CARD_NOT_PROVED expired'],
    ['no card', ({ readers }) => readers.remove(STAFF_READER), 'CARD_ABSENT'],
    ['no reader', ({ readers }) => readers.removeReader(STAFF_READER), 'READER_NOT_FOUND'],
  ])('%s', async (_what, happens, code) => {
    const made = await world([PIN]);
    await happens(made);
    await made.cards.live.settled();
    expect(await codeOf(made.desk.signInWithCard())).toBe(code);
    expect(asked(made.person)).toEqual([]);
    expect(made.desk.session).toMatchObject({ state: 'none', page: null });
    expect(await last(made)).toMatchObject({ action: 'refused', facts: { means: 'card', reason: code.split(' ').at(-1) } });
  });

  it('a revoked card, by a list at hand or one that is fetched', async () => {
    const { authority: strict, pair: mine } = await authorityWithDoctor(NOW);
    const made = await world([PIN], cardOf(mine));
    // Registered while nothing proves it: it signs in once something does.
    expect(await codeOf(made.desk.signInWithCard())).toBe('STAFF_CARD_NOT_PROVED not-provable');
    made.trust.present = acceptingOptions(strict, NOW);
    await made.desk.signInWithCard();
    await made.desk.signOut();
    strict.revoke(parseCertificate(mine.authentication.certificate).serial, 'cessationOfOperation', NOW);
    const crls = Object.values(strict.publishCrls(NOW));
    const fetched: FetchedRevocation = { crls, ocspResponses: [], failures: [] };
    for (const trust of [
      { ...acceptingOptions(strict, NOW), crls },
      { ...acceptingOptions(strict, NOW), crls: [], revocationSource: { dataFor: async () => fetched } },
    ]) {
      made.trust.present = trust;
      expect(await codeOf(made.desk.signInWithCard())).toBe('STAFF_CARD_NOT_PROVED revoked');
    }
    expect(asked(made.person)).toHaveLength(1);
  });

  it('whatever it is, while no reader is named', async () => {
    const made = await world([PIN]);
    await made.signInWith(made.firstKey);
    await made.desk.nameReader(null);
    expect(await codeOf(made.desk.signInWithCard())).toBe('STAFF_READER_NOT_NAMED');
    expect(await codeOf(made.desk.addCard(made.second))).toBe('STAFF_READER_NOT_NAMED');
  });

  it('somebody who left, and a card that was taken back', async () => {
    const made = await world([PIN]);
    await made.desk.removeCard(made.second.id, made.first);
    expect(await codeOf(made.desk.signInWithCard())).toBe('STAFF_CARD_UNKNOWN');
    const other = await world([PIN]);
    await other.desk.leave(other.second.id, other.first, other.second);
    expect(await codeOf(other.desk.signInWithCard())).toBe('STAFF_CARD_UNKNOWN');
  });
});

describe('proof of possession', () => {
  const triesOf = (card: VirtualCard) => card.image.applications.map(({ tries }) => tries);

  it.each<[string, TypedAnswer, string, number, string | null]>([
    ['a wrong PIN', '9999', 'PIN_WRONG', 14, 'PIN_WRONG'],
    ['a PIN of no form', '1', 'PIN_MALFORMED', 15, null],
    ['nothing', null, 'PIN_CANCELLED', 15, null],
  ])('%s is refused, and the card has %s tries left', async (_what, answer, code, tries, recordedPin) => {
    const card = cardOf(pair);
    const made = await world([answer], card);
    expect(await codeOf(made.desk.signInWithCard())).toBe(code);
    expect(made.desk.session.state).toBe('none');
    // The PIN of signatures is another one, and untouched.
    expect(triesOf(card)).toEqual([15, tries]);
    const pins = (await made.audit.list(null, 50))
      .filter(({ action }) => action === 'pin.refused')
      .map(({ facts }) => [facts['application'], facts['code']]);
    expect(pins).toEqual(recordedPin ? [['authentication', recordedPin]] : []);
    expect(await last(made)).toMatchObject({ action: 'refused', facts: { means: 'card', reason: code } });
  });

  it('by a card with the certificate and without its key fails', async () => {
    const copied = { ...pair, authentication: { ...pair.authentication, privateKey: otherPair.authentication.privateKey } };
    const made = await world([PIN]);
    await put(made, STAFF_READER, cardOf(copied));
    expect(await codeOf(made.desk.signInWithCard())).toBe('SIGNATURE_MISMATCH');
    expect(made.desk.session.state).toBe('none');
  });

  it('by a card that is swapped while the PIN is typed fails', async () => {
    const made = await world([PIN]);
    made.person.whileTyping = () => {
      made.readers.remove(STAFF_READER);
      made.readers.insert(STAFF_READER, cardOf(pair));
    };
    expect(await codeOf(made.desk.signInWithCard())).toMatch(/^(CARD_REMOVED|CARD_SWAPPED)$/);
    expect(made.desk.session.state).toBe('none');
  });
});

describe('registering a card', () => {
  it('of somebody else is refused, and nothing is asked', async () => {
    const made = await world([PIN]);
    made.hand.hand = made.firstKey;
    expect(await codeOf(made.desk.addCard(made.first))).toBe('CARD_ALREADY_BOUND');
    expect(asked(made.person)).toEqual([]);
  });

  it('takes the place of the card before', async () => {
    const made = await world([PIN, PIN]);
    await put(made, STAFF_READER, cardOf(otherPair));
    await made.desk.addCard(made.second);
    expect(await made.desk.signInWithCard()).toMatchObject({ staff: { id: made.second.id } });
    await put(made, STAFF_READER, cardOf(pair));
    expect(await codeOf(made.desk.signInWithCard())).toBe('STAFF_CARD_UNKNOWN');
  });

  it.each<[string, (made: StaffWorld) => unknown, string]>([
    ['expired', ({ clock }) => (clock.at = new Date('2032-06-01T03:00:00Z')), 'STAFF_CARD_NOT_PROVED expired'],
    ['a test card outside test mode', ({ trust }) => (trust.present = { ...TRUST, acceptTestCards: false }), 'STAFF_CARD_NOT_PROVED test-card'],
  ])('that is %s is refused', async (_what, happens, code) => {
    const made = await world([PIN]);
    happens(made);
    expect(await codeOf(made.desk.addCard(made.second))).toBe(code);
  });
});
