/** Bits of SCARD_READERSTATE (PC/SC part 5; pcsclite.h). */
const STATE = {
  unaware: 0x0000,
  changed: 0x0002,
  unknown: 0x0004,
  unavailable: 0x0008,
  present: 0x0020,
  exclusive: 0x0080,
  inUse: 0x0100,
} as const;

export const UNAWARE = STATE.unaware;

/** A new or vanished reader changes the state of this pseudo-reader. */
export const READER_NOTIFICATION = '\\\\?PnP?\\Notification';

/** One reader as one status query saw it. */
export interface ReaderLook {
  readonly name: string;
  /** `dwEventState`: flags below, number of card events above. */
  readonly eventState: number;
  readonly atr: Uint8Array;
}

export const isPresent = ({ eventState }: ReaderLook): boolean => (eventState & STATE.present) !== 0;
export const isHeld = ({ eventState }: ReaderLook): boolean => (eventState & (STATE.exclusive | STATE.inUse)) !== 0;
export const isKnown = ({ eventState }: ReaderLook): boolean => (eventState & (STATE.unknown | STATE.unavailable)) === 0;

/** Counts insertions and removals; 0 forever where the system does not count. */
export const eventCounter = ({ eventState }: ReaderLook): number => eventState >>> 16;

/** The state to wait from: what was seen, without the mark of a change. */
export const settled = (eventState: number): number => (eventState & ~STATE.changed) >>> 0;
