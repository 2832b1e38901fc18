import { openTsaAnchors } from '../../../time-stamping/anchors.ts';
import { words } from '../../../words/words.ts';
import { openAuditedStore } from '../audited-store.ts';
import { type Command, EXIT } from '../command.ts';

export const command: Command = {
  usage: 'tsa-trust remove SHA256 [--data DIR]',
  options: { data: { type: 'string' } },
  positionals: { min: 1, max: 1 },
  run: async (invocation) => {
    // Fingerprints are written in either case, and often with colons.
    const sha256 = (invocation.positionals[0] ?? '').replaceAll(':', '').toUpperCase();
    await using desk = await openAuditedStore(invocation);
    await openTsaAnchors(desk.store, desk.audit).remove(sha256);
    return { exit: EXIT.done, json: { removed: sha256 }, text: words(invocation.language)('cli.tsa-trust-removed', { sha256 }) };
  },
};
