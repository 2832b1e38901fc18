import { openVirtualCard } from '../../../../card/virtual/folder.ts';
import { serveVpcd, VPCD_PORT } from '../../../../card/virtual/vpcd.ts';
import { words } from '../../../words/words.ts';
import { type Command, EXIT, text } from '../command.ts';
import { hostAndPort } from '../input.ts';

export const command: Command = {
  usage: 'virtual-card serve DIR [--vpcd HOST:PORT]',
  options: { vpcd: { type: 'string' } },
  positionals: { min: 1, max: 1 },
  run: async (invocation) => {
    const { positionals, language, signal, say } = invocation;
    const card = await openVirtualCard(positionals[0] ?? '');
    const { host, port } = hostAndPort(text(invocation, 'vpcd') ?? `127.0.0.1:${VPCD_PORT}`);
    const announce = (attached: boolean) => attached && say(words(language)('cli.card-attached', { address: `${host}:${port}` }));
    const end = await serveVpcd(card, { host, port, signal, onChange: announce });
    return { exit: EXIT.done, json: { end }, text: '' };
  },
};
