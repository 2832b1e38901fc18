import * as z from 'zod';
import type { Accreditation } from '../../../../pki/trust.ts';
import { accreditation } from '../../../api/schema/time-stamping.ts';
import { AppError } from '../../../errors.ts';
import { openTsaAnchors } from '../../../time-stamping/anchors.ts';
import { words } from '../../../words/words.ts';
import { openAuditedStore } from '../audited-store.ts';
import { type Command, EXIT, flag, type Invocation, text } from '../command.ts';
import { readNamedFile, required } from '../input.ts';
import { anchorText } from '../tsa-anchor-text.ts';

/** Accreditation as the options say it, `null` when they say nothing. @throws AppError USAGE_WRONG */
function accreditationOption(invocation: Invocation): Accreditation | null {
  const [accredited, refused] = [flag(invocation, 'accredited'), flag(invocation, 'not-accredited')];
  if (accredited && refused) throw new AppError('USAGE_WRONG', { note: '--accredited --not-accredited' });
  if (!accredited && !refused) {
    const alone = ['source', 'as-of'].find((option) => text(invocation, option) !== undefined);
    if (alone !== undefined) throw new AppError('USAGE_WRONG', { note: `--${alone}` });
    return null;
  }
  const record = accreditation.safeParse({ accredited, source: required(invocation, 'source'), asOf: required(invocation, 'as-of') });
  if (!record.success) throw new AppError('USAGE_WRONG', { note: z.prettifyError(record.error) });
  return record.data;
}

export const command: Command = {
  usage: 'tsa-trust add FILE [--name NAME] [--accredited|--not-accredited --source TEXT --as-of DATE] [--data DIR]',
  options: {
    name: { type: 'string' },
    accredited: { type: 'boolean' },
    'not-accredited': { type: 'boolean' },
    source: { type: 'string' },
    'as-of': { type: 'string' },
    data: { type: 'string' },
  },
  positionals: { min: 1, max: 1 },
  run: async (invocation) => {
    const record = accreditationOption(invocation);
    const file = await readNamedFile(invocation.positionals[0] ?? '');
    await using desk = await openAuditedStore(invocation);
    const anchors = openTsaAnchors(desk.store, desk.audit);
    // Whoever names the file on a command line has chosen this very certificate; its fingerprint is printed.
    const { sha256 } = await anchors.inspect(file);
    const anchor = await anchors.add({ file, sha256, name: text(invocation, 'name') ?? '', accreditation: record });
    const say = words(invocation.language);
    return { exit: EXIT.done, json: anchor, text: `${say('cli.tsa-trust-added')}\n${anchorText(anchor, invocation.language)}` };
  },
};
