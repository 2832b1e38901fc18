import { createTestAuthority } from '../../../../pki/test-authority/create.ts';
import { saveTestAuthority } from '../../../../pki/test-authority/folder.ts';
import { words } from '../../../words/words.ts';
import { type Command, EXIT } from '../command.ts';

export const command: Command = {
  usage: 'test-authority init DIR',
  options: {},
  positionals: { min: 1, max: 1 },
  run: async ({ positionals: [folder = ''], language }) => {
    await saveTestAuthority(folder, await createTestAuthority({ now: new Date() }));
    return { exit: EXIT.done, json: { folder }, text: words(language)('cli.authority-made', { folder }) };
  },
};
