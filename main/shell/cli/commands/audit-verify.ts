import { type SeminarVerification, verifyAllFacts } from '../../../attendance/facts/verify.ts';
import type { AuditVerification } from '../../../audit/verify.ts';
import { verifyWithCheckpoint } from '../../../credentials/records/checkpoint.ts';
import { defaultDataFolder } from '../../../store/data-folder.ts';
import { openStoreForReading } from '../../../store/store.ts';
import { words } from '../../../words/words.ts';
import { type Command, EXIT, type ExitStatus, text } from '../command.ts';
import { readNamedFile } from '../input.ts';

/** Facts that are missed may still come from another station: that is neither good nor bad. */
function exitOf(log: AuditVerification, receptions: readonly SeminarVerification[]): ExitStatus {
  if (!log.intact || receptions.some(({ altered }) => altered)) return EXIT.negative;
  return receptions.every(({ intact }) => intact) ? EXIT.done : EXIT.indeterminate;
}

export const command: Command = {
  usage: 'audit verify [--checkpoint FILE] [--data DIR]',
  options: { data: { type: 'string' }, checkpoint: { type: 'string' } },
  positionals: { min: 0, max: 0 },
  run: async (invocation) => {
    await using store = await openStoreForReading({ folder: text(invocation, 'data') ?? defaultDataFolder() });
    const checkpoint = text(invocation, 'checkpoint');
    const log = await verifyWithCheckpoint(store, checkpoint === undefined ? undefined : await readNamedFile(checkpoint));
    const receptions = await verifyAllFacts(store);
    const say = words(invocation.language);
    const lines = receptions.map(({ seminar, facts, altered, brokenAt }) => {
      const key = altered ? 'cli.facts-altered' : brokenAt ? 'cli.facts-missing' : 'cli.facts-intact';
      return say(key, { seminar, facts, device: brokenAt?.device ?? '', sequence: brokenAt?.sequence ?? 0 });
    });
    return {
      exit: exitOf(log, receptions),
      json: { ...log, receptions },
      text: [log.intact ? say('cli.audit-intact', log) : say('cli.audit-broken', log), ...lines].join('\n'),
    };
  },
};
