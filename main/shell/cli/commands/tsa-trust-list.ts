import { dataFolderAt, defaultDataFolder } from '../../../store/data-folder.ts';
import { anchorView, readTsaAnchors } from '../../../time-stamping/anchor-files.ts';
import { words } from '../../../words/words.ts';
import { type Command, EXIT, text } from '../command.ts';
import { anchorText } from '../tsa-anchor-text.ts';

export const command: Command = {
  usage: 'tsa-trust list [--data DIR]',
  options: { data: { type: 'string' } },
  positionals: { min: 0, max: 0 },
  run: async (invocation) => {
    const folder = dataFolderAt(text(invocation, 'data') ?? defaultDataFolder());
    const anchors = (await readTsaAnchors(folder.tsaAnchors)).map(anchorView);
    const lines = anchors.map((anchor) => anchorText(anchor, invocation.language));
    return { exit: EXIT.done, json: { anchors }, text: lines.join('\n') || words(invocation.language)('cli.tsa-trust-none') };
  },
};
