import { once } from 'node:events';
import { jsonLog } from '../../../hub/http/log.ts';
import { openHub } from '../../../hub/hub.ts';
import { words } from '../../../words/words.ts';
import { type Command, EXIT, flag, text } from '../command.ts';
import { databaseOption, HUB_OPTIONS, hubFolder } from '../hub-desk.ts';
import { portOption } from '../input.ts';

/** Of a hub that nobody gave another. */
const PORT = 8443;

export const command: Command = {
  usage: 'hub serve [--port N] [--host H] [--data DIR] [--database postgres://...] [--public-url https://HOST] [--quiet]',
  options: { ...HUB_OPTIONS, port: { type: 'string' }, host: { type: 'string' }, 'public-url': { type: 'string' }, quiet: { type: 'boolean' } },
  positionals: { min: 0, max: 0 },
  run: async (invocation) => {
    const { say, signal, language } = invocation;
    const host = text(invocation, 'host');
    const publicUrl = text(invocation, 'public-url');
    await using hub = await openHub({
      folder: hubFolder(invocation),
      port: portOption(invocation, 'port') ?? PORT,
      ...databaseOption(invocation),
      ...(host !== undefined && { host }),
      ...(publicUrl !== undefined && { publicUrl }),
      ...(!flag(invocation, 'quiet') && { log: jsonLog(say) }),
    });
    const { url, port, adminCode } = hub;
    say(JSON.stringify({ event: 'ready', hub: url, port, adminCode }));
    if (!signal.aborted) await once(signal, 'abort');
    return { exit: EXIT.done, json: { hub: url }, text: words(language)('cli.hub-ended') };
  },
};
