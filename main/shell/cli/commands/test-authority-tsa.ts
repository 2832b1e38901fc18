import { loadTestAuthority } from '../../../../pki/test-authority/folder.ts';
import { serveTsa } from '../../../../pki/time-stamp/serve.ts';
import { words } from '../../../words/words.ts';
import { type Command, EXIT } from '../command.ts';
import { portOption } from '../input.ts';

export const command: Command = {
  usage: 'test-authority tsa DIR --port N',
  options: { port: { type: 'string' } },
  positionals: { min: 1, max: 1 },
  run: async (invocation) => {
    const { language, signal, say } = invocation;
    const authority = await loadTestAuthority(invocation.positionals[0] ?? '');
    const { url, closed } = await serveTsa({ authority, port: portOption(invocation, 'port') ?? 0, signal });
    say(words(language)('cli.tsa-listening', { url }));
    await closed;
    return { exit: EXIT.done, json: { url }, text: '' };
  },
};
