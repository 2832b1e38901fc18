import { CardError, type CardErrorCode } from '../../errors.ts';

/** A call of the smart-card service that did not succeed. */
export class PcscFailure extends Error {
  override readonly name = 'PcscFailure';
  readonly code: number;

  constructor(code: number) {
    super(`${nameOf(code)} (${hexOf(code)})`);
    this.code = code;
  }
}

export const SCARD = {
  success: 0,
  cancelled: 0x80100002,
  unknownReader: 0x80100009,
  timeout: 0x8010000a,
  protocolMismatch: 0x8010000f,
  noReadersAvailable: 0x8010002e,
  resetCard: 0x80100068,
} as const;

/** What one code means while a card is being opened, and in a session that was open. */
type Meaning = readonly [name: string, opening: CardErrorCode, inSession: CardErrorCode];

const FAULT = 'CARD_TRANSPORT_FAULT';
const ABORTED = 'OPERATION_ABORTED';
const ABSENT_SERVICE = 'PCSC_SERVICE_ABSENT';
const both = (name: string, code: CardErrorCode): Meaning => [name, code, code];

/** Codes of pcsclite.h and winerror.h, facility SCARD; a code that is not here is a transport fault. */
const MEANINGS: ReadonlyMap<number, Meaning> = new Map([
  [0x80100001, both('SCARD_F_INTERNAL_ERROR', FAULT)],
  [0x80100002, both('SCARD_E_CANCELLED', ABORTED)],
  [0x80100003, both('SCARD_E_INVALID_HANDLE', ABSENT_SERVICE)],
  [0x80100004, both('SCARD_E_INVALID_PARAMETER', FAULT)],
  [0x80100005, both('SCARD_E_INVALID_TARGET', FAULT)],
  [0x80100006, both('SCARD_E_NO_MEMORY', FAULT)],
  [0x80100007, both('SCARD_F_WAITED_TOO_LONG', FAULT)],
  [0x80100008, both('SCARD_E_INSUFFICIENT_BUFFER', FAULT)],
  [0x80100009, ['SCARD_E_UNKNOWN_READER', 'READER_NOT_FOUND', 'READER_VANISHED']],
  [0x8010000a, both('SCARD_E_TIMEOUT', FAULT)],
  [0x8010000b, both('SCARD_E_SHARING_VIOLATION', 'READER_BUSY_ELSEWHERE')],
  [0x8010000c, ['SCARD_E_NO_SMARTCARD', 'CARD_ABSENT', 'CARD_REMOVED']],
  [0x8010000d, ['SCARD_E_UNKNOWN_CARD', 'CARD_MUTE', FAULT]],
  [0x8010000e, both('SCARD_E_CANT_DISPOSE', FAULT)],
  [0x8010000f, ['SCARD_E_PROTO_MISMATCH', 'CARD_MUTE', FAULT]],
  [0x80100010, ['SCARD_E_NOT_READY', 'CARD_MUTE', FAULT]],
  [0x80100011, both('SCARD_E_INVALID_VALUE', FAULT)],
  [0x80100012, both('SCARD_E_SYSTEM_CANCELLED', ABORTED)],
  [0x80100013, both('SCARD_F_COMM_ERROR', ABSENT_SERVICE)],
  [0x80100014, both('SCARD_F_UNKNOWN_ERROR', FAULT)],
  [0x80100015, ['SCARD_E_INVALID_ATR', 'CARD_MUTE', FAULT]],
  [0x80100016, ['SCARD_E_NOT_TRANSACTED', 'CARD_MUTE', FAULT]],
  [0x80100017, ['SCARD_E_READER_UNAVAILABLE', 'READER_NOT_FOUND', 'READER_VANISHED']],
  [0x80100018, both('SCARD_P_SHUTDOWN', ABSENT_SERVICE)],
  [0x80100019, both('SCARD_E_PCI_TOO_SMALL', FAULT)],
  [0x8010001a, both('SCARD_E_READER_UNSUPPORTED', FAULT)],
  [0x8010001b, both('SCARD_E_DUPLICATE_READER', FAULT)],
  [0x8010001c, ['SCARD_E_CARD_UNSUPPORTED', 'CARD_MUTE', FAULT]],
  [0x8010001d, both('SCARD_E_NO_SERVICE', ABSENT_SERVICE)],
  [0x8010001e, both('SCARD_E_SERVICE_STOPPED', ABSENT_SERVICE)],
  [0x8010001f, both('SCARD_E_UNEXPECTED', FAULT)],
  [0x80100022, both('SCARD_E_UNSUPPORTED_FEATURE', FAULT)],
  [0x80100027, both('SCARD_E_NO_ACCESS', FAULT)],
  [0x8010002b, both('SCARD_E_UNKNOWN_RES_MNG', FAULT)],
  [0x8010002e, ['SCARD_E_NO_READERS_AVAILABLE', 'READER_NOT_FOUND', 'READER_VANISHED']],
  [0x8010002f, both('SCARD_E_COMM_DATA_LOST', FAULT)],
  [0x80100031, both('SCARD_E_SERVER_TOO_BUSY', FAULT)],
  [0x80100065, ['SCARD_W_UNSUPPORTED_CARD', 'CARD_MUTE', FAULT]],
  [0x80100066, ['SCARD_W_UNRESPONSIVE_CARD', 'CARD_MUTE', FAULT]],
  [0x80100067, ['SCARD_W_UNPOWERED_CARD', 'CARD_MUTE', 'CARD_RESET']],
  [0x80100068, both('SCARD_W_RESET_CARD', 'CARD_RESET')],
  [0x80100069, ['SCARD_W_REMOVED_CARD', 'CARD_ABSENT', 'CARD_REMOVED']],
  [0x8010006a, both('SCARD_W_SECURITY_VIOLATION', ABSENT_SERVICE)],
] satisfies [number, Meaning][]);

const hexOf = (code: number): string => `0x${code.toString(16).padStart(8, '0')}`;
const nameOf = (code: number): string => MEANINGS.get(code)?.[0] ?? 'unknown code';

/** The failure in the words of `card/errors.ts`; anything that is no failure of the service passes unchanged. */
export function toCardError(error: unknown, phase: 'opening' | 'in-session', reader?: string): unknown {
  if (!(error instanceof PcscFailure)) return error;
  const [name, opening, inSession] = MEANINGS.get(error.code) ?? both('unknown code', FAULT);
  const code = phase === 'opening' ? opening : inSession;
  return new CardError(code, { system: hexOf(error.code), note: name, ...(reader === undefined ? {} : { reader }) }, { cause: error });
}
