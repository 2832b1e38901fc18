/**
 * Readers and sessions, whatever the transport. Implemented by `transports/pcsc`, `transports/virtual`
 * and `transports/replay`; everything above speaks only to these interfaces.
 */
export type Transport = 'pcsc' | 'virtual' | 'replay';

/** One reader as last reported by its transport. */
export interface ReaderState {
  readonly name: string;
  readonly transport: Transport;
  readonly card: boolean;
  /** Answer to reset, `null` without a card. */
  readonly atr: Uint8Array | null;
  /** Names one stay of one card in the reader; changes with every insertion, so that a removal in between is seen. */
  readonly insertion: string | null;
  /** Another program (or a session of ours) holds the card, so that opening it would be refused now. */
  readonly busy: boolean;
}

/** What a transport knows now. `service` tells why nothing is seen when nothing can be seen. */
export interface ReaderSnapshot {
  readonly service: 'running' | 'absent' | 'library-missing';
  readonly readers: readonly ReaderState[];
}

export interface OpenOptions {
  /** Ends the session early; pending calls reject with `OPERATION_ABORTED`. */
  readonly signal?: AbortSignal;
  /** Refuse with `CARD_SWAPPED` unless the card is still in the stay of this name. */
  readonly insertion?: string;
}

export interface ReaderService extends AsyncDisposable {
  readonly transport: Transport | 'combined';
  /** The present state, without waiting. */
  snapshot(): Promise<ReaderSnapshot>;
  /** Yields the present state at once and then after each status event (no polling), until the signal aborts. */
  watch(signal: AbortSignal): AsyncIterable<ReaderSnapshot>;
  /**
   * Opens the card exclusively. One session per reader within the program: a second one waits for the end of the first.
   * @throws CardError READER_NOT_FOUND, READER_BUSY_HERE, READER_BUSY_ELSEWHERE, CARD_ABSENT, CARD_MUTE, CARD_SWAPPED, PCSC_SERVICE_ABSENT
   */
  open(reader: string, options?: OpenOptions): Promise<CardSession>;
}

/** How the card is left: `leave` keeps its state, `reset` drops every verified PIN. */
export type Disposition = 'leave' | 'reset';

export interface TransmitOptions {
  /** The command holds a PIN: traces and logs record only its header. */
  readonly secret?: boolean;
}

/** Keys of the reader itself, at which a PIN is typed that this program never sees (PC/SC part 10). */
export interface ReaderPad {
  /** Ways to end an entry (bEntryValidationCondition); 0 where the reader does not tell. */
  readonly validation: number;
  readonly display: boolean;
  /** Has a PIN typed for a PIN_VERIFY_STRUCTURE and sends it to the card. Returns the status word, of the card or of the reader. */
  verify(structure: Uint8Array): Promise<Uint8Array>;
}

/** A short exclusive hold of one card. Never kept while a person types. */
export interface CardSession extends AsyncDisposable {
  readonly reader: string;
  readonly transport: Transport;
  readonly atr: Uint8Array;
  readonly protocol: 'T=0' | 'T=1';
  readonly insertion: string;
  /** Largest APDU, in bytes, that reader and protocol take (261 for short APDUs only, 65544 for extended length). */
  readonly maxApduLength: number;
  /** Absent on a reader without keys. */
  readonly pad?: ReaderPad | undefined;
  /** Aborts with a `CardError` (`CARD_REMOVED`, `READER_VANISHED`, `PCSC_SERVICE_ABSENT`) the moment the card is gone. */
  readonly gone: AbortSignal;
  /**
   * Sends one command APDU and returns the whole answer (data and status word), receive buffer of full size.
   * @throws CardError CARD_REMOVED, CARD_RESET, CARD_TRANSPORT_FAULT (also for answers below two bytes), OPERATION_ABORTED
   */
  transmit(command: Uint8Array, options?: TransmitOptions): Promise<Uint8Array>;
  /** Runs the work inside one transaction of the smart-card service and ends it with the given disposition, whatever happens. */
  transaction<T>(end: Disposition, work: () => Promise<T>): Promise<T>;
  /** Ends the session; a second call does nothing. `await using` leaves the card as it is. */
  close(disposition: Disposition): Promise<void>;
}
