import type { Store } from '../../store/store.ts';
import type { Trust } from '../../verification/trust.ts';
import type { Shelf } from '../shelf.ts';
import { documentsWith } from './documents-with.ts';
import type { Work } from './runs.ts';
import { noteVerdict, verifyDocument } from './verify-document.ts';

/** How long what was read of anchors and lists serves further documents of a run. */
const TRUST_FOR_MS = 15_000;

/** What counts, read again only after a while: a run asks for it thousands of times. */
function fresh(trust: () => Promise<Trust>): () => Promise<Trust> {
  let kept: { readonly at: number; readonly trust: Promise<Trust> } | null = null;
  return () => {
    if (!kept || performance.now() - kept.at > TRUST_FOR_MS) kept = { at: performance.now(), trust: trust() };
    return kept.trust;
  };
}

/** Verifies every document again by what counts now. */
export function verifyAll(store: Store, shelf: Shelf, trust: () => Promise<Trust>): Work {
  const { now } = store;
  const present = fresh(trust);
  return {
    action: 'library.verified',
    ...documentsWith(store, {}),
    async step(row) {
      const at = now();
      const verdict = await verifyDocument(() => shelf.read(row), { ...(await present()), at });
      return {
        changed: false,
        unreadable: verdict.verdict === 'unreadable',
        note: async (transaction) => ({ changed: await noteVerdict(transaction, row.number, verdict, at.toISOString()) }),
      };
    },
  };
}
