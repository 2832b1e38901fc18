import { CardError } from '../../../card/errors.ts';
import type { Asking } from './parts.ts';

/** One question at a time: a new one ends the one before, and the page of the present one is shown. */
export function askingOn(show: (page: string | null) => void): { readonly ask: Asking; end(): void } {
  let present: AbortController | null = null;

  const ask: Asking = async (work) => {
    present?.abort(new CardError('OPERATION_ABORTED', { note: 'asked again' }));
    const own = new AbortController();
    present = own;
    try {
      return await work(own.signal, (page) => present === own && show(page));
    } finally {
      if (present === own) {
        present = null;
        show(null);
      }
    }
  };
  return { ask, end: () => present?.abort(new CardError('OPERATION_ABORTED', { note: 'the program ends' })) };
}
