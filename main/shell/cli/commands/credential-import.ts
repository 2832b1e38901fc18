import { importRegistry } from '../../../credentials/transfer/import-registry.ts';
import { words } from '../../../words/words.ts';
import { AUTHORITY_OPTIONS, AUTHORITY_USAGE, sitAt } from '../authority-desk.ts';
import { type Command, EXIT, flag } from '../command.ts';
import { choice, readNamedFile } from '../input.ts';

const WHAT = ['registry', 'serials'] as const;

export const command: Command = {
  usage: `credential import FILE [--what ${WHAT.join('|')}] [--preview] ${AUTHORITY_USAGE}`,
  options: { ...AUTHORITY_OPTIONS, what: { type: 'string' }, preview: { type: 'boolean' } },
  positionals: { min: 1, max: 1 },
  run: async (invocation) => {
    const bytes = await readNamedFile(invocation.positionals[0] ?? '');
    const apply = !flag(invocation, 'preview');
    const say = words(invocation.language);
    await using desk = await sitAt(invocation);
    const { authority, acting } = desk;
    if (choice(invocation, 'what', WHAT, 'registry') === 'serials') {
      const answer = await authority.production.importSerials(acting, bytes, apply);
      const left = answer.rows.filter(({ problem }) => problem !== null).length;
      return { exit: left > 0 ? EXIT.negative : EXIT.done, json: answer, text: say('cli.serials-imported', { count: answer.produced, left }) };
    }
    const answer = await importRegistry(authority.parts, acting, bytes, apply);
    const { holders, cards, known, problems } = answer;
    return {
      exit: problems.length > 0 ? EXIT.negative : EXIT.done,
      json: answer,
      text: say('cli.registry-imported', { holders, cards, known, problems: problems.length }),
    };
  },
};
