import { type SeminarVerification, verifyAllFacts } from '../../../attendance/facts/verify.ts';
import { type AuditVerification, verifyAudit } from '../../../audit/verify.ts';
import { defaultDataFolder } from '../../../store/data-folder.ts';
import { openStoreForReading } from '../../../store/store.ts';
import { words } from '../../../words/words.ts';
import { type Command, EXIT, type ExitStatus, text } from '../command.ts';

/** Facts that are missed may still come from another station: that is neither good nor bad. */
function exitOf(log: AuditVerification, receptions: readonly SeminarVerification[]): ExitStatus {
  if (!log.intact || receptions.some(({ altered }) => altered)) return EXIT.negative;
  return receptions.every(({ intact }) => intact) ? EXIT.done : EXIT.indeterminate;
}

export const command: Command = {
  usage: 'audit verify [--data DIR]',
  options: { data: { type: 'string' } },
  positionals: { min: 0, max: 0 },
  run: async (invocation) => {
    await using store = await openStoreForReading({ folder: text(invocation, 'data') ?? defaultDataFolder() });
    const log = await verifyAudit(store);
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
