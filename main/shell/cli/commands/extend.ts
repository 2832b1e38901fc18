import { resolve } from 'node:path';
import { extendFile } from '../../../../pki/levels/extend.ts';
import { levelMaterial } from '../../../../pki/levels/collect.ts';
import { fileRenewal } from '../../../../pki/levels/file-renewal.ts';
import { AppError } from '../../../errors.ts';
import { networkClient } from '../../../network/client.ts';
import { dataFolderAt, defaultDataFolder } from '../../../store/data-folder.ts';
import { OTHER_PLACE } from '../../../store/name-file.ts';
import { replaceFile } from '../../../store/write-new-file.ts';
import { words } from '../../../words/words.ts';
import { type Command, EXIT, text } from '../command.ts';
import { choice, readNamedFile, required } from '../input.ts';
import { settingsOf } from '../revocation.ts';
import { TRUST_OPTIONS, TRUST_USAGE, trustOf } from '../trust-options.ts';
import { givenTimeStamper, TSA_OPTIONS, TSA_USAGE } from '../tsa-options.ts';

export const command: Command = {
  usage: `extend FILE -o OUT [--level T|LT|LTA] --tsa URL ${TSA_USAGE.replace('[--tsa URL] ', '')} [--content FILE] ${TRUST_USAGE} [--data DIR]`,
  options: {
    ...TRUST_OPTIONS,
    ...TSA_OPTIONS,
    out: { type: 'string', short: 'o' },
    level: { type: 'string' },
    content: { type: 'string' },
    data: { type: 'string' },
  },
  positionals: { min: 1, max: 1 },
  run: async (invocation) => {
    const path = invocation.positionals[0] ?? '';
    const out = required(invocation, 'out');
    if (resolve(out) === resolve(path)) throw new AppError('USAGE_WRONG', { note: `-o ${out}` });
    const level = choice(invocation, 'level', ['T', 'LT', 'LTA'], 'LTA');
    const service = await givenTimeStamper(invocation);
    if (!service) throw new AppError('USAGE_WRONG', { note: '--tsa URL' });
    const content = text(invocation, 'content');
    const folder = dataFolderAt(text(invocation, 'data') ?? defaultDataFolder());
    const { network } = await settingsOf(folder);
    await using believed = await trustOf(invocation, folder);
    const material = levelMaterial({ timeStamper: service(networkClient(() => network)), options: believed.trust, now: () => new Date() });
    const bytes = await extendFile({
      bytes: await readNamedFile(path),
      level,
      material,
      ...(content !== undefined && { content: await readNamedFile(content) }),
    });
    await replaceFile(out, bytes, OTHER_PLACE);
    const due = level === 'LTA' ? ((await fileRenewal(bytes))?.due.toISOString() ?? null) : null;
    return {
      exit: EXIT.done,
      json: { file: path, output: out, level, renewalDue: due },
      text: words(invocation.language)('cli.extended', { out, level, due: due ?? 'none' }),
    };
  },
};
