import { words } from '../../../words/words.ts';
import { type Command, EXIT, type ExitStatus, flag } from '../command.ts';
import { openDesk } from '../desk.ts';
import { documentLines, firstDocuments } from '../documents.ts';

/** Changed documents that are listed; all are found with `documents list --changed`. */
const MOST_LISTED = 1_000;

export const command: Command = {
  usage: 'documents verify-all [--afresh] [--data DIR]',
  options: { afresh: { type: 'boolean' }, data: { type: 'string' } },
  positionals: { min: 0, max: 0 },
  run: async (invocation) => {
    await using desk = await openDesk(invocation);
    const { library } = desk.application;
    const stop = () => void library.verifying.stop();
    invocation.signal.addEventListener('abort', stop, { once: true });
    const run = await library.verifying.run(flag(invocation, 'afresh'));
    const { documents: changed } = await firstDocuments(library, { text: '', filters: { changed: true } }, MOST_LISTED);
    const negative = await Promise.all(
      (['TOTAL-FAILED', 'unreadable', 'INDETERMINATE'] as const).map(
        async (verdict) => (await firstDocuments(library, { text: '', filters: { verdict } }, 1)).count,
      ),
    );
    const [failed = 0, unreadable = 0, undecided = 0] = negative.map((count) => count?.documents ?? 0);
    const verdict: ExitStatus = failed + unreadable > 0 ? EXIT.negative : undecided > 0 ? EXIT.indeterminate : EXIT.done;
    const say = words(invocation.language);
    return {
      exit: run.state === 'done' ? verdict : EXIT.environment,
      json: { run, changed, counts: { failed, unreadable, undecided } },
      text: [
        ...documentLines(changed, invocation),
        say('cli.documents-verified', { done: run.done, changed: run.changed, unreadable: run.unreadable }),
      ].join('\n'),
    };
  },
};
