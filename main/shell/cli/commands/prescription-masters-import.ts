import { basename } from 'node:path';
import { type MasterColumns, type MasterPreview, masterKind } from '../../../api/schema/prescriptions.ts';
import { AppError } from '../../../errors.ts';
import { openMasters } from '../../../prescriptions/masters/masters.ts';
import { words } from '../../../words/words.ts';
import { openAuditedStore } from '../audited-store.ts';
import { type Command, EXIT, type Invocation, text } from '../command.ts';
import { choice, readNamedFile, required } from '../input.ts';
import { masterText } from '../master-text.ts';

/** `code=1,name=8`: columns counted from 1. @throws AppError USAGE_WRONG */
function columnsOption(invocation: Invocation): MasterColumns | undefined {
  const given = text(invocation, 'columns');
  if (given === undefined) return undefined;
  const pairs = given.split(',').map((pair) => /^([A-Za-z]+)=([1-9]\d{0,2})$/.exec(pair));
  if (pairs.includes(null)) throw new AppError('USAGE_WRONG', { note: '--columns code=1,name=8' });
  return Object.fromEntries(pairs.map((pair) => [pair![1]!, Number(pair![2]) - 1]));
}

const asOption = ({ columns }: MasterPreview): string =>
  Object.entries(columns)
    .map(([field, column]) => `${field}=${column + 1}`)
    .join(',');

export const command: Command = {
  usage: 'prescription masters import FILE --kind drug|usage|limit [--columns code=1,name=8] [--version TEXT] [--source TEXT] [--data DIR]',
  options: {
    kind: { type: 'string' },
    columns: { type: 'string' },
    version: { type: 'string' },
    source: { type: 'string' },
    data: { type: 'string' },
  },
  positionals: { min: 1, max: 1 },
  run: async (invocation) => {
    required(invocation, 'kind');
    const kind = choice(invocation, 'kind', masterKind.options, 'drug');
    const columns = columnsOption(invocation);
    const path = invocation.positionals[0]!;
    const file = { name: basename(path), bytes: await readNamedFile(path) };
    const say = words(invocation.language);
    await using desk = await openAuditedStore(invocation);
    const masters = openMasters(desk);
    const preview = masters.inspect(kind, file, columns);
    // Columns that nobody laid down are for a person to confirm.
    if (preview.headings.length > 0 && columns === undefined) {
      const headings = preview.headings.map((heading, index) => `  ${index + 1} ${heading}`);
      const lines = [say('cli.masters.confirm', { columns: asOption(preview) }), ...headings];
      return { exit: EXIT.negative, json: { imported: null, preview }, text: lines.join('\n') };
    }
    const version = text(invocation, 'version') ?? '';
    const imported = await masters.import({ kind, file, columns, version, source: text(invocation, 'source') ?? '' });
    return { exit: EXIT.done, json: { imported }, text: masterText(imported, invocation.language) };
  },
};
