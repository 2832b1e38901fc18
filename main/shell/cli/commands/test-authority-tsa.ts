import { loadTestAuthority } from '../../../../pki/test-authority/folder.ts';
import { serveTsa, type TsaOrder } from '../../../../pki/time-stamp/serve.ts';
import { AppError } from '../../../errors.ts';
import { words } from '../../../words/words.ts';
import { type Command, EXIT, type Invocation, text } from '../command.ts';
import { choice, portOption } from '../input.ts';

/** What the server offers. A test server's password may stand on the command line. @throws AppError USAGE_WRONG */
function offerOf(invocation: Invocation): Pick<TsaOrder, 'policy' | 'digestAlgorithm' | 'authorization'> {
  const policy = text(invocation, 'policy');
  const [, user, password] = /^([^:]+):(.+)$/.exec(text(invocation, 'authorization') ?? '') ?? [];
  if (text(invocation, 'authorization') !== undefined && user === undefined)
    throw new AppError('USAGE_WRONG', { note: '--authorization USER:PASSWORD' });
  if (policy !== undefined && !/^[0-2](\.(0|[1-9]\d*))+$/.test(policy)) throw new AppError('USAGE_WRONG', { note: `--policy ${policy}` });
  return {
    digestAlgorithm: choice(invocation, 'digest', ['sha256', 'sha384', 'sha512'], 'sha256'),
    ...(policy !== undefined && { policy }),
    ...(user !== undefined && password !== undefined && { authorization: { user, password } }),
  };
}

export const command: Command = {
  usage: 'test-authority tsa DIR --port N [--digest sha256|sha384|sha512] [--policy OID] [--authorization USER:PASSWORD]',
  options: { port: { type: 'string' }, digest: { type: 'string' }, policy: { type: 'string' }, authorization: { type: 'string' } },
  positionals: { min: 1, max: 1 },
  run: async (invocation) => {
    const { language, signal, say } = invocation;
    const authority = await loadTestAuthority(invocation.positionals[0] ?? '');
    const { url, closed } = await serveTsa({ authority, port: portOption(invocation, 'port') ?? 0, signal, ...offerOf(invocation) });
    say(words(language)('cli.tsa-listening', { url }));
    await closed;
    return { exit: EXIT.done, json: { url }, text: '' };
  },
};
