import { describe, expect, it } from 'vitest';
import { issueChallenge } from '../../../../main/credentials/staff/challenge.ts';
import { type Ceremony, givePasskey, type HeldPasskey, makePasskey } from '../../../../main/credentials/staff/passkeys.ts';
import { type Answered, SoftwareAuthenticator } from '../../../support/software-authenticator.ts';
import { PreparedHand } from '../../support/passkey-desk.ts';
import { codeOf } from '../../support/staff-desk.ts';

const PERSON = { id: 'a1', name: '見本 花子' };
const START = new Date('2026-06-01T03:00:00Z');

/** A desk and a key that was registered there. */
async function world({ keepsCounter = true } = {}) {
  const desk = new PreparedHand();
  const clock = { at: START };
  const key = new SoftwareAuthenticator({ keepsCounter });
  const announced: (string | null)[] = [];
  const ceremony: Ceremony = { desk, now: () => clock.at, signal: new AbortController().signal, announce: (page) => announced.push(page) };
  desk.hand = key;
  const made = await makePasskey(ceremony, PERSON, []);
  let held: readonly HeldPasskey[] = [{ ...made, staff: PERSON.id, because: null, provisional: false }];
  return {
    desk,
    clock,
    key,
    ceremony,
    announced,
    made,
    hold: (change: Partial<HeldPasskey>) => {
      held = held.map((passkey) => ({ ...passkey, ...change }));
    },
    give: async () => {
      const given = await givePasskey(ceremony, async () => held);
      held = [given];
      return given;
    },
  };
}

/** One thing wrong with an answer, and what of the verifier's sentence tells that it is this thing which was refused. */
const FAULTS: readonly (readonly [string, Partial<Answered>, RegExp])[] = [
  ['another origin', { origin: 'http://127.0.0.1:49152' }, /origin/],
  ['the same host at another port', { origin: 'http://localhost:1' }, /origin/],
  ['another RP ID', { rpId: '127.0.0.1' }, /RP ID/],
  ['another challenge', { challenge: Buffer.alloc(32, 7).toString('base64url') }, /challenge/],
  ['no user verified', { userVerified: false }, /could not be verified/],
  ['no user present', { userPresent: false }, /not present/],
];
const noteOf = (call: Promise<unknown>): Promise<string> => call.then(String, ({ detail }) => `${detail.reason}: ${detail.note}`);

describe('a passkey that is made', () => {
  it('is asked for with a verified user, a resident key where possible, and three algorithms', async () => {
    const { desk, announced } = await world();
    expect(announced).toEqual([`${desk.origin}/entry/x`]);
    expect(desk.registrations[0]).toMatchObject({
      rp: { id: 'localhost' },
      user: { name: PERSON.name, id: Buffer.from(PERSON.id).toString('base64url') },
      pubKeyCredParams: [
        { alg: -7, type: 'public-key' },
        { alg: -8, type: 'public-key' },
        { alg: -257, type: 'public-key' },
      ],
      authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
      attestation: 'none',
      excludeCredentials: [],
    });
    expect(Buffer.from(desk.registrations[0]!.challenge, 'base64url')).toHaveLength(32);
  });

  it('names those that the person has already', async () => {
    const { desk, made, ceremony } = await world();
    await makePasskey(ceremony, PERSON, [made]);
    expect(desk.registrations[1]!.excludeCredentials).toMatchObject([{ id: made.id, transports: ['usb'] }]);
  });

  it.each([...FAULTS, ['the answer of a signing in', { type: 'webauthn.get' }, /type/]] as const)(
    'with %s is refused',
    async (_what, change, note) => {
      const { desk, ceremony } = await world();
      desk.change = change;
      expect(await noteOf(makePasskey(ceremony, PERSON, []))).toMatch(new RegExp(`^not-verified: .*${note.source}`));
    },
  );

  it('for a challenge that was used is refused', async () => {
    const { desk, ceremony } = await world();
    desk.replay = desk.last;
    expect(await codeOf(makePasskey(ceremony, PERSON, []))).toBe('PASSKEY_REFUSED not-verified');
  });

  it('with another algorithm is refused', async () => {
    const { desk, ceremony } = await world();
    const given = new SoftwareAuthenticator();
    desk.hand = given;
    const register = given.register.bind(given);
    given.register = (options, origin) => {
      const response = register(options, origin);
      const object = Buffer.from(response.response.attestationObject, 'base64url');
      // The map's entry 3 (alg) says -8 in place of -7, which no key of this curve has.
      const at = object.indexOf(Buffer.from([0x03, 0x26, 0x20, 0x01]));
      object[at + 1] = 0x2e;
      return { ...response, response: { ...response.response, attestationObject: object.toString('base64url') } };
    };
    expect(await codeOf(makePasskey(ceremony, PERSON, []))).toBe('PASSKEY_REFUSED not-verified');
  });

  it('is none when the person cancels', async () => {
    const { desk, ceremony } = await world();
    desk.hand = null;
    expect(await codeOf(makePasskey(ceremony, PERSON, []))).toBe('PASSKEY_REFUSED cancelled');
  });
});

describe('a passkey that is given', () => {
  it('tells whose it is, with its new counter', async () => {
    const { give, desk, made } = await world();
    expect(await give()).toMatchObject({ id: made.id, staff: PERSON.id, counter: 1 });
    expect(await give()).toMatchObject({ counter: 2 });
    expect(desk.authentications[0]).toMatchObject({ rpId: 'localhost', userVerification: 'required', allowCredentials: [{ id: made.id }] });
  });

  it.each([...FAULTS, ['the answer of a registration', { type: 'webauthn.create' }, /type/]] as const)(
    'with %s is refused',
    async (_what, change, note) => {
      const { desk, give } = await world();
      desk.change = change;
      expect(await noteOf(give())).toMatch(new RegExp(`^not-verified: .*${note.source}`));
    },
  );

  it('for a challenge that was used is refused', async () => {
    const { desk, give } = await world();
    await give();
    desk.replay = desk.last;
    expect(await codeOf(give())).toBe('PASSKEY_REFUSED not-verified');
  });

  it('is refused when it took too long', async () => {
    const { desk, clock, give } = await world();
    desk.whileAsked = () => {
      clock.at = new Date(clock.at.getTime() + 300_001);
    };
    expect(await codeOf(give())).toBe('PASSKEY_REFUSED not-verified');
  });

  it('of another key under the same id is refused', async () => {
    const { desk, give, made } = await world();
    const other = new SoftwareAuthenticator();
    other.register({ ...desk.registrations[0]! }, desk.origin);
    desk.hand = other;
    desk.change = { id: made.id };
    expect(await codeOf(give())).toBe('PASSKEY_REFUSED not-verified');
  });

  it.each<[string, Partial<Answered>, string]>([
    ['nobody here', { id: Buffer.alloc(32, 1).toString('base64url') }, 'unknown'],
    ['the handle of somebody else', { userHandle: Buffer.from('b2').toString('base64url') }, 'other-person'],
  ])('of %s is refused', async (_what, change, reason) => {
    const { desk, give } = await world();
    desk.change = change;
    expect(await codeOf(give())).toBe(`PASSKEY_REFUSED ${reason}`);
  });

  it('without a handle counts, as of keys that do not keep it', async () => {
    const { desk, give } = await world();
    desk.change = { userHandle: undefined };
    expect(await give()).toMatchObject({ staff: PERSON.id });
  });

  it.each(['pending', 'left'] as const)('is refused while it is %s, and not even asked for', async (because) => {
    const { desk, give, hold } = await world();
    hold({ because });
    expect(await codeOf(give())).toBe(`PASSKEY_REFUSED ${because}`);
    expect(desk.authentications[0]!.allowCredentials).toEqual([]);
  });

  it.each<[number, number, boolean]>([
    [5, 6, true],
    [5, 5, false],
    [5, 4, false],
    [5, 0, false],
    [0, 0, true],
    [0, 1, true],
  ])('after counter %i with counter %i: accepted %s', async (before, counter, accepted) => {
    const { desk, give, hold } = await world({ keepsCounter: false });
    hold({ counter: before });
    desk.change = { counter };
    expect(await codeOf(give())).toBe(accepted ? null : 'PASSKEY_REFUSED counter-back');
  });

  it('is none when the person cancels', async () => {
    const { desk, give } = await world();
    desk.hand = null;
    expect(await codeOf(give())).toBe('PASSKEY_REFUSED cancelled');
  });
});

describe('a challenge', () => {
  it.each<[string, (text: string) => string, number, boolean]>([
    ['itself, at once', (text) => text, 0, true],
    ['itself, at the last moment', (text) => text, 1000, true],
    ['itself, too late', (text) => text, 1001, false],
    ['another', (text) => `${text.slice(1)}A`, 0, false],
    ['nothing', () => '', 0, false],
  ])('%s: taken %s', (_what, given, later, taken) => {
    const clock = { at: START };
    const { bytes, take } = issueChallenge(() => clock.at, 1000);
    clock.at = new Date(START.getTime() + later);
    const text = Buffer.from(bytes).toString('base64url');
    expect(take(given(text))).toBe(taken);
    expect(take(text)).toBe(false);
  });

  it('is another each time', () => {
    const texts = Array.from({ length: 20 }, () => Buffer.from(issueChallenge(() => START, 1).bytes).toString('hex'));
    expect(new Set(texts).size).toBe(20);
  });
});
