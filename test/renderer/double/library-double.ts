import { implement } from '@orpc/server';
import { library } from '../../../main/api/contracts/library.ts';
import type { RegisterEntry } from '../../../main/api/schema/document.ts';
import type { LibraryDocument, LibraryRuns } from '../../../main/api/schema/library.ts';
import { RETENTION_RULES } from '../../../main/library/retention.ts';
import { failed } from './failed.ts';
import { samplePdfBytes } from './sample-pdf.ts';
import { Watched } from './watched.ts';

const fromEntry = (entry: RegisterEntry, number: number): LibraryDocument => ({
  number,
  id: entry.id,
  origin: 'made',
  addedAt: entry.signedAt,
  name: entry.outputName,
  signerName: entry.signerName,
  format: entry.format,
  level: entry.level,
  test: entry.test,
  sha256: entry.outputSha256,
  extendedFrom: entry.extendedFrom,
  verification: null,
  renewal: entry.renewal && { ...entry.renewal, renewed: false },
  retention: null,
  searchable: 'whole',
  deletedAt: null,
  excerpt: null,
  made: entry,
});

/** The library as the screens see it: what the register holds, and what the test puts beside it. */
export class LibraryDouble {
  readonly runs = new Watched<LibraryRuns>({ verify: null, renew: null, renewalsDue: 0 });
  received: LibraryDocument[] = [];
  readonly router;
  readonly #register: () => readonly RegisterEntry[];

  constructor(said: (name: string) => void, register: () => readonly RegisterEntry[]) {
    this.#register = register;
    this.router = this.#implement(said);
  }

  get documents(): readonly LibraryDocument[] {
    const made = this.#register();
    return [...this.received, ...made.map((entry, index) => fromEntry(entry, made.length - index))];
  }

  #implement(said: (name: string) => void) {
    const os = implement(library);
    return os.router({
      page: os.page.handler(({ input }) => {
        const documents = this.documents.filter(({ name, origin }) => name.includes(input.text) && (input.filters.origin ?? origin) === origin);
        return { documents, next: null, count: { documents: documents.length, exact: true }, waiting: 0 };
      }),
      find: os.find.handler(({ input }) => {
        const found = this.documents.find(({ id }) => id === input.id);
        if (!found) throw failed('DOCUMENT_UNKNOWN');
        return found;
      }),
      signers: os.signers.handler(() => [{ person: 'p-1', name: '見本　花子', documents: this.documents.length }]),
      file: os.file.handler(async () => new File([await samplePdfBytes()], 'kept.pdf', { type: 'application/pdf' })),
      keep: os.keep.handler(({ input }) => {
        said(`keep ${input.file.name}`);
        return this.documents[0]!;
      }),
      retentionRules: os.retentionRules.handler(() => [...RETENTION_RULES]),
      mark: os.mark.handler(({ input }) => {
        said(`mark ${input.mark?.kind}`);
        return { documents: 1 };
      }),
      removal: os.removal.handler(({ input: { selection } }) => {
        const ids = 'ids' in selection ? selection.ids : ['all'];
        return { documents: ids.length, names: ids.map((id) => `${id}.pdf`), digest: ids.join(' ') };
      }),
      remove: os.remove.handler(({ input }) => {
        said(`remove ${input.confirmed}`);
        return { documents: 'ids' in input.selection ? input.selection.ids.length : 1 };
      }),
      export: os.export.handler(async function* () {
        yield { done: 1, total: 1, result: { folder: '/home/doctor/exports/2026-11-30', documents: 1, reports: 1, missing: [] } };
      }),
      watch: os.watch.handler(({ signal }) => this.runs.follow(signal)),
      start: os.start.handler(({ input }) => said(`start ${input.kind}`)),
      stop: os.stop.handler(({ input }) => said(`stop ${input.kind}`)),
    });
  }
}
