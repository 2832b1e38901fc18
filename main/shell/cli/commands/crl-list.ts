import { dataFolderAt, defaultDataFolder } from '../../../store/data-folder.ts';
import { type Command, EXIT, text } from '../command.ts';
import { revocationOf } from '../revocation.ts';
import { placesText } from '../revocation-text.ts';

export const command: Command = {
  usage: 'crl list [--data DIR]',
  options: { data: { type: 'string' } },
  positionals: { min: 0, max: 0 },
  run: async (invocation) => {
    await using revocation = await revocationOf(dataFolderAt(text(invocation, 'data') ?? defaultDataFolder()), { offline: true });
    const { places } = await revocation.view();
    return { exit: EXIT.done, json: { places }, text: placesText(places, invocation.language) };
  },
};
