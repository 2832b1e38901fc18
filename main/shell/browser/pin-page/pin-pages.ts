import { join } from 'node:path';
import type { PinRequest } from '../../../../card/pin/prompt.ts';
import { words } from '../../../words/words.ts';
import { answer } from '../answer.ts';
import { type Appearance, oneTimePages, type PageRequest } from '../one-time-pages.ts';
import { PinEntry } from './entry.ts';
import { pinForm } from './form.ts';
import { confirmedTries, readPin } from './read-pin.ts';

export interface PinPagesOptions {
  readonly appearance: () => Appearance;
  /** Milliseconds that a person has for one entry. */
  readonly lifetime?: number;
}

/** The PIN pages of a shell: each entry has an address that works once and a bearer token that only its page knows. */
export interface PinPages extends Disposable {
  /** Opens an entry; its page lies under the path of the entry. */
  open(request: PinRequest, signal: AbortSignal): PinEntry;
  answer(request: PageRequest): Promise<Response>;
}

const LIFETIME_MS = 180_000;

async function receive(entry: PinEntry, { headers, body }: PageRequest): Promise<Response> {
  const atReader = entry.request.way === 'reader';
  const pin = atReader ? new Uint8Array() : body && (await readPin(body));
  if (!pin) return answer(400, 'body');
  const tries = confirmedTries(headers.get('x-confirmed-tries'));
  return entry.answer(tries === undefined ? { pin } : { pin, confirmedTries: tries }) ? answer(204) : answer(410, 'over');
}

export function pinPages({ appearance, lifetime = LIFETIME_MS }: PinPagesOptions): PinPages {
  const pages = oneTimePages<PinEntry>({
    page: ({ request, bearer }) => pinForm(request, bearer, appearance()),
    receive,
    script: { path: '/form.js', file: join(import.meta.dirname, 'form.js') },
    used: () => words(appearance().language)('pin.used'),
  });
  return {
    open: (request, signal) => pages.open(new PinEntry(request, signal, lifetime)),
    answer: (request) => pages.answer(request),
    [Symbol.dispose]: () => pages[Symbol.dispose](),
  };
}
