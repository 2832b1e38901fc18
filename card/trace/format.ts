import * as z from 'zod';
import { CARD_ERROR_CODES, CardError } from '../errors.ts';
import type { ReaderSnapshot } from '../reader.ts';

const hex = z.string().regex(/^([0-9a-f]{2})*$/);
const disposition = z.enum(['leave', 'reset']);

const failure = z.object({
  code: z.enum(CARD_ERROR_CODES),
  detail: z.object({
    reader: z.string().optional(),
    aid: z.string().optional(),
    statusWord: z.int().optional(),
    triesLeft: z.int().nullable().optional(),
    system: z.string().optional(),
    note: z.string().optional(),
  }),
});

const reader = z.object({
  name: z.string(),
  transport: z.enum(['pcsc', 'virtual', 'replay']),
  card: z.boolean(),
  atr: hex.nullable(),
  insertion: z.string().nullable(),
  busy: z.boolean(),
});

const session = z.int();
const opened = z.object({ atr: hex, protocol: z.enum(['T=0', 'T=1']), insertion: z.string(), maxApduLength: z.int() });

/** One line of a trace. Every event of a session bears its number. */
const event = z.discriminatedUnion('event', [
  z.object({ event: z.literal('snapshot'), service: z.enum(['running', 'absent', 'library-missing']), readers: z.array(reader) }),
  z.object({ event: z.literal('open'), session, reader: z.string(), opened: opened.optional(), failure: failure.optional() }),
  z.object({
    event: z.literal('apdu'),
    session,
    command: hex,
    secret: z.literal(true).optional(),
    answer: hex.optional(),
    failure: failure.optional(),
  }),
  z.object({ event: z.literal('begin'), session, failure: failure.optional() }),
  z.object({ event: z.literal('end'), session, disposition, failure: failure.optional() }),
  z.object({ event: z.literal('gone'), session, failure }),
  z.object({ event: z.literal('close'), session, disposition }),
]);

export type TraceEvent = z.infer<typeof event>;
export type TraceFailure = z.infer<typeof failure>;
type TraceSnapshot = Extract<TraceEvent, { event: 'snapshot' }>;

/** First line of every trace. */
export const TRACE_HEADER = { format: 'hpki-card-trace/1' } as const;
const header = z.object({ format: z.literal(TRACE_HEADER.format) });

/**
 * Reads the lines of a trace; the time stamps are for people and are not looked at.
 * @throws CardError TRACE_UNREADABLE
 */
export function parseTrace(text: string): readonly TraceEvent[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.flatMap((line, index) => {
    try {
      const value: unknown = JSON.parse(line);
      if (index > 0) return [event.parse(value)];
      header.parse(value);
      return [];
    } catch (cause) {
      throw new CardError('TRACE_UNREADABLE', { note: `line ${index + 1}` }, { cause });
    }
  });
}

const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

export const encodeSnapshot = (snapshot: ReaderSnapshot): TraceSnapshot => ({
  event: 'snapshot',
  service: snapshot.service,
  readers: snapshot.readers.map((state) => ({ ...state, atr: state.atr && hexOf(state.atr) })),
});

export const decodeSnapshot = ({ service, readers }: TraceSnapshot): ReaderSnapshot => ({
  service,
  readers: readers.map((state) => ({ ...state, transport: 'replay', atr: state.atr === null ? null : Buffer.from(state.atr, 'hex') })),
});

/** Only named failures keep their words; of anything else not even the message is written. */
export const encodeFailure = (error: unknown): TraceFailure =>
  error instanceof CardError
    ? { code: error.code, detail: { ...error.detail } }
    : { code: 'CARD_TRANSPORT_FAULT', detail: { note: error instanceof Error ? error.name : typeof error } };

export const decodeFailure = ({ code, detail }: TraceFailure): CardError => new CardError(code, detail as ConstructorParameters<typeof CardError>[1]);
