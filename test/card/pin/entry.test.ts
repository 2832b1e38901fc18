import { describe, expect, it } from 'vitest';
import { CardError } from '../../../card/errors.ts';
import { PinEntry, type Standing } from '../../../card/pin/entry.ts';
import type { PinObject } from '../../../card/pin/pin-object.ts';
import { verifyPin } from '../../../card/pin/verify.ts';
import type { CardSession } from '../../../card/reader.ts';
import { RefusedPins } from '../../../card/pin/refused-pins.ts';
import { scriptedSession } from '../../support/scripted-session.ts';

const object: PinObject = { reference: 0x88, minLength: 4, maxLength: 16, digitsOnly: false, padding: null };
const standing: Standing = { insertion: 'stay-1', aid: 'E828', certificateSha256: 'ab', triesLeft: 15 };
const VERIFY = '002000880431323334';

function typed(uses: number, refused = new RefusedPins()) {
  const pin = new TextEncoder().encode('1234');
  return { pin, entry: new PinEntry<CardSession>(pin, (typedPin, session) => verifyPin(session, object, typedPin), uses, refused) };
}
const accepting = () => scriptedSession([[VERIFY, '9000']]);
const silent = () => scriptedSession([]);

async function accepted(uses: number) {
  const made = typed(uses);
  await made.entry.present(accepting(), standing);
  return made;
}

describe('a typed PIN', () => {
  it('is sent once', async () => {
    const { entry } = await accepted(1);
    expect(entry.state).toBe('accepted');
    await expect(entry.present(silent(), standing)).rejects.toMatchObject({ code: 'PIN_NOT_REUSABLE' });
    expect(entry.state).toBe('wiped');
  });

  it('is wiped with its only signature', async () => {
    const { entry, pin } = await accepted(1);
    entry.completed(standing);
    expect([entry.state, ...pin]).toEqual(['wiped', 0, 0, 0, 0]);
  });

  it.each([
    ['wrong', '63CE', 'PIN_WRONG'],
    ['locking', '63C0', 'PIN_LOCKED'],
    ['too long', '6700', 'PIN_WRONG_LENGTH'],
    ['unexpected', '6A80', 'CARD_UNEXPECTED_STATUS'],
  ])('found %s is wiped and never sent again', async (_, status, code) => {
    const { entry, pin } = typed(3);
    await expect(entry.present(scriptedSession([[VERIFY, status]]), standing)).rejects.toMatchObject({ code });
    await expect(entry.present(silent(), standing)).rejects.toMatchObject({ code: 'PIN_NOT_REUSABLE' });
    expect([...pin]).toEqual([0, 0, 0, 0]);
  });

  it('whose answer was lost is wiped', async () => {
    const { entry, pin } = typed(3);
    const fault = new CardError('CARD_RESET');
    await expect(entry.present(scriptedSession([[VERIFY, fault]]), standing)).rejects.toBe(fault);
    expect(entry.interrupted(standing)).toBe(false);
    expect([entry.state, ...pin]).toEqual(['wiped', 0, 0, 0, 0]);
  });

  it('that was refused before is not sent, even typed anew', async () => {
    const refused = new RefusedPins();
    await typed(1, refused)
      .entry.present(scriptedSession([[VERIFY, '63CE']]), standing)
      .catch(() => {});
    await expect(typed(1, refused).entry.present(silent(), { ...standing, triesLeft: 14 })).rejects.toMatchObject({
      code: 'PIN_REFUSED_BEFORE',
      detail: { triesLeft: 14 },
    });
  });

  it('may be retried after a reset that came before it was sent', () => {
    expect(typed(1).entry.interrupted(standing)).toBe(true);
  });
});

describe('an accepted PIN', () => {
  it('serves the next signature of its batch, and no more than were asked for', async () => {
    const { entry } = await accepted(2);
    entry.completed(standing);
    await entry.present(accepting(), standing);
    entry.completed(standing);
    await expect(entry.present(silent(), standing)).rejects.toMatchObject({ code: 'PIN_NOT_REUSABLE' });
  });

  it('is presented once more after an interruption, once in a signature', async () => {
    const { entry } = await accepted(1);
    expect(entry.interrupted(standing)).toBe(true);
    await entry.present(accepting(), standing);
    expect(entry.interrupted(standing)).toBe(false);
    await expect(entry.present(silent(), standing)).rejects.toMatchObject({ code: 'PIN_NOT_REUSABLE' });
  });

  it.each<[string, Standing]>([
    ['another insertion', { ...standing, insertion: 'stay-2' }],
    ['another application', { ...standing, aid: 'E829' }],
    ['another certificate', { ...standing, certificateSha256: 'cd' }],
    ['a lower counter', { ...standing, triesLeft: 14 }],
    ['a higher counter', { ...standing, triesLeft: 16 }],
    ['an unknown counter', { ...standing, triesLeft: null }],
  ])('is wiped before %s', async (_, now) => {
    const { entry, pin } = await accepted(2);
    entry.completed(standing);
    await expect(entry.present(silent(), now)).rejects.toMatchObject({ code: 'PIN_NOT_REUSABLE' });
    expect([entry.state, ...pin]).toEqual(['wiped', 0, 0, 0, 0]);
  });

  it('serves on where no number is told before and after but nobody missed', async () => {
    const { entry } = await accepted(2);
    const untold = { ...standing, triesLeft: null, untouched: true };
    entry.completed(untold);
    await entry.present(accepting(), untold);
    expect(entry.state).toBe('accepted');
  });

  it('is wiped where somebody missed meanwhile', async () => {
    const { entry, pin } = await accepted(2);
    entry.completed({ ...standing, triesLeft: null, untouched: true });
    await expect(entry.present(silent(), { ...standing, triesLeft: null, untouched: false })).rejects.toMatchObject({ code: 'PIN_NOT_REUSABLE' });
    expect([...pin]).toEqual([0, 0, 0, 0]);
  });

  it('is wiped where the counter was unknown after its success and still is', async () => {
    const { entry } = await accepted(2);
    entry.completed({ ...standing, triesLeft: null });
    await expect(entry.present(silent(), { ...standing, triesLeft: null })).rejects.toMatchObject({ code: 'PIN_NOT_REUSABLE' });
  });
});
