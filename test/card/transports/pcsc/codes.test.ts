import { expect, it } from 'vitest';
import { CardError } from '../../../../card/errors.ts';
import { PcscFailure, toCardError } from '../../../../card/transports/pcsc/codes.ts';

it.each([
  [0x8010000b, 'SCARD_E_SHARING_VIOLATION', 'READER_BUSY_ELSEWHERE', 'READER_BUSY_ELSEWHERE'],
  [0x8010000c, 'SCARD_E_NO_SMARTCARD', 'CARD_ABSENT', 'CARD_REMOVED'],
  [0x80100069, 'SCARD_W_REMOVED_CARD', 'CARD_ABSENT', 'CARD_REMOVED'],
  [0x80100068, 'SCARD_W_RESET_CARD', 'CARD_RESET', 'CARD_RESET'],
  [0x80100066, 'SCARD_W_UNRESPONSIVE_CARD', 'CARD_MUTE', 'CARD_TRANSPORT_FAULT'],
  [0x80100009, 'SCARD_E_UNKNOWN_READER', 'READER_NOT_FOUND', 'READER_VANISHED'],
  [0x80100017, 'SCARD_E_READER_UNAVAILABLE', 'READER_NOT_FOUND', 'READER_VANISHED'],
  [0x8010001d, 'SCARD_E_NO_SERVICE', 'PCSC_SERVICE_ABSENT', 'PCSC_SERVICE_ABSENT'],
  [0x80100013, 'SCARD_F_COMM_ERROR', 'PCSC_SERVICE_ABSENT', 'PCSC_SERVICE_ABSENT'],
  [0x80100016, 'SCARD_E_NOT_TRANSACTED', 'CARD_MUTE', 'CARD_TRANSPORT_FAULT'],
  [0x0000045d, 'unknown code', 'CARD_TRANSPORT_FAULT', 'CARD_TRANSPORT_FAULT'],
])('%s', (code, name, opening, inSession) => {
  const failure = new PcscFailure(code);
  const system = `0x${code.toString(16).padStart(8, '0')}`;
  expect([toCardError(failure, 'opening', 'R'), toCardError(failure, 'in-session', 'R')]).toMatchObject([
    { code: opening, detail: { reader: 'R', system, note: name } },
    { code: inSession, detail: { reader: 'R', system, note: name } },
  ]);
});

it('lets other errors pass', () => {
  const errors = [new CardError('CARD_SWAPPED'), new TypeError('x')];
  expect(errors.map((error) => toCardError(error, 'opening'))).toEqual(errors);
});
