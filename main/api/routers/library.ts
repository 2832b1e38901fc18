import { implement } from '@orpc/server';
import type { Library } from '../../library/library.ts';
import { RETENTION_RULES } from '../../library/retention.ts';
import { library as contract } from '../contracts/library.ts';
import { failures } from '../failures.ts';
import { bytesOf, fileOf } from './files.ts';

const named = async (file: File) => ({ name: file.name, bytes: await bytesOf(file) });

export function libraryRouter(library: Library) {
  const desk = implement(contract).use(failures);
  const runs = { verify: library.verifying, renew: library.renewing } as const;
  return {
    page: desk.page.handler(({ input }) => library.page(input)),
    find: desk.find.handler(({ input }) => library.find(input.id)),
    signers: desk.signers.handler(() => library.signers()),
    file: desk.file.handler(async ({ input }) => {
      const { file } = await library.read(input.id);
      return fileOf(file.bytes, file.name, 'application/octet-stream');
    }),
    keep: desk.keep.handler(async ({ input }) =>
      library.keep({ file: await named(input.file), content: input.content ? await named(input.content) : null, report: input.report ?? null }),
    ),
    retentionRules: desk.retentionRules.handler(() => [...RETENTION_RULES]),
    mark: desk.mark.handler(async ({ input }) => ({ documents: await library.mark(input) })),
    removal: desk.removal.handler(({ input }) => library.removal(input.selection)),
    remove: desk.remove.handler(async ({ input }) => ({ documents: await library.remove(input.selection, input.confirmed) })),
    export: desk.export.handler(({ input, signal }) => library.export(input, undefined, signal)),
    watch: desk.watch.handler(({ signal }) => library.watch(signal)),
    start: desk.start.handler(({ input }) => {
      // What goes wrong is told by the run itself.
      runs[input.kind].run(input.afresh).catch((error: unknown) => console.error(error));
    }),
    stop: desk.stop.handler(({ input }) => runs[input.kind].stop()),
  };
}
